"""What every end-to-end test stands on: the real programs, started and
stopped, a client of the line protocol in bytes, temporary folders, and TAP.

A test file is a program:

    import harness

    def test_ping(t):
        "PING is answered by OK"
        daemon = t.start_searchd(t.make_index({"a": ["One word."]}))
        with daemon.connect() as c:
            harness.equal(c.ask("PING").end, "OK")

    harness.main(globals())

Each function whose name begins with `test_` is a test; its docstring is the
sentence that it proves. It gets a fresh Test: a folder of its own, and the
programs below. When it ends, every daemon it started is asked to stop and
must exit with status 0 and without a word from a sanitizer, so that a leak
or a race fails the test that caused it.

Nothing here sleeps: readiness is a line on a descriptor, everything else an
event with a deadline. The deadlines are those of a sanitized build on a busy
machine; a test that passes never comes near them.

Python's standard library only. Programs are looked for in $top_builddir
(default "."), sources in $top_srcdir.
"""

import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback

BUILD = os.path.abspath(os.environ.get("top_builddir", "."))
SOURCE = os.path.abspath(os.environ.get("top_srcdir", "."))

INDEXER = os.path.join(BUILD, "indexer", "indexer")
SEARCHD = os.path.join(BUILD, "searchd", "searchd")
SEARCHCTL = os.path.join(BUILD, "searchctl", "searchctl")

# What messages call them: configure's --program-prefix and its like.
INDEXER_NAME = os.environ.get("indexer_name", "indexer")
SEARCHD_NAME = os.environ.get("searchd_name", "searchd")
SEARCHCTL_NAME = os.environ.get("searchctl_name", "searchctl")

DEADLINE = 60.0       # seconds, of one wait
TEST_DEADLINE = 400   # seconds, of one test

SANITIZER = re.compile(
    r"(Address|Leak|Thread|Memory|UndefinedBehavior)Sanitizer|runtime error:")


class Failure(Exception):
    """A test's expectation did not hold."""


class Skip(Exception):
    """A test cannot run here; its text says why."""


class Closed(Exception):
    """The peer closed the connection."""


def check(condition, message):
    """Fails the test with message unless condition holds."""
    if not condition:
        raise Failure(message)


def equal(got, want, what="value"):
    if got != want:
        raise Failure("%s is %r, expected %r" % (what, got, want))


def matches(got, pattern, what="text"):
    """pattern must match all of got; returns the match."""
    found = re.fullmatch(pattern, got, re.S)
    if not found:
        raise Failure("%s is %r, expected to match %r" % (what, got, pattern))
    return found


def no_sanitizer_output(text, who):
    if SANITIZER.search(text):
        raise Failure("%s: a sanitizer reports:\n%s" % (who, text))


# ---- the line protocol ----

class Reply:
    """A whole reply: its lines as lists of fields, and the line that ended
    it. ok; tag; values: the name=value of the last line; code, word, message
    of an ERR."""

    def __init__(self, lines, end):
        self.lines = [line.split("\t") for line in lines]
        self.end = end
        head, _, message = end.partition(" : ")
        words = head.split(" ")
        self.ok = words.pop(0) == "OK"
        self.tag = words.pop(0)[1:] if words and words[0][:1] == "@" else None
        self.code, self.word, self.message = 0, "", message
        if not self.ok:
            self.code, self.word = int(words.pop(0)), words.pop(0)
        self.values = dict(w.split("=", 1) for w in words if "=" in w)

    def of(self, tag):
        """The fields, without the tag, of the lines that begin with tag."""
        return [line[1:] for line in self.lines if line[0] == tag]

    def number(self, name):
        return int(self.values[name])

    def __repr__(self):
        return "Reply(%r)" % (self.lines + [self.end],)


class Client:
    """A connection to a line address: a path, or HOST:PORT."""

    def __init__(self, address, greeting=True, timeout=DEADLINE):
        self.buffer = b""
        self.timeout = timeout
        self.was_reset = False  # closed, and not in an orderly way
        if "/" in address:
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.settimeout(timeout)
            self.socket.connect(address)
        else:
            host, _, port = address.rpartition(":")
            self.socket = socket.create_connection(
                (host.strip("[]"), int(port)), timeout)
        self.greeting = None
        if greeting:
            self.greeting = self.read_reply()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close()

    def send(self, data):
        """Raw bytes."""
        self.socket.sendall(data)

    def send_line(self, line):
        if isinstance(line, str):
            line = line.encode()
        self.send(line + b"\n")

    def half_close(self):
        """Says that nothing more will be sent."""
        self.socket.shutdown(socket.SHUT_WR)

    def read_line(self):
        """The next line without its newline; raises Closed at the end."""
        while b"\n" not in self.buffer:
            try:
                data = self.socket.recv(65536)
            except socket.timeout:
                raise Failure("no line within %g s; so far %r"
                              % (self.timeout, self.buffer)) from None
            except ConnectionResetError:
                self.was_reset = True
                raise Closed() from None
            if not data:
                raise Closed()
            self.buffer += data
        line, _, self.buffer = self.buffer.partition(b"\n")
        return line.decode()

    def read_reply(self):
        lines = []
        while True:
            line = self.read_line()
            if re.match(r"(OK|ERR)( |$)", line):
                return Reply(lines, line)
            lines.append(line)

    def ask(self, line):
        """Sends a line and reads its reply."""
        self.send_line(line)
        return self.read_reply()

    def expect_closed(self):
        """The peer must close, and send nothing before that."""
        try:
            line = self.read_line()
        except Closed:
            if self.buffer:
                raise Failure("rest before the end: %r" % self.buffer) from None
            return
        raise Failure("expected the connection to be closed, got %r" % line)


