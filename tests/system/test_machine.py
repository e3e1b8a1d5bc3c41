"""The machine that the tests of the package boot: it comes up, and it is gone
however a test ends."""

import glob
import os
import signal
import subprocess
import sys

import machine
from machine import Machine, wait_until

import harness

# Boots a machine, says so, and then waits for ever.
HOLDER = """
import sys
sys.path.insert(0, %r)
import machine
with machine.Machine() as box:
    print(box.name, box.pid, flush=True)
    box.run("exec sleep infinity", timeout=None)
""" % os.path.dirname(os.path.abspath(__file__))


def mounts():
    with open("/proc/self/mounts") as f:
        return f.read()


def groups(name):
    return glob.glob("/sys/fs/cgroup/%s" % name) + \
        glob.glob("/sys/fs/cgroup/*/%s" % name)


def hold(t):
    """A program that holds a machine: the process, its name, its init."""
    machine.need()
    process = subprocess.Popen([sys.executable, "-c", HOLDER],
                               stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, encoding="utf-8")
    line = process.stdout.readline()
    process.stdout.close()
    if not line:
        process.wait()
        raise harness.Skip("no machine boots here")
    name, pid = line.split()
    return process, name, int(pid)


def gone(pid):
    return not os.path.exists("/proc/%d" % pid)


def test_boots(t):
    "systemd comes up with a loopback only, its own files, no failed unit"
    before = mounts()
    with Machine() as box:
        name = box.name
        box.write("/etc/minutiae-was-here", "one\n")
        harness.equal(box.run("cat /etc/minutiae-was-here"), "one\n")
        harness.check(not os.path.exists("/etc/minutiae-was-here"),
                      "the machine wrote here")
        harness.equal(box.run("ls /sys/class/net").split(), ["lo"])
        harness.equal(box.failed_units(), [])
        harness.equal(box.run("exit 3", status=3), "")
        harness.check(groups(name), "it has no cgroup")
        init = box.pid
    harness.check(gone(init), "its init still runs")
    harness.equal(groups(name), [])
    harness.equal(mounts(), before)


def test_two_at_once(t):
    "two machines at once do not meet"
    with Machine() as one, Machine() as other:
        one.write("/root/name", "one")
        harness.equal(other.run("ls /root/name", status=2)[:3], "ls:")
        other.power_off()
        harness.equal(one.run("systemctl is-system-running"), "running\n")


def test_ended(t):
    "SIGTERM leaves nothing of it"
    before = mounts()
    process, name, init = hold(t)
    process.send_signal(signal.SIGTERM)
    harness.equal(process.wait(machine.DEADLINE), 128 + signal.SIGTERM)
    harness.check(gone(init), "its init still runs")
    harness.equal(groups(name), [])
    harness.equal(mounts(), before)


def test_killed(t):
    "SIGKILL leaves nothing but empty cgroups, which the next run clears away"
    before = mounts()
    process, name, init = hold(t)
    process.kill()
    process.wait()
    wait_until("its init ended", lambda: gone(init))
    harness.equal(mounts(), before)
    wait_until("the cgroups are cleared",
               lambda: machine.clear_leftovers() or not groups(name))


harness.main(globals(), needs=())
