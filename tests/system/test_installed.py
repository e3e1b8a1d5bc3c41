"""The Debian package where it is installed, upgraded, removed and purged, in
a really booted systemd."""

import glob
import os
import re
import subprocess

import package
from machine import Skip, wait_until
from package import (CONFIG, DEB, INDEX, MINUTES, PATH_UNIT, SERVICE, SOCKETS,
                     STATE, TIMER, UNITS, fresh, indexed, install, installed,
                     on)

import harness
from harness import check, equal

# What dpkg, systemd and others keep about any package, or at all.
NOT_OURS = ("/var/lib/dpkg/", "/var/cache/", "/var/log/", "/root/", "/tmp/",
            "/run/", "/var/tmp/", "/var/lib/systemd/", "/etc/passwd",
            "/etc/group", "/etc/shadow", "/etc/gshadow", "/etc/subuid",
            "/etc/subgid", "/etc/.pwd.lock", "/etc/ld.so.cache")


def changes(box):
    """What a package might leave, and take away."""
    return [sorted(n for n in names if not (n + "/").startswith(NOT_OURS) and
                   not n.startswith(NOT_OURS)) for names in box.changes()]


def enabled(box, unit):
    return box.run(["systemctl", "is-enabled", unit], status=None).strip()


def active(box, unit):
    return box.run(["systemctl", "is-active", unit], status=None).strip()


def repack(box, version):
    """The package with a higher version number, and nothing else new."""
    name = "/root/newer.deb"
    box.run("cd /root && rm -rf tree && dpkg-deb -R %s tree && "
            "sed -i 's/^Version: .*/Version: %s/' tree/DEBIAN/control && "
            "dpkg-deb --root-owner-group -b tree %s && rm -rf tree"
            % (DEB, version, name))
    return name


@on(installed)
def test_fresh(t, box):
    """installed without minutes, it starts, waits for an index, and says so
    in its unit, over HTTP and to searchctl"""
    equal([active(box, u) for u in (SERVICE, *SOCKETS, PATH_UNIT, TIMER)],
          ["active"] * 5, "units' states")
    equal([enabled(box, u) for u in (SERVICE, *SOCKETS, PATH_UNIT, TIMER)],
          ["enabled"] * 5, "units' enablement")
    equal(box.failed_units(), [])
    equal(box.run("systemctl is-system-running").strip(), "running")
    check(re.search(r"[Ww]aiting|[Nn]o index", package.status(box)),
          "the unit's status is %r" % package.status(box))
    check(package.status(box) in box.run(
        ["systemctl", "status", "--no-pager", SERVICE]),
        "systemctl status does not show it")
    code, body = package.http(box, "/healthz")
    equal(code, 503)
    check("index" in body, "/healthz says %r" % body)
    said = box.as_user("clerk", "searchctl special constables", status=2)
    check(re.search(r"no index", said), "searchctl says %r" % said)


@on(installed)
def test_layout(t, box):
    """files, owners and modes are as documented; minutes are put into a
    folder that nobody but root and the group sees"""
    def stat(name):
        return box.run(["stat", "-c", "%U:%G %a", name]).strip()
    for program in ("/usr/bin/minutiae-indexer", "/usr/sbin/minutiae-searchd",
                    "/usr/bin/searchctl", CONFIG):
        equal(stat(program)[:9], "root:root", program)
    equal(stat(package.SOCKET), "root:minutiae 660")
    check(not int(stat(STATE)[-1]) & 2, "anybody may write in " + STATE)
    check(not int(stat(MINUTES)[-1]) & 2, "anybody may write in " + MINUTES)
    home = box.run("getent passwd minutiae").strip().split(":")
    check(home[6].endswith(("nologin", "false")), "its shell is " + home[6])
    box.run(["minutiae-searchd", "--check-config", "--config", CONFIG])
    for command in ("minutiae-indexer", "minutiae-searchd", "searchctl"):
        check(command in box.run([command, "--version"]), command)


@on(indexed)
def test_upgrade(t, box):
    "an upgrade under load fails no question, and restarts the daemon"
    newer = repack(box, "99.1")
    before = package.main_pid(box)
    box.run("sed -i 's/^#title = .*/title = Our own minutes/' " + CONFIG)
    loads = package.under_load(
        box, ("line", "http", "browser"), lambda: install(box, newer), 1)
    for load in loads:
        load.check()
    check(package.main_pid(box) != before, "the old daemon still runs")
    equal(box.show(SERVICE, "NRestarts"), "0", "restarts by systemd")
    equal(box.failed_units(), [])
    code, page = package.http(box, "/")
    equal(code, 200)
    check("Our own minutes" in page, "the configuration was not kept")
    check("99.1" in box.run("dpkg-query -W minutiae"), "it is not the newer")


