"""What the services may not do, tried from inside: a probe takes the place of
the program, in all that the unit puts around it."""

import re

import package
from machine import wait_until
from package import (INDEX, INDEXER, MINUTES, SERVICE, SOCKET, SOCKETS, STATE,
                     TOOLS, indexed, on)

import harness
from harness import check, equal

EXPOSURE = 0.5  # at most, as systemd-analyze counts


def probe(box, unit, words):
    """What the probe could do in the unit: word -> "yes" or "no WHY"."""
    package.drop_in(box, unit, """[Service]
Type=oneshot
Restart=no
WatchdogSec=0
ExecStartPre=
ExecStart=
ExecStart=/usr/bin/python3 -I %s/probe.py %s
ExecStartPost=
ExecReload=
ExecPaths=/usr
StandardOutput=journal
""" % (TOOLS, " ".join(words)))
    box.run(["systemctl", "stop", unit, *SOCKETS], status=None)
    box.run(["systemctl", "reset-failed"], status=None)
    box.run(["systemctl", "start", "--job-mode=ignore-dependencies", unit],
            status=None)
    found = {}

    def done():
        for line in box.journal(unit).splitlines():
            part = line.split(" ", 3)
            if part[0] == "probe":
                found[part[1]] = " ".join(part[2:])
        return len(found) == len(words)
    wait_until("the probe ended", done, explain=lambda: "%r\n%s" % (
        found, package.journal_tail(box)))
    return found


def expect(found, may):
    """What may not be done failed, and what may did not."""
    wrong = ["%s: %s" % (word, result) for word, result in found.items()
             if (result == "yes") != (word in may)]
    check(not wrong, "wrong: " + "; ".join(wrong))


@on(indexed)
def test_exposure(t, box):
    "systemd counts the loaded units as safe: 0.5 at most"
    for unit in (SERVICE, INDEXER):
        text = box.run(["systemd-analyze", "security", "--no-pager", unit])
        found = re.search(r"exposure level for \S+: ([\d.]+)", text)
        check(found, text[-500:])
        check(float(found.group(1)) <= EXPOSURE, "%s has %s\n%s" % (
            unit, found.group(1), "\n".join(
                line for line in text.splitlines() if line[:1] == "\u2717")))


@on(indexed)
def test_daemon(t, box):
    """the daemon reads the index and writes nothing: not the index, not the
    minutes; it reaches no network and sees no other process"""
    box.write("/home/clerk/secret", "secret")
    may = ["read:%s/current/MANIFEST" % INDEX, "list:" + INDEX,
           "read:" + package.CONFIG]
    found = probe(box, SERVICE, may + [
        "write:%s/current/text" % INDEX, "write:%s/x" % INDEX,
        "write:%s/x" % MINUTES, "list:" + MINUTES,
        "write:%s/x" % STATE, "write:/etc/x", "write:/etc/minutiae/x",
        "write:/usr/x", "write:/run/x", "write:/run/minutiae/x",
        "write:/var/x", "write:/var/log/x", "write:/root/x", "read:/etc/shadow", "read:/home/clerk/secret",
        "list:/home", "list:/root", "list:/srv", "inet", "netlink",
        "namespace", "see:1"])
    expect(found, may)
    equal(found["write:%s/x" % INDEX], "no EROFS")


@on(indexed)
def test_running_daemon(t, box):
    "the running daemon has no privilege, and no network but its sockets"
    pid = package.main_pid(box)
    state = dict(re.findall(r"^(\w+):\s*(.*)$",
                            box.read("/proc/%d/status" % pid), re.M))
    for name in ("CapEff", "CapPrm", "CapBnd", "CapAmb"):
        equal(int(state[name], 16), 0, name)
    equal((state["NoNewPrivs"], state["Seccomp"]), ("1", "2"))
    uid = int(box.run("id -u minutiae"))
    equal(set(state["Uid"].split()), {str(uid)}, "its user")
    nets = box.read("/proc/%d/net/dev" % pid).splitlines()[2:]
    equal([line.split(":")[0].strip() for line in nets], ["lo"])
    equal(box.read("/proc/%d/net/tcp" % pid).count("\n"), 1, "its own ports")
    # Nobody but systemd listens, and that on the loopback only.
    for line in box.run("cat /proc/net/tcp /proc/net/tcp6").splitlines():
        words = line.split()
        if len(words) > 3 and words[3] == "0A":
            check(words[1].startswith("0100007F:"), "listens on " + words[1])


@on(indexed)
def test_indexer(t, box):
    """the indexer writes the index and nothing else, and reads the minutes;
    it reaches no network"""
    box.write("/home/clerk/secret", "secret")
    may = ["write:%s/x" % INDEX, "read:%s/current/MANIFEST" % INDEX,
           "list:" + MINUTES]
    found = probe(box, INDEXER, may + [
        "write:%s/x" % MINUTES, "write:%s/x" % STATE, "write:/etc/x",
        "write:/etc/minutiae/x", "write:/usr/x", "write:/run/x",
        "write:/run/minutiae/x", "write:/var/x", "write:/var/log/x",
        "write:/var/lib/x", "write:/root/x", "read:/etc/shadow",
        "read:/home/clerk/secret", "list:/home", "list:/root", "inet",
        "netlink", "namespace", "see:1"])
    expect(found, may)
    equal(found["write:%s/x" % MINUTES], "no EROFS")


harness.main(globals(), needs=())
