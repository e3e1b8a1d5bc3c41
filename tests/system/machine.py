"""A machine to install the package on: a real systemd, booted in a container
whose root is an overlay of this machine's, kept in memory.

    with machine.Machine() as box:
        box.put("/path/of/minutiae.deb", "/root/minutiae.deb")
        box.run("dpkg -i /root/minutiae.deb")

It sees the packages that are installed here, but none of the services that
are enabled here, and it has a loopback of its own and no other network. What
it writes is in memory, and gone when it ends.

However the test ends, nothing is left: the mounts are in a mount namespace of
their own and the processes in a pid namespace whose first one dies with this
program (PR_SET_PDEATHSIG), so that even SIGKILL leaves no more than some empty
cgroups, which the next run clears away.
"""

import ctypes
import os
import re
import signal
import stat
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "e2e"))
from harness import Failure, Skip  # noqa: E402

BOOT_DEADLINE = 30.0  # seconds; a boot takes half a second
DEADLINE = 60.0       # seconds, of one wait or command
POLL = 0.02           # seconds between two looks at a state

PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
NAME = "minutiae-box-"  # of our cgroups, before this program's pid

# $1 is the machine's name, then the cgroup directories to move to. /run is
# ours from here on: what nspawn notes there and the overlay are in memory.
SCRIPT = r"""
set -e
name=$1; shift
for group; do mkdir -p "$group"; echo 0 >"$group/cgroup.procs"; done
mount -t tmpfs -o mode=755,size=2g tmpfs /run
mkdir /run/upper /run/work /run/root
mount -t overlay overlay \
	-o lowerdir=/,upperdir=/run/upper,workdir=/run/work /run/root
cd /run/root
# What an image for containers has to keep services from starting.
rm -f usr/sbin/policy-rc.d
# An index of manual pages is not needed. What this machine has enabled, and
# its journal, are none of ours.
rm -f var/lib/man-db/auto-update
rm -rf etc/systemd/system/*.wants etc/systemd/system/*.requires var/log/journal
mkdir -p etc/systemd/journald.conf.d
printf '[Journal]\nStorage=volatile\nRateLimitBurst=0\n' \
	>etc/systemd/journald.conf.d/test.conf
cd /
# 133 means: boot me again.
status=133
while [ $status = 133 ]; do status=0; systemd-nspawn --quiet --register=no --keep-unit --private-network \
	--link-journal=no --machine="$name" --console=read-only \
	-D /run/root -b -- systemd.unit=multi-user.target || status=$?
done
exit $status
"""


def _die_with_parent():
    PR_SET_PDEATHSIG = 1
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _cgroup_roots():
    """Where systemd-nspawn makes cgroups: the unified hierarchy and
    systemd's own."""
    roots = []
    with open("/proc/mounts") as f:
        for line in f:
            words = line.split()
            if words[2] == "cgroup2" or (
                    words[2] == "cgroup" and
                    "name=systemd" in words[3].split(",")):
                roots.append(words[1])
    return roots


def _remove_cgroups(top):
    """Removes top and all below; False where something still runs there."""
    for folder, _, _ in os.walk(top, topdown=False):
        try:
            os.rmdir(folder)
        except FileNotFoundError:
            pass
        except OSError:
            return False
    return True


def clear_leftovers():
    """The cgroups of runs that were killed."""
    for root in _cgroup_roots():
        for name in os.listdir(root):
            found = re.fullmatch(re.escape(NAME) + r"(\d+)-\d+", name)
            if found and not os.path.exists("/proc/" + found.group(1)):
                _remove_cgroups(os.path.join(root, name))