@on(indexed)
def test_reinstall_same(t, box):
    "installing the same package again keeps index and minutes"
    install(box)
    package.wait_served(box)
    check(package.total(box, "special constables") > 0, "nothing is found")


@on(indexed)
def test_stopped_stays(t, box):
    "what an administrator turned off stays off after an upgrade"
    box.run(["systemctl", "disable", "--now", TIMER])
    install(box, repack(box, "99.2"))
    equal(active(box, TIMER), "inactive")
    equal(enabled(box, TIMER), "disabled")


@on(indexed)
def test_reboot(t, box):
    "after a reboot it answers as before"
    box.reboot()
    equal(package.total(box, "special constables") > 0, True, "found")
    equal(package.http(box, "/search?q=special+constables")[0], 200)
    equal([active(box, u) for u in (SERVICE, *SOCKETS, PATH_UNIT, TIMER)],
          ["active"] * 5, "units' states")
    equal(box.failed_units(), [])


@on(installed)
def test_purge_mounted(t, box):
    "purged, it leaves alone what is mounted in its folder"
    box.write("/root/share/minutes.txt", "The originals.")
    box.run("mkdir %s/share && mount --bind /root/share %s/share"
            % (MINUTES, MINUTES))
    said = box.run("dpkg -P minutiae")
    check("is mounted below" in said, said)
    equal(box.read("/root/share/minutes.txt"), "The originals.")
    equal(box.run("dpkg -s minutiae 2>&1", status=1).count("Status:"), 0)


@on(fresh)
def test_purge(t, box):
    "removed, it leaves index and minutes; purged, nothing"
    before = changes(box)
    users = box.read("/etc/passwd"), box.read("/etc/group")
    install(box)
    package.put_minutes(box)
    package.wait_served(box)
    package.wait_idle(box)

    box.run("dpkg -r minutiae")
    for unit in UNITS:
        equal(active(box, unit), "inactive", unit)
    equal(box.failed_units(), [])
    check("current" in box.run(["ls", INDEX]), "the index is gone")
    check(box.run(["ls", MINUTES]), "the minutes are gone")
    check(box.run(["ls", CONFIG]), "the configuration is gone")
    check("minutiae-searchd" not in box.run("ps ax"), "it still runs")

    box.run("dpkg -P minutiae")
    for kind, now, then in zip(("left behind", "taken away"), changes(box),
                               before):
        equal([name for name in now if name not in then], [], kind)
    # In the places of dpkg and systemd, too.
    equal(sorted(name for name in box.changes()[0] if "minutiae" in name and
                 not name.startswith(("/root/", "/run/", package.TOOLS))), [])
    equal((box.read("/etc/passwd"), box.read("/etc/group")), users)
    equal(box.run("ls /run | grep minutiae", status=1), "")
    equal(box.run("systemctl list-unit-files --no-legend 'minutiae*'",
                  status=None), "")
    equal(box.run("systemctl list-units --all --no-legend --plain "
                  "'minutiae*'"), "")
    equal(box.failed_units(), [])

    install(box)
    package.add_users(box)
    equal(active(box, SERVICE), "active")
    package.put_minutes(box)
    package.wait_served(box)
    check(package.total(box, "special constables") > 0, "nothing is found")


def sphinxsearch():
    """Debian's package, from its archive; fetched once for a build."""
    where = os.path.join(package.BUILT, "sphinxsearch")
    found = glob.glob(os.path.join(where, "*.deb"))
    if found:
        return found[0]
    os.makedirs(where, exist_ok=True)
    try:
        done = subprocess.run(
            ["apt-get", "-q", "-o", "Acquire::Retries=0",
             "-o", "Acquire::http::Timeout=10", "download", "sphinxsearch"],
            cwd=where, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, encoding="utf-8", timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        done = None
    found = glob.glob(os.path.join(where, "*.deb"))
    if done is None or done.returncode != 0 or not found:
        raise Skip("apt has no sphinxsearch to download")
    return found[0]


@on(installed)
def test_sphinxsearch(t, box):
    """it stands side by side with sphinxsearch, which has programs named
    indexer and searchd"""
    box.put(sphinxsearch(), "/root/sphinx.deb")
    # Unpacked only: what it depends on is not here. Two packages with one
    # file fail at that already.
    box.run("dpkg --unpack --force-depends /root/sphinx.deb")
    for name in ("/usr/bin/indexer", "/usr/bin/searchd"):
        check(box.run(["dpkg", "-S", name]).startswith("sphinxsearch:"), name)
    box.run("dpkg -P minutiae && dpkg -i %s" % DEB)
    equal(active(box, SERVICE), "active")
    # No remedy may send a reader to the other indexer.
    for command in (["minutiae-indexer", "--help"],
                    ["minutiae-searchd", "--help"], ["searchctl", "--help"]):
        said = box.run(command)
        check(not re.search(r"(?<![-\w])(indexer|searchd) --", said), said)


harness.main(globals(), needs=())
