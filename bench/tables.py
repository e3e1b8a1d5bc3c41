"""What bench/compare prints: tables in Markdown, of what the engines measured.

A result is an object with: engine, name; cost (of the index), disk, asked, and
where they are known: loads, first, anonymous, ..."""

import bench
from figures import CLASSES, percentile


def table(head, rows):
    print("| %s |" % " | ".join(head))
    print("|%s" % (" --- |" * len(head)))
    for row in rows:
        print("| %s |" % " | ".join(row))
    print()


def ratio(value, base):
    part = value / base
    return "%.0f (%s)" % (value, "%.3f" % part if part < 0.1
                          else "%.2f" % part)


def cpu(results, base):
    """CPU of a query, and the ratio to plain Xapian's."""
    print("CPU a query in microseconds by class (ratio to plain Xapian), the "
          "median of the passes:\n")
    kinds = base.asked.kinds()
    table(["engine", *kinds, "mean"], [
        [r.name, *(ratio(r.asked.mean_cpu(k), base.asked.mean_cpu(k))
                   for k in kinds),
         ratio(r.asked.all_cpu(), base.asked.all_cpu())] for r in results])


def wall(results):
    print("Wall time a query in microseconds, one client: all classes, the "
          "best pass; and the pass before all, when every word is cold, by "
          "class (p50):\n")

    def percentiles(r):
        times = r.asked.all_wall()
        return [percentile(times, p) for p in (0.5, 0.95, 0.99)]

    kinds = results[0].asked.kinds()
    table(["engine", "p50", "p95", "p99", *("cold " + k for k in kinds)], [
        [r.name, *("%.0f" % x for x in percentiles(r)),
         *("%.0f" % percentile(r.asked.first_wall(k), 0.5) for k in kinds)]
        for r in results])


def throughput(results):
    with_loads = [r for r in results if r.loads]
    if not with_loads:
        return
    counts = [load.connections for load in with_loads[0].loads]
    print("Queries a second by connections (in-process engines: threads), and "
          "p95 in microseconds:\n")
    table(["engine", *map(str, counts), *("p95 at %d" % n for n in counts)], [
        [r.name, *("%.0f" % load.rate for load in r.loads),
         *("%d" % load.p95 for load in r.loads)] for r in with_loads])


def processors(pairs, n):
    """pairs: the daemon's Load on one processor and on all n."""
    if not pairs:
        return
    print("The daemon on one processor and on all %d that it shares with the "
          "driver, which needs some of them: queries a second, CPU a query in "
          "microseconds, and how many processors each kept busy:\n" % n)
    table(["connections", "daemon on", "queries/s", "ratio", "CPU a query",
           "busy", "driver's CPU a query", "driver busy"], [
        ["%d" % load.connections, where, "%.0f" % load.rate,
         "%.2f" % (load.rate / one.rate), "%.0f" % load.cpu,
         "%.2f" % load.busy, "%.0f" % load.driver_cpu,
         "%.2f" % load.driver_busy]
        for one, every in pairs
        for where, load in (("one", one), ("all", every))])


def megabytes(n):
    return "%.1f" % (n / 1e6)


def indexing(costs, base, corpus):
    """costs: (name, Cost, bytes on disk)."""
    print("Making the index of %s MB of JSONL:\n" % megabytes(corpus))
    table(["engine", "wall s", "CPU s", "wall, ratio", "CPU, ratio",
           "peak RSS MB", "disk MB", "disk by corpus"], [
        [name, "%.1f" % cost.wall, "%.1f" % cost.cpu,
         "%.2f" % (cost.wall / base.wall), "%.2f" % (cost.cpu / base.cpu),
         megabytes(cost.peak), megabytes(disk), "%.2f" % (disk / corpus)]
        for name, cost, disk in costs])


def totals(results, base):
    """How far the sums of totals are from Xapian's, by class, and how many of
    the ten best are the same."""
    print("The same work: sum of the totals against plain Xapian's (other "
          "stemmers differ), and the share of its ten best that are among "
          "theirs:\n")
    kinds = base.asked.kinds()

    def cell(result, kind):
        pairs = [(a, b) for a, b in zip(result.asked.answers,
                                        base.asked.answers) if a.kind == kind]
        mine = sum(a.total for a, _ in pairs)
        theirs = sum(b.total for _, b in pairs)
        same = bench.mean(
            len(set(a.hits) & set(b.hits)) / max(1, len(b.hits))
            for a, b in pairs)
        return "%+.2f %%, %.2f" % (100 * (mine / max(1, theirs) - 1), same)

    table(["engine", *kinds],
          [[r.name, *(cell(r, k) for k in kinds)] for r in results
           if r is not base])


def memory(rows):
    print("The daemon's memory (RssAnon) after all of this, and the time from "
          "its start to its first answer:\n")
    table(["", "RssAnon MB", "first answer s"],
          [[name, megabytes(anonymous), "%.3f" % first]
           for name, anonymous, first in rows])


def growth(sizes):
    """sizes: (name, results), smallest first."""
    print("Growth of the mean CPU a query, microseconds (ratio to plain "
          "Xapian's):\n")
    names = [r.name for r in sizes[0][1]]

    def cell(results, name):
        found = [r for r in results if r.name == name]
        base = [r for r in results if r.name == "Xapian"]
        return ratio(found[0].asked.all_cpu(),
                     base[0].asked.all_cpu()) if found else ""

    table(["engine", *(size for size, _ in sizes)],
          [[name, *(cell(results, name) for _, results in sizes)]
           for name in names])


__all__ = ["CLASSES", "cpu", "growth", "indexing", "memory", "processors", "table",
           "throughput", "totals", "wall"]
