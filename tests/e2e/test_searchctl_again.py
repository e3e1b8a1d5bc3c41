"""searchctl while searchd dies: a request is asked again, so that none is lost
as long as somebody holds the socket."""

import os
import signal
import socket
import subprocess
import sys
import threading

import harness
from harness import SEARCHCTL, SEARCHD, Failure, Skip, check, equal

CORPUS = {"plan": harness.minutes("Plan", ["The special constables."])}

CALLS = 200
KILLS = 20
CALLERS = 4  # at a time


READY_FD = 20  # above what a passed socket must have, 3

# Becomes the program of its third argument, with the socket of the first in
# the place where a manager puts it.
HAND_OVER = """
import os, sys
os.dup2(int(sys.argv[2]), %d)
os.close(int(sys.argv[2]))
os.dup2(int(sys.argv[1]), 3)
os.set_inheritable(3, True)
os.environ["LISTEN_PID"] = str(os.getpid())
os.execv(sys.argv[3], sys.argv[3:])
""" % READY_FD


class Manager:
    """A service manager as it matters here: it holds the listening socket,
    and starts searchd on it whenever it is told to."""

    def __init__(self, t, index):
        self.path = t.path("held.sock")
        self.index = index
        self.log = t.path("log")
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        self.listener.listen(512)
        self.process = None

    def start(self):
        """Returns the descriptor that tells when it serves."""
        ready, ready_w = os.pipe()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-SE", "-c", HAND_OVER,
                 str(self.listener.fileno()), str(ready_w),
                 SEARCHD, "--index", self.index, "--ready-fd", str(READY_FD),
                 "--listen", "127.0.0.1:0"],
                env=dict(os.environ, LISTEN_FDS="1", LISTEN_FDNAMES="line"),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                pass_fds=[self.listener.fileno(), ready_w])
        os.close(ready_w)
        return ready

    def kill(self):
        """As a crash would. Also the harness's, where a test fails."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def stop(self):
        """The harness's, when a test has passed."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(harness.DEADLINE)
        self.process = None
        with open(self.log, encoding="utf-8", errors="replace") as log:
            text = log.read()
        harness.no_sanitizer_output(text, "searchd")
        equal(status, 0, "searchd's end, which says:\n%s\nstatus" % text)


def start_held(t):
    manager = Manager(t, t.make_index(CORPUS))
    t.daemons.append(manager)
    ready = manager.start()
    with os.fdopen(ready) as lines:
        words = lines.read().split()
    equal(words, ["line", manager.path], "addresses")
    return manager


def test_killed(t):
    "of 200 searches under which searchd is killed 20 times, none fails"
    manager = start_held(t)
    done = threading.Condition()
    failures, count, left = [], [0], [CALLS]

    def call():
        while True:
            with done:
                if left[0] == 0:
                    return
                left[0] -= 1
            result = subprocess.run(
                [SEARCHCTL, "--server", manager.path, "special"],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
            with done:
                count[0] += 1
                if result.returncode != 0 or b"plan#p1" not in result.stdout:
                    failures.append((result.returncode, result.stderr))
                done.notify_all()

    callers = [threading.Thread(target=call) for _ in range(CALLERS)]
    for caller in callers:
        caller.start()
    for kill in range(1, KILLS + 1):
        with done:
            # The callers take what is left while the last kills come.
            if not done.wait_for(
                    lambda k=kill: count[0] >= k * (CALLS // (KILLS + 1)),
                    harness.DEADLINE):
                raise Failure("%d calls answered after %d kills"
                              % (count[0], kill - 1))
        manager.kill()
        os.close(manager.start())
    for caller in callers:
        caller.join(harness.DEADLINE)
    equal(count[0], CALLS, "calls that ended")
    equal(failures, [], "calls that failed")


def test_waits_for_the_next(t):
    "a search asked while no searchd runs is answered by the next"
    manager = start_held(t)
    manager.kill()
    searching = subprocess.Popen(
        [SEARCHCTL, "--server", manager.path, "special"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    os.close(manager.start())
    out, err = searching.communicate(timeout=harness.DEADLINE)
    equal((searching.returncode, err), (0, b""), "status and message")
    check(b"plan#p1" in out, out)


def test_dies_of_it(t):
    "a server that dies of every request is asked three times, and it is said"
    path = t.path("dying.sock")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(16)
    requests = []

    def serve():
        for _ in range(3):
            connection, _ = listener.accept()
            connection.sendall(b"OK minutiae 1 gen=1\n")
            requests.append(connection.recv(4096))
            connection.sendall(b"QUERY\ta\nHIT\t1\t1.0")
            connection.close()

    server = threading.Thread(target=serve, daemon=True)
    server.start()
    done = harness.run_searchctl(["--timeout", "0", "a"], path, 2)
    server.join(harness.DEADLINE)
    listener.close()
    equal(requests, [b"SEARCH : a\n"] * 3, "requests")
    check("closed the connection 3 times" in done.stderr, done.stderr)


def test_stale_socket(t):
    "a socket that nobody holds any more is told, not waited for without end"
    path = t.path("stale.sock")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.close()
    done = harness.run_searchctl(["--timeout", "0", "a"], path, 2)
    check("no daemon at " + path in done.stderr, done.stderr)


def test_closed_socket(t):
    "who may not use the socket is told whose it is and how to get in"
    if os.geteuid() != 0:
        raise Skip("only root can be somebody else")
    if not any(os.access(os.path.join(folder, "setpriv"), os.X_OK)
               for folder in os.environ.get("PATH", "").split(":")):
        raise Skip("there is no setpriv")
    daemon = t.start_searchd(t.make_index(CORPUS), listen=[t.path("s")])
    os.chmod(t.folder, 0o755)
    os.chmod(daemon.address, 0o660)

    def search(group, status):
        return harness.run(
            ["setpriv", "--reuid", "65534", "--regid", group, "--clear-groups",
             SEARCHCTL, "--server", daemon.address, "special"], status)

    os.chown(daemon.address, 0, 2)
    done = search("65534", 2)
    harness.matches(
        done.stderr,
        r"searchctl: permission denied on \S+: it is for members of the group "
        r"bin \(as root: usermod -aG bin nobody, then log in again\)\n",
        "message")
    search("2", 0)
    os.chmod(daemon.address, 0o600)
    check("for its owner alone" in search("2", 2).stderr, "owner's message")


harness.main(globals(), needs=(harness.INDEXER, SEARCHD, SEARCHCTL))
