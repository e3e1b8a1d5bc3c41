"""The Debian package, installed in a machine: what the tests of it share."""

import functools
import os
import re
import shutil
import subprocess
import threading
import time

import machine
from machine import DEADLINE, Failure, Machine, Skip, wait_until

import harness

HERE = os.path.dirname(os.path.abspath(__file__))
CORPUS = os.path.join(harness.SOURCE, "corpora", "minutes")
BUILT = os.path.join(harness.BUILD, "tests", "system")

SERVICE = "minutiae-searchd.service"
SOCKETS = ["minutiae-searchd.socket", "minutiae-searchd-http.socket"]
INDEXER = "minutiae-indexer.service"
PATH_UNIT = "minutiae-indexer.path"
TIMER = "minutiae-indexer.timer"
UNITS = [SERVICE, *SOCKETS, INDEXER, PATH_UNIT, TIMER]

CONFIG = "/etc/minutiae/searchd.conf"
STATE = "/var/lib/minutiae"
INDEX = STATE + "/index"
MINUTES = STATE + "/minutes"
SOCKET = "/run/minutiae/searchd.sock"
WEB = "http://127.0.0.1:7780"

DEB = "/root/minutiae.deb"  # in the machine
BUILD_DEADLINE = 350  # seconds; alone it takes one minute
TOOLS = "/usr/local/lib/minutiae-test"


@functools.lru_cache
def deb():
    """The package of this source; built first where it is not yet."""
    given = os.environ.get("MINUTIAE_DEB")
    if given:
        return given
    for program in ("dpkg-buildpackage", "dh"):
        if not shutil.which(program):
            raise Skip("there is no " + program)
    done = subprocess.run(
        [os.path.join(HERE, "build_deb.sh"), harness.BUILD],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, encoding="utf-8", timeout=BUILD_DEADLINE)
    names = done.stdout.splitlines()
    if done.returncode != 0 or not names:
        raise Failure("the package was not built:\n" + done.stderr)
    return names[-1]


# ---- machines ----

def fresh():
    """A machine with the package's file in it, not installed."""
    machine.need()
    name = deb()
    box = Machine()
    try:
        # Where this machine has it installed, that is not what is tested.
        box.run("! dpkg -s minutiae >/dev/null 2>&1 || dpkg --purge minutiae")
        box.put(name, DEB)
        for tool in ("load.py", "probe.py"):
            box.put(os.path.join(HERE, tool), os.path.join(TOOLS, tool))
    except BaseException:
        box.end()
        raise
    return box


def install(box, name=DEB):
    return box.run(["dpkg", "--force-unsafe-io", "-i", name])


def add_users(box):
    """clerk is of the group, stranger is not."""
    box.run("useradd -m -G minutiae clerk && useradd -m stranger")


def installed():
    """A machine with the package, without minutes."""
    box = fresh()
    try:
        install(box)
        add_users(box)
    except BaseException:
        box.end()
        raise
    return box


def indexed():
    """A machine with the package, which serves the sample minutes."""
    box = installed()
    try:
        put_minutes(box)
        wait_served(box)
        wait_idle(box)
    except BaseException:
        box.end()
        raise
    return box


def on(setup):
    """Decorates a test with a machine of its own, its second argument; what
    the services said comes with a failure."""
    def wrap(function):
        @functools.wraps(function)
        def test(t):
            with setup() as box:
                try:
                    function(t, box)
                except Failure as why:
                    raise Failure("%s\nThe journal ends with:\n%s" % (
                        why, journal_tail(box))) from why
        return test
    return wrap


def journal_tail(box):
    return "\n".join(box.run(
        "journalctl -q --no-pager -o short-monotonic -n 40 "
        + " ".join("-u " + unit for unit in UNITS),
        status=None).splitlines()[-40:])


# ---- minutes and answers ----

def put_minutes(box):
    """All of the sample minutes at once, as an administrator copies them."""
    box.run(["mkdir", "-p", "/root/corpus"])
    done = subprocess.run(
        "tar -C '%s' -cf - . | tar -C '%s' --no-same-owner -xf -"
        % (CORPUS, box.path("/root/corpus")), shell=True, check=False)
    harness.equal(done.returncode, 0, "tar's status")
    box.run("cp -r /root/corpus/. %s/" % MINUTES)


