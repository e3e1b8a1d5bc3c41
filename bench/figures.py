"""What programs of the bench cost, and what the drivers of bench/peers printed:
drive.c tells how that looks."""

import os
import re
import subprocess
import tempfile
import time

import bench

CLASSES = ("rare", "medium", "broad", "or2", "or3", "and2", "and3", "phrase")


class Failed(Exception):
    """A program of the bench ended with an error."""


class Cost:
    """What a program cost that ran to its end: seconds of wall time and CPU,
    and peak memory in bytes."""

    def __init__(self, arguments, **options):
        start = time.monotonic()
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(arguments, stdout=said, stderr=said,
                                       **options)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            said.seek(0)
            self.output = said.read().decode(errors="replace")
        self.wall = time.monotonic() - start
        self.cpu = used.ru_utime + used.ru_stime
        self.peak = used.ru_maxrss * 1024
        if status != 0:
            raise Failed("%s ended with %d:\n%s" % (
                " ".join(arguments), process.returncode,
                self.output[-2000:]))


class KeptCost:
    """The Cost that an earlier run noted."""

    def __init__(self, made):
        self.wall, self.cpu, self.peak = made["wall"], made["cpu"], made["peak"]


class Answer:
    """What an engine found for a query."""

    def __init__(self, kind, total, years, hits, words):
        self.kind, self.total, self.years = kind, int(total), years
        self.hits = [h for h in hits.split(",") if h]
        self.words = words


class Asked:
    """What a driver's `ask` printed. Times are in microseconds; pass 0 is the
    one that warms up."""

    def __init__(self, output):
        self.answers, self.cpu, self.wall = [], {}, {}
        for line in output.splitlines():
            tag, *fields = line.split("\t")
            if tag == "answer":
                self.answers.append(Answer(*fields))
            elif tag == "cpu":
                turn, kind, n, spent = fields
                self.cpu.setdefault(int(turn), {})[kind] = (
                    int(spent) / int(n) / 1000)
            elif tag == "wall":
                self.wall.setdefault(int(fields[0]), {})[fields[1]] = [
                    int(x) / 1000 for x in fields[2:]]
        if not self.answers:
            raise Failed("no answers in\n" + output[-2000:])

    def mean_cpu(self, kind):
        """Of a query of the class: the median of the passes."""
        passes = sorted(self.cpu[p][kind] for p in self.cpu if p > 0)
        return median(passes)

    def all_cpu(self):
        """The mean of the classes."""
        return bench.mean(self.mean_cpu(kind) for kind in self.kinds())

    def kinds(self):
        return [kind for kind in CLASSES if kind in self.cpu[0]]

    def all_wall(self):
        """Every query's time in the pass that took the least, ascending."""
        best = min((p for p in self.wall if p > 0),
                   key=lambda p: sum(map(sum, self.wall[p].values())))
        return sorted(sum(self.wall[best].values(), []))

    def first_wall(self, kind):
        return sorted(self.wall[0][kind])


class Load:
    """Many connections at once: queries a second, microseconds; of a server's
    CPU and the driver's what a query took, and how many processors each kept
    busy."""

    def __init__(self, line):
        connections, n, spent, p50, p95, p99, *cpu = map(
            int, line.split("\t")[1:])
        self.connections, self.rate = connections, n / (spent / 1e9)
        self.p50, self.p95, self.p99 = p50, p95, p99
        server, driver = cpu or (0, 0)
        self.cpu, self.busy = server / n / 1000, server / spent
        self.driver_cpu, self.driver_busy = driver / n / 1000, driver / spent


def median(values):
    values = sorted(values)
    half = len(values) // 2
    return (values[half] if len(values) % 2
            else (values[half - 1] + values[half]) / 2)


def percentile(ascending, share):
    return ascending[min(len(ascending) - 1, int(len(ascending) * share))]


def memory(pid, field="RssAnon"):
    """Bytes."""
    with open("/proc/%d/status" % pid, encoding="ascii") as f:
        return 1024 * int(re.search(field + r":\s+(\d+) kB", f.read())[1])
