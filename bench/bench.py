"""What the benches share: an index by the real indexer, a running searchd,
many queries over one pipelined connection, and the measures.

The programs are those of $top_builddir (default "."), as for the tests."""

import math
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                os.pardir, "tests", "e2e"))

import harness  # noqa: E402

PAGE = 100  # hits a request, the protocol's most
PIPELINED = 16  # requests sent ahead of their replies
WORDS = 256  # of a query, the language's most


def say(text):
    print(text, file=sys.stderr)


def make_index(sources, folder):
    """An index of sources in folder, which is made; returns folder."""
    done = subprocess.run([harness.INDEXER, "--index", folder, *sources],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          encoding="utf-8", errors="replace")
    if done.returncode != 0:
        sys.exit("indexer ended with status %d:\n%s"
                 % (done.returncode, done.stdout))
    return folder


class Server:
    """A searchd over an index, on a Unix socket of its own."""

    def __init__(self, index, options=(), processors=None):
        def bind():
            if processors:
                os.sched_setaffinity(0, processors)
        self.folder = tempfile.TemporaryDirectory(prefix="minutiae-bench-")
        self.daemon = harness.Daemon(
            ["--index", index, "--listen",
             os.path.join(self.folder.name, "bench.sock"),
             "--timeout", "60000", *options], before_exec=bind)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.daemon.stop()
        self.folder.cleanup()

    def ask_all(self, lines):
        """The replies to lines, in order, over one connection on which some
        are always on their way."""
        with self.daemon.connect() as client:
            for sent in range(len(lines) + PIPELINED):
                if sent < len(lines):
                    client.send_line(lines[sent])
                if sent < PIPELINED:
                    continue
                reply = client.read_reply()
                if not reply.ok:
                    sys.exit("%s\nis answered by %s"
                             % (lines[sent - PIPELINED], reply.end))
                yield reply

    def search(self, queries, depth, options=""):
        """For each text of queries the ids and scores found, best first."""
        pages = [(start, min(PAGE, depth - start))
                 for start in range(0, depth, PAGE)]
        lines = ["SEARCH from=%d limit=%d facets=none snippets=0 %s : %s"
                 % (start, limit, options, query)
                 for query in queries for start, limit in pages]
        replies = self.ask_all(lines)
        found = []
        for _ in queries:
            hits = [h for _ in pages for h in next(replies).of("HIT")]
            found.append([(h[2], float(h[1])) for h in hits])
        return found


def plain_words(text):
    """A text as a query of words alone, as many as a query may have: nothing
    of it is syntax."""
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)*", text)[:WORDS]
    return " ".join(words).lower()


# ---- measures, as trec_eval has them ----

def ndcg(ranked, grades, depth=10):
    """The gain is the grade, its discount 1/log2(rank + 1)."""
    def gain(list_of_grades):
        return sum(g / math.log2(i + 2)
                   for i, g in enumerate(list_of_grades[:depth]))
    best = gain(sorted(grades.values(), reverse=True))
    return gain([grades.get(d, 0) for d in ranked]) / best if best else 0.0


def average_precision(ranked, grades):
    seen = total = 0
    for i, d in enumerate(ranked):
        if grades.get(d, 0) > 0:
            seen += 1
            total += seen / (i + 1)
    return total / sum(g > 0 for g in grades.values())


def reciprocal_rank(ranked, grades):
    for i, d in enumerate(ranked):
        if grades.get(d, 0) > 0:
            return 1 / (i + 1)
    return 0.0


def recall(ranked, grades, depth=100):
    return (sum(grades.get(d, 0) > 0 for d in ranked[:depth])
            / sum(g > 0 for g in grades.values()))


def mean(values):
    values = list(values)
    return sum(values) / len(values) if values else 0.0