# ---- the programs ----

class Daemon:
    """A running searchd. address is its first line address; lines and https
    list all of them, as the daemon named them when it was ready."""

    def __init__(self, arguments, before_exec=None, environment=None,
                 popen=subprocess.Popen):
        self.arguments = arguments
        self.stopped = False
        self._log = []
        self._news = threading.Condition()
        ready, ready_w = os.pipe()
        self.process = popen(
            [SEARCHD, "--ready-fd", str(ready_w)] + arguments,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, pass_fds=[ready_w],
            preexec_fn=before_exec, env=environment)
        os.close(ready_w)
        self.pid = self.process.pid
        self._reader = threading.Thread(target=self._drain, daemon=True)
        self._reader.start()
        try:
            self._read_ready(ready)
        except BaseException:
            self.kill()
            raise
        finally:
            os.close(ready)

    def _drain(self):
        for line in self.process.stderr:
            with self._news:
                self._log.append(line.decode(errors="replace"))
                self._news.notify_all()
        with self._news:
            self._log.append("")
            self._news.notify_all()

    def _read_ready(self, fd):
        data, end = b"", time.monotonic() + DEADLINE
        while True:
            left = end - time.monotonic()
            if left <= 0 or not select.select([fd], [], [], left)[0]:
                raise Failure("searchd is not ready after %g s; it says:\n%s"
                              % (DEADLINE, self.log()))
            more = os.read(fd, 4096)
            if not more:
                break
            data += more
        words = [line.split(" ", 1) for line in data.decode().splitlines()]
        self.lines = [a for kind, a in words if kind == "line"]
        self.https = [a for kind, a in words if kind == "http"]
        if not words:
            status = self.process.wait(DEADLINE)
            self._reader.join(DEADLINE)
            self.stopped = True
            raise Failure("searchd ended with status %d before it was ready; "
                          "it says:\n%s" % (status, self.log()))
        self.address = self.lines[0] if self.lines else None

    def connect(self, **options):
        return Client(self.address, **options)

    def ask(self, line):
        """One request on a connection of its own."""
        with self.connect() as client:
            return client.ask(line)

    def connect_admin(self, **options):
        """Over its Unix socket, where the test's user is an administrator."""
        return Client(self.admin_address(), **options)

    def admin_address(self):
        return [a for a in self.lines if "/" in a][0]

    def reload(self):
        """RELOAD on a connection of its own."""
        with self.connect_admin() as client:
            return client.ask("RELOAD")

    def stat(self, name):
        """One value of STATS."""
        for key, value in self.ask("STATS").of("STAT"):
            if key == name:
                return value
        raise Failure("STATS has no %s" % name)

    def log(self):
        with self._news:
            return "".join(self._log)

    def wait_log(self, pattern, count=1):
        """Until pattern was found count times in what it logs."""
        end = time.monotonic() + DEADLINE
        with self._news:
            while True:
                text = "".join(self._log)
                if len(re.findall(pattern, text)) >= count:
                    return
                left = end - time.monotonic()
                if left <= 0 or "" in self._log:
                    raise Failure("%r is not in the log:\n%s"
                                  % (pattern, text))
                self._news.wait(left)

    def send_signal(self, number):
        self.process.send_signal(number)

    def stop(self, number=signal.SIGTERM, status=0):
        """Asks it to end and checks how it did."""
        if self.stopped:
            return
        self.send_signal(number)
        self.wait(status)

    def wait(self, status=0):
        self.stopped = True
        try:
            got = self.process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise Failure("searchd did not end; it says:\n%s"
                          % self.log()) from None
        self._reader.join(DEADLINE)
        no_sanitizer_output(self.log(), "searchd")
        if got != status:
            raise Failure("searchd ended with status %d, expected %d; it "
                          "says:\n%s" % (got, status, self.log()))

    def kill(self):
        """Without a word, as a crash would."""
        if not self.stopped:
            self.stopped = True
            self.process.kill()
            self.process.wait()
            self._reader.join(DEADLINE)


