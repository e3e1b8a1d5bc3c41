"""A service manager for tests, as systemd is to a service: it listens on
sockets and passes them, and is told how the service is. Python's standard
library only."""

import fcntl
import os
import re
import socket
import subprocess
import threading
import time

from harness import DEADLINE, Daemon, Failure

# Descriptors of ours are moved up here, so that 3, 4... are free in the child.
HIGH = 200


class Manager:
    """A listener's name is its FileDescriptorName. messages: what was told,
    each a list of lines, in order."""

    def __init__(self, t, watchdog_usec=None):
        self.test = t
        self.watchdog_usec = watchdog_usec
        self.sockets = []
        self.messages = []
        self.news = threading.Condition()
        self.path = t.path("notify.%d" % time.monotonic_ns())
        self.notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notify.bind(self.path)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        while True:
            text = self.notify.recv(65536).decode()
            with self.news:
                self.messages.append(text.splitlines())
                self.news.notify_all()

    # ---- sockets ----

    def pass_socket(self, name, sock):
        self.sockets.append((name, sock))
        return sock

    def listen(self, name, address, backlog=512):
        """Listens on a path, or a port of an IPv4 address; the address as
        clients write it."""
        if "/" in address:
            sock = socket.socket(socket.AF_UNIX)
            sock.bind(address)
        else:
            host, _, port = address.rpartition(":")
            sock = socket.socket()
            sock.bind((host, int(port)))
            address = "%s:%d" % sock.getsockname()
        sock.listen(backlog)
        self.pass_socket(name, sock)
        return address

    # ---- the service ----

    def popen(self, arguments, pass_fds=(), preexec_fn=None, env=None, **more):
        """As subprocess.Popen, with the sockets and what goes with them."""
        env = dict(env if env is not None else os.environ,
                   NOTIFY_SOCKET=self.path)
        if self.watchdog_usec is not None:
            env["WATCHDOG_USEC"] = str(self.watchdog_usec)
        if self.sockets:
            env["LISTEN_FDS"] = str(len(self.sockets))
            env["LISTEN_FDNAMES"] = ":".join(n for n, _ in self.sockets)
        kept = [fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, HIGH)
                for fd in pass_fds]
        high = [fcntl.fcntl(s.fileno(), fcntl.F_DUPFD_CLOEXEC, HIGH)
                for _, s in self.sockets]
        # The one argument that names a descriptor of pass_fds.
        arguments = [str(kept[pass_fds.index(int(a))])
                     if a.isdigit() and int(a) in pass_fds and
                     arguments[i - 1] == "--ready-fd" else a
                     for i, a in enumerate(arguments)]

        def before_exec():
            for fd in kept:
                os.set_inheritable(fd, True)
            for i, fd in enumerate(high):
                os.dup2(fd, 3 + i, inheritable=True)
            # The child's own process id: only it can say it.
            os.environ.clear()
            os.environ.update(env)
            if high:
                os.environ["LISTEN_PID"] = str(os.getpid())
            if preexec_fn is not None:
                preexec_fn()

        try:
            return subprocess.Popen(arguments, close_fds=False,
                                    preexec_fn=before_exec, **more)
        finally:
            for fd in kept + high:
                os.close(fd)

    def start(self, index, options=()):
        daemon = Daemon(["--index", index, *options], popen=self.popen)
        self.test.daemons.append(daemon)
        return daemon

    def run(self, arguments):
        """Runs a searchd that does not start: its status and what it says."""
        process = self.popen(arguments, stderr=subprocess.PIPE)
        _, errors = process.communicate(timeout=DEADLINE)
        return process.returncode, errors.decode()

    # ---- what it is told ----

    def lines(self):
        with self.news:
            return [line for message in self.messages for line in message]

    def wait(self, pattern, count=1):
        """Until count lines match pattern; the last of them."""
        end = time.monotonic() + DEADLINE
        with self.news:
            while True:
                lines = [l for m in self.messages for l in m]
                found = [l for l in lines if re.fullmatch(pattern, l)]
                if len(found) >= count:
                    return found[-1]
                left = end - time.monotonic()
                if left <= 0:
                    raise Failure("never told %r, only %r" % (pattern, lines))
                self.news.wait(left)