def _children(pid):
    try:
        with open("/proc/%d/task/%d/children" % (pid, pid)) as f:
            return [int(word) for word in f.read().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def _descendants(pid):
    for child in _children(pid):
        yield child
        yield from _descendants(child)


def _namespace_pids(pid):
    """The process's ids from this namespace's inwards."""
    try:
        with open("/proc/%d/status" % pid) as f:
            found = re.search(r"^NSpid:(.*)$", f.read(), re.M)
            return [int(word) for word in found.group(1).split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def wait_until(what, holds, deadline=DEADLINE, explain=None):
    """Looks until holds() is true and returns what it returned; fails with
    the text of explain()."""
    end = time.monotonic() + deadline
    while True:
        result = holds()
        if result:
            return result
        if time.monotonic() > end:
            raise Failure("after %g s still not: %s%s" % (
                deadline, what, "\n" + explain() if explain else ""))
        time.sleep(POLL)


def need():
    """Skips the test where no machine can be booted, or none is wanted."""
    if os.environ.get("MINUTIAE_SYSTEM") == "no":
        raise Skip("MINUTIAE_SYSTEM=no")
    if os.geteuid() != 0:
        raise Skip("only root may boot a container")
    for program in ("systemd-nspawn", "nsenter", "unshare"):
        if not any(os.access(os.path.join(d, program), os.X_OK)
                   for d in PATH.split(":")):
            raise Skip("there is no " + program)
    if not os.path.exists("/lib/systemd/systemd"):
        raise Skip("there is no systemd")


class Machine:
    """A booted machine. pid is that of its init, seen from here."""

    count = 0

    def __init__(self):
        need()
        clear_leftovers()
        Machine.count += 1
        self.name = "%s%d-%d" % (NAME, os.getpid(), Machine.count)
        self.groups = [os.path.join(root, self.name)
                       for root in _cgroup_roots()]
        self.console = os.memfd_create("console")
        self.jobs = []
        self.pid = None
        self.process = subprocess.Popen(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child",
             "--mount-proc", "sh", "-c", SCRIPT, "sh", self.name,
             *self.groups],
            stdin=subprocess.DEVNULL, stdout=self.console,
            stderr=self.console, start_new_session=True,
            preexec_fn=_die_with_parent, env={"PATH": PATH})
        try:
            self._wait_booted()
        except BaseException:
            self.end()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def _wait_booted(self, but=None):
        """Until systemd is up, in an init that is not `but`."""
        end = time.monotonic() + BOOT_DEADLINE
        while True:
            if self.process.poll() is not None:
                raise Skip("no container here: " + self.last_words())
            self.pid = self._find_init(but)
            if self.pid and self._state() in ("running", "degraded"):
                return
            if time.monotonic() > end:
                raise Skip("systemd did not come up within %g s: %s"
                           % (BOOT_DEADLINE, self.last_words()))
            time.sleep(POLL)

    def _find_init(self, but):
        for pid in _descendants(self.process.pid):
            ids = _namespace_pids(pid)  # here, in unshare's, in nspawn's
            if len(ids) == 3 and ids[2] == 1 and pid != but:
                return pid
        return None

    def _state(self):
        try:
            return self.run("systemctl is-system-running 2>/dev/null",
                            status=None, timeout=BOOT_DEADLINE).strip()
        except subprocess.TimeoutExpired:
            return "hangs"

    def last_words(self, lines=5):
        """What the console said last, in one line."""
        os.lseek(self.console, 0, os.SEEK_SET)
        data = b""
        while True:
            more = os.read(self.console, 65536)
            if not more:
                break
            data += more
        text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "",
                      data.decode(errors="replace"))
        found = [line.strip() for line in text.splitlines() if line.strip()]
        return " | ".join(found[-lines:])

    # ---- commands ----

    def _enter(self, command):
        if isinstance(command, str):
            command = ["sh", "-c", command]
        # Namespaces do not part these: the clock is the host's, too.
        return ["nsenter", "-t", str(self.pid), "-a", "--", "setpriv",
                "--bounding-set=-sys_time,-sys_module,-sys_rawio",
                "--", *command]

    def _environment(self):
        return {"PATH": PATH, "LC_ALL": "C.UTF-8", "HOME": "/root",
                "SYSTEMD_PAGER": "cat", "SYSTEMD_COLORS": "0",
                "DEBIAN_FRONTEND": "noninteractive", "TERM": "dumb"}

    def run(self, command, status=0, timeout=DEADLINE, stdin=None):
        """Runs a command, a list or a line for sh, in the machine to its
        end, which must be with status (None: any); returns what it wrote."""
        done = self.finish(command, timeout, stdin)
        if status is not None and done.returncode != status:
            raise Failure("%s ended with status %d, expected %d; it says:\n%s"
                          % (command, done.returncode, status, done.stdout))
        return done.stdout

    def finish(self, command, timeout=DEADLINE, stdin=None):
        """The CompletedProcess of a command; stdout has stderr too."""
        return subprocess.run(
            self._enter(command), input=stdin, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, encoding="utf-8",
            errors="surrogateescape", timeout=timeout,
            env=self._environment(),
            stdin=subprocess.DEVNULL if stdin is None else None)

    def start(self, command):
        """Starts a command; it reads what is written to its stdin and its
        stdout can be read by lines."""
        job = subprocess.Popen(
            self._enter(command), stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding="utf-8", errors="surrogateescape",
            env=self._environment(), preexec_fn=_die_with_parent)
        self.jobs.append(job)
        return job

    def as_user(self, user, command, status=0, **more):
        """Runs a line for sh as another user."""
        return self.run(["runuser", "-u", user, "--", "sh", "-c", command],
                        status, **more)

    # ---- files ----

    def path(self, name):
        """Where a file of the machine is seen from here."""
        return "/proc/%d/root%s" % (self.pid, name)

    def put(self, source, name):
        """Copies a file of this machine into the box."""
        with open(source, "rb") as f:
            self.write(name, f.read())

    def write(self, name, text, mode=0o644):
        """Makes a file, and the folders to it, at once: it is written aside
        and takes its place whole."""
        data = text.encode() if isinstance(text, str) else text
        self.run(["mkdir", "-p", os.path.dirname(name)])
        aside = os.path.join(os.path.dirname(name),
                             "." + os.path.basename(name) + ".new")
        with open(self.path(aside), "wb") as f:
            f.write(data)
            os.fchmod(f.fileno(), mode)
        os.rename(self.path(aside), self.path(name))

    def read(self, name):
        with open(self.path(name), encoding="utf-8",
                  errors="surrogateescape") as f:
            return f.read()

    def changes(self):
        """The files that were made or changed, and those that were taken
        away, since it first booted: all that is in the overlay."""
        first = _children(self.process.pid)[0]
        upper = "/proc/%d/root/run/upper" % first
        there, gone = set(), set()
        for folder, folders, files in os.walk(upper):
            for name in folders + files:
                path = os.path.join(folder, name)
                state = os.lstat(path)
                # A folder of this machine's, to hold what is new in it.
                if stat.S_ISDIR(state.st_mode) and \
                        os.path.isdir(path[len(upper):]):
                    continue
                whiteout = stat.S_ISCHR(state.st_mode) and state.st_rdev == 0
                (gone if whiteout else there).add(path[len(upper):])
        return there, gone

    # ---- units ----

    def show(self, unit, name):
        """One property of a unit."""
        return self.run(["systemctl", "show", "--value", "-p", name,
                         unit]).strip()

    def failed_units(self):
        return [line.split()[0] for line in self.run(
            "systemctl list-units --failed --plain --no-legend"
        ).splitlines() if line.strip()]

    def journal(self, unit, *options):
        """The messages of a unit, one a line."""
        return self.run(["journalctl", "--sync"]) and "" or self.run(
            ["journalctl", "-q", "--no-pager", "-o", "cat", "-u", unit,
             *options], status=None)

    # ---- the end ----

    def power_off(self):
        """Shuts down in order, as an administrator would."""
        self.run("systemctl poweroff", status=None)
        try:
            self.process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            raise Failure("the machine did not power off: "
                          + self.last_words()) from None

    def reboot(self):
        """Shuts down in order and boots again, on the same files."""
        old = self.pid
        self.run("systemctl reboot", status=None)
        try:
            self._wait_booted(but=old)
        except Skip as why:
            raise Failure("it did not boot again: %s" % why) from None

    def end(self):
        """Pulls the plug: nothing of it is left."""
        for job in self.jobs:
            job.kill()
            job.wait()
            job.stdin.close()
            job.stdout.close()
        # The first process of the pid namespace takes all others with it,
        # and unshare waits for it.
        for child in _children(self.process.pid):
            try:
                os.kill(child, signal.SIGKILL)
            except ProcessLookupError:
                pass
        try:
            self.process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.console is not None:
            os.close(self.console)
            self.console = None
        for group in self.groups:
            wait_until("all of %s ended" % group,
                       lambda g=group: _remove_cgroups(g))


def _on_signal(number, _frame):
    raise SystemExit(128 + number)


for _number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    signal.signal(_number, _on_signal)