def run(arguments, status=0, stdin=None, **options):
    """Runs a program to its end: the CompletedProcess, with text output.
    status None: any."""
    done = subprocess.run(
        arguments, input=stdin, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, encoding="utf-8", errors="surrogateescape",
        timeout=DEADLINE, **options)
    name = os.path.basename(arguments[0])
    no_sanitizer_output(done.stderr, name)
    if status is not None and done.returncode != status:
        raise Failure("%s ended with status %d, expected %d; it says:\n%s%s"
                      % (" ".join(arguments), done.returncode, status,
                         done.stdout, done.stderr))
    return done


def run_indexer(index, sources=(), options=(), status=0):
    return run([INDEXER, "--index", index, *options, *sources], status)


def run_searchctl(arguments, server=None, status=0, stdin=None):
    """server: an address, given as --server."""
    where = ["--server", server] if server else []
    return run([SEARCHCTL, *where, *arguments], status, stdin)


def minutes(title, paragraphs, date=None, committee=None, url=None):
    """The text of an agenda item's minutes: numbered paragraphs from 1 on;
    one that begins with RESOLVED stands without a number, as they do."""
    head = [("Title", title), ("Date", date), ("Committee", committee),
            ("URL", url)]
    lines = ["%s: %s" % pair for pair in head if pair[1]] + ["", "Minutes:"]
    number = 0
    for text in paragraphs:
        if not text.startswith("RESOLVED"):
            number += 1
            text = "%d.     %s" % (number, text)
        lines += ["", text]
    return "\n".join(lines) + "\n"


# ---- a test, and all of them ----

class Test:
    """What a test function gets. folder is its own, removed at the end."""

    def __init__(self, folder):
        self.folder = folder
        self.daemons = []

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def write(self, name, text):
        """Writes a file below folder, with its folders; returns its path."""
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        data = text.encode() if isinstance(text, str) else text
        with open(path, "wb") as f:
            f.write(data)
        return path

    def write_corpus(self, documents, name="minutes"):
        """documents: name -> its whole text, or the list of its paragraphs
        (then the name is the title). Returns the corpus's folder."""
        os.makedirs(self.path(name), exist_ok=True)
        for key, text in documents.items():
            if not isinstance(text, str):
                text = minutes(key, text)
            self.write(os.path.join(name, key + ".txt"), text)
        return self.path(name)

    def make_index(self, documents, name="index"):
        """An index of documents (see write_corpus), by the real indexer."""
        source = self.write_corpus(documents, name + "-source")
        run_indexer(self.path(name), [source])
        return self.path(name)

    def start_searchd(self, index, listen=None, options=(), **more):
        """Returns the Daemon once it serves. listen: addresses; a port of
        the loopback and a Unix socket by default. before_exec: run in the
        child."""
        arguments = ["--index", index]
        if listen is None:
            listen = ["127.0.0.1:0",
                      self.path("admin-%d.sock" % len(self.daemons))]
        for address in listen:
            arguments += ["--listen", address]
        daemon = Daemon(arguments + list(options), **more)
        self.daemons.append(daemon)
        return daemon


def _run_one(function):
    folder = tempfile.mkdtemp(prefix="minutiae-")
    test = Test(folder)
    try:
        function(test)
        for daemon in test.daemons:
            daemon.stop()
    finally:
        for daemon in test.daemons:
            daemon.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _comment(text):
    for line in text.rstrip("\n").split("\n"):
        print("# " + line)


def _on_alarm(_number, _frame):
    raise Failure("the test took longer than %d s" % TEST_DEADLINE)


def main(names, needs=(INDEXER, SEARCHD)):
    """Runs the test_ functions of names (a module's globals()) and ends the
    program. Arguments choose tests by a part of their names. needs: programs
    without which all is skipped."""
    tests = [f for name, f in names.items() if name.startswith("test_")
             and all(word in name for word in sys.argv[1:])]
    missing = [p for p in needs if not os.access(p, os.X_OK)]
    if missing:
        print("1..0 # SKIP %s is not built" % os.path.relpath(missing[0],
                                                              BUILD))
        sys.exit(0)
    print("1..%d" % len(tests), flush=True)
    signal.signal(signal.SIGALRM, _on_alarm)
    failed = 0
    for number, function in enumerate(tests, 1):
        words = (function.__doc__ or function.__name__[5:].replace("_", " "))
        name = "%d - %s" % (number, " ".join(words.split()))
        signal.alarm(TEST_DEADLINE)
        try:
            _run_one(function)
            print("ok " + name)
        except Skip as why:
            print("ok %s # SKIP %s" % (name, why))
        except Failure as why:
            failed += 1
            print("not ok " + name)
            _comment(str(why))
            _comment("at " + traceback.format_exc(limit=-2).split("\n")[1]
                     .strip())
        except Exception:
            failed += 1
            print("not ok " + name)
            _comment(traceback.format_exc())
        finally:
            signal.alarm(0)
        sys.stdout.flush()
    sys.exit(1 if failed else 0)