def put_paper(box, name, paragraphs):
    """One more paper."""
    box.write(os.path.join(MINUTES, name + ".txt"),
              harness.minutes(name, paragraphs))


def status(box):
    """What the daemon says of itself in its unit."""
    return box.show(SERVICE, "StatusText")


def generation(box):
    """The number of the generation that answers; 0 for none."""
    found = re.search(r'"generation": *(\d+)',
                      box.run("searchctl --json the", status=None))
    return int(found.group(1)) if found else 0


def total(box, query, user="clerk"):
    """How many paragraphs answer a query, without relaxing it."""
    text = box.as_user(user, "searchctl --json --match all -- %s" % query,
                       status=None)
    found = re.search(r'"total": *(\d+)', text)
    harness.check(found, "no answer: " + text)
    return int(found.group(1))


def wait_served(box, least=1):
    """Until a generation of that number or a later one is served."""
    wait_until("generation %d is served" % least,
               lambda: generation(box) >= least,
               explain=lambda: journal_tail(box))


def wait_idle(box):
    """Until the indexer has ended, and nothing asks for another run."""
    wait_until("the indexer is idle", lambda: box.show(
        INDEXER, "ActiveState") in ("inactive", "failed"))


def wait_found(box, query, count=1):
    wait_until("%d paragraphs have %s" % (count, query),
               lambda: total(box, query) == count,
               explain=lambda: journal_tail(box))


def http(box, target="/", user=None, options=""):
    """Status and body of a page of the search box."""
    line = "curl -s %s -w '\\n%%{http_code}' '%s%s'" % (options, WEB, target)
    text = box.as_user(user, line, status=None) if user else \
        box.run(line, status=None)
    body, _, code = text.rpartition("\n")
    return int(code), body


def main_pid(box):
    return int(box.show(SERVICE, "MainPID"))


def drop_in(box, unit, text, name="test"):
    box.write("/etc/systemd/system/%s.d/%s.conf" % (unit, name), text)
    box.run("systemctl daemon-reload")


# ---- load ----

class Load:
    """Questions one after the other, asked by clerk in the machine."""

    def __init__(self, box, *kind):
        self.kind = " ".join(kind)
        self.answers = []
        self.news = threading.Condition()
        self.job = box.start(["runuser", "-u", "clerk", "--", "python3",
                              os.path.join(TOOLS, "load.py"), *kind])
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.job.stdout:
            with self.news:
                self.answers.append(line.rstrip("\n"))
                self.news.notify_all()

    def count(self):
        with self.news:
            return len(self.answers)

    def wait_more(self, count):
        """Until so many more answers came."""
        end = time.monotonic() + DEADLINE
        with self.news:
            want = len(self.answers) + count
            while len(self.answers) < want:
                left = end - time.monotonic()
                if left <= 0 or not self.reader.is_alive():
                    raise Failure("%s: %d answers, waiting for %d; the last "
                                  "are %r" % (self.kind, len(self.answers),
                                              want, self.answers[-3:]))
                self.news.wait(left)

    def stop(self):
        """Ends it; the answers."""
        self.job.stdin.close()
        self.reader.join(DEADLINE)
        self.job.wait(DEADLINE)
        return self.answers

    def check(self, least=100):
        """Ends it: no question failed, and at least so many were asked.
        Returns how many had to be asked again."""
        answers = self.stop()
        wrong = [a for a in answers if not a.startswith("ok")]
        harness.check(not wrong, "%s: %d of %d failed: %r" % (
            self.kind, len(wrong), len(answers), wrong[:5]))
        harness.check(len(answers) >= least, "%s: only %d were asked"
                      % (self.kind, len(answers)))
        return sum(a == "ok again" for a in answers)


def under_load(box, kinds, disturb, times, before=25):
    """Disturbs so many times, each time after some more questions of each
    kind were answered and until some more are; returns the ended loads."""
    loads = [Load(box, *kind.split()) for kind in kinds]
    for _ in range(times):
        for load in loads:
            load.wait_more(before)
        disturb()
    for load in loads:
        load.wait_more(max(before, 100 - load.count()))
    return loads
