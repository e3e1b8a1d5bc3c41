#!/usr/bin/env python3
"""indexer --settle: what is put there, taken away or changed while it works
is not missed."""

import fcntl
import os
import select
import signal
import subprocess
import time

import harness
from harness import INDEXER, check, equal

FILES = 200
TEXT = "Members noted the report on the winter gritting of minor roads."


def item(*paragraphs):
    return harness.minutes("An item", list(paragraphs) or [TEXT])


class SlowRun:
    """A run with --settle that stands still in the middle of each round: its
    report goes to a FIFO that holds much less than a line for every file.
    What is changed then comes after the round's walk and before its end."""

    def __init__(self, t):
        self.index = t.path("index")
        self.source = t.write_corpus(
            {"%03d-%s" % (i, 100 * "x"): item() for i in range(FILES)})
        fifo = t.path("report")
        os.mkfifo(fifo)
        # Also a writer, so that it is never at its end.
        self.report = os.open(fifo, os.O_RDWR | os.O_NONBLOCK)
        fcntl.fcntl(self.report, 1031, 4096)  # F_SETPIPE_SZ
        self.lines = 0
        self.out = b""
        self.process = subprocess.Popen(
            [INDEXER, "--index", self.index, "--settle", "--report", fifo,
             self.source],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)

    def name(self, number):
        return os.path.join(self.source, "%03d-%s.txt" % (number, 100 * "x"))

    def put(self, name, *paragraphs):
        path = os.path.join(self.source, name)
        with open(path, "w", encoding="utf-8") as f:
            f.write(item(*paragraphs))

    def _read(self):
        """Some of the report; false when the run has ended."""
        ready, _, _ = select.select([self.report, self.process.stdout], [], [],
                                    harness.DEADLINE)
        check(ready, "the indexer stands still")
        if self.report in ready:
            self.lines += os.read(self.report, 4096).count(b"\n")
            return True
        data = os.read(self.process.stdout.fileno(), 4096)
        self.out += data
        return data != b""

    def reach_middle(self, lines_before):
        """Reads on until a round has begun that comes after so many lines."""
        while self.lines <= lines_before:
            check(self._read(), "it ended after %d lines" % self.lines)

    def finish(self, status=0):
        """Reads on to the end; what it says on stderr, and its output."""
        while self._read():
            pass
        err = self.process.stderr.read().decode()
        harness.no_sanitizer_output(err, "indexer")
        self.process.stdout.close()
        self.process.stderr.close()
        equal(self.process.wait(harness.DEADLINE), status,
              "status; it says %s\nwhich" % err)
        os.close(self.report)
        return err, self.out.decode().splitlines()


def holds(index, text):
    with open(os.path.join(index, "current", "text"), "rb") as f:
        return text.encode() in f.read()


ROUND = "indexer: files came or changed meanwhile: round %d\n"


def test_quiet(t):
    "where nothing changes there is one round, without a word"
    run = SlowRun(t)
    err, out = run.finish()
    equal(err, "", "messages")
    equal(len(out), 1, "generations")
    equal(run.lines, FILES, "lines of the report")


def test_added(t):
    "a file that comes while the others are read is in the index at the end"
    run = SlowRun(t)
    run.reach_middle(0)
    run.put("000-late.txt", "Came when the run had passed its place already.")
    err, out = run.finish()
    equal(err, ROUND % 2, "messages")
    check(out[-1].startswith("indexed %d documents" % (FILES + 1)), out)
    check(": generation 2" in out[-1], out)
    equal(run.lines, FILES + FILES + 1, "lines of the reports")
    check(holds(run.index, "passed its place"), "it is not in the index")


def test_changed(t):
    "so is a file that changes, also with its old size and time; one goes"
    run = SlowRun(t)
    run.reach_middle(0)
    first = os.stat(run.name(0))
    run.put(run.name(0), TEXT.replace("winter", "summer"))
    os.utime(run.name(0), ns=(first.st_atime_ns, first.st_mtime_ns))
    equal(os.stat(run.name(0)).st_size, first.st_size, "size")
    run.reach_middle(FILES)
    os.remove(run.name(1))
    err, out = run.finish()
    equal(err, ROUND % 2 + ROUND % 3, "messages")
    check(out[-1].startswith("indexed %d documents" % (FILES - 1)), out)
    check(holds(run.index, "summer gritting"), "the change is missed")


def test_without_end(t):
    "a folder that changes in every round is left to the next run, and told"
    run = SlowRun(t)
    for number in range(5):
        # The files of the rounds before, and one more for each of them.
        run.reach_middle(number * FILES + number * (number - 1) // 2)
        run.put("late-%d.txt" % number, "Number %d." % number)
    err, out = run.finish()
    equal(err, "".join(ROUND % n for n in range(2, 6)) +
          "indexer: files still come or change: what is missing is for the "
          "next run\n", "messages")
    equal(len(out), 5, "generations")
    check(holds(run.index, "Number 3.") and not holds(run.index, "Number 4."),
          "the index holds other files")


def test_stopped(t):
    "while it waits for files that are being written it can be stopped"
    source = t.write_corpus({"a": item()})
    index = t.path("index")
    process = subprocess.Popen(
        [INDEXER, "--index", index, "--settle", source],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE)
    end = time.monotonic() + harness.DEADLINE
    while not os.path.exists(os.path.join(index, "lock")):
        check(time.monotonic() < end, "there is no lock")
        # A file that changes all the time: it waits.
        os.utime(os.path.join(source, "a.txt"))
    process.send_signal(signal.SIGTERM)
    err = process.communicate(timeout=harness.DEADLINE)[1].decode()
    equal(process.returncode, 128 + signal.SIGTERM, "status; " + err)
    check("stopped by signal 15" in err, err)
    equal([n for n in os.listdir(index) if n.startswith("gen-")], [],
          "generations")


if __name__ == "__main__":
    harness.main(globals(), needs=(INDEXER,))
