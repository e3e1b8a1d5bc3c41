"""The benches: that they measure what they say, on a collection made here; and
that the ranking keeps what it has reached, where the collections are."""

import os
import subprocess
import sys

import harness
from harness import check, equal

BENCH = os.path.join(harness.SOURCE, "bench")
COLLECTIONS = os.path.join(harness.SOURCE, os.pardir, "shared", "relevance")

sys.path.insert(0, BENCH)
import bench  # noqa: E402


def run(program, *arguments):
    """The lines of measures that a bench prints, as lists of words."""
    done = subprocess.run([sys.executable, os.path.join(BENCH, program),
                           *arguments], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, encoding="utf-8",
                          timeout=harness.TEST_DEADLINE)
    harness.no_sanitizer_output(done.stderr, program)
    check(done.returncode == 0, done.stderr)
    return [line.split() for line in done.stdout.splitlines()[1:]]


def test_measures(t):
    "the measures are those of trec_eval"
    grades = {"a": 3, "b": 1, "c": 0, "d": 1}
    ranked = ["c", "a", "x", "b"]
    # (3/log2(3) + 1/log2(5)) / (3 + 1/log2(3) + 1/log2(4))
    equal(round(bench.ndcg(ranked, grades), 6), 0.562456)
    equal(round(bench.average_precision(ranked, grades), 6),
          round((1 / 2 + 2 / 4) / 3, 6))
    equal(bench.reciprocal_rank(ranked, grades), 0.5)
    equal(round(bench.recall(ranked, grades), 6), round(2 / 3, 6))
    equal(bench.reciprocal_rank(["x"], grades), 0.0)
    equal(bench.plain_words('A "b" AND (c) -d title:x it\'s'),
          "a b and c d title x it's")


def test_relevance(t):
    "bench/relevance measures a collection and writes a TREC run"
    t.write("tiny/corpus.jsonl", "".join(
        '{"id": "%s", "title": "", "text": "%s"}\n' % pair for pair in (
            ("1", "The potholes of the county."), ("2", "The bins."),
            ("3", "Bins and potholes, again."), ("4", "Nothing of that."))))
    t.write("tiny/queries.jsonl", '{"id": "q1", "text": "the (potholes)?"}\n'
            '{"id": "q2", "text": "Bins: AND"}\n'
            '{"id": "q3", "text": "not judged"}\n')
    t.write("tiny/qrels.tsv", "q1\t1\t1\nq1\t3\t2\nq2\t4\t1\nq3\t1\t0\n")
    out = t.path("run")
    rows = run("relevance", "--rank", "none", "--run", out, t.path("tiny"))
    equal([row[:3] for row in rows], [["tiny", "none", "2"]])
    equal([float(x) for x in rows[0][5:]], [0.5, 0.5], "MRR, recall")
    with open(out, encoding="utf-8") as f:
        lines = [line.split() for line in f]
    equal([line[0] for line in lines], ["q1", "q1", "q2", "q2"])
    equal(sorted(line[2] for line in lines[:2]), ["1", "3"])
    check(all(line[1] == "Q0" and line[5] == "minutiae" for line in lines),
          repr(lines))


def test_known_item(t):
    "bench/known-item finds what the sample minutes say, with a fixed seed"
    folder = os.path.join(harness.SOURCE, "corpora", "minutes")
    first = run("known-item", "--n", "20", folder)
    equal(first, run("known-item", "--n", "20", folder))
    check(first != run("known-item", "--n", "20", "--seed", "2", folder),
          "the seed is without effect")
    check(float(first[0][-2]) > 0.8, repr(first))


def test_spelling(t):
    "bench/spelling: what is misspelled is missed, and most of it is guessed"
    folder = os.path.join(harness.SOURCE, "corpora", "minutes")
    rows = run("spelling", "--n", "100", folder)
    equal([row[1] for row in rows], ["slips", "mistakes"])
    for row in rows:
        queries, missing, suggested, meant, false = map(int, row[2:])
        check(queries >= missing >= suggested >= meant > missing * 0.9,
              repr(row))
        equal(false, 0, repr(row))


def test_no_loss_on_known_items(t):
    "no known item is harder to find by the default than by BM25 alone"
    folder = os.path.join(harness.SOURCE, "corpora", "minutes")
    plain, default = run("known-item", "--n", "300", "--rank", "none",
                         "--rank", "default", folder)
    check(float(default[-2]) >= float(plain[-2]),
          "%s against %s" % (default, plain))


def at_least(name, column, least):
    """What was reached when the defaults were chosen, less a little for what
    a change of the tokenizer moves; see bench/README.md."""
    folder = os.path.join(COLLECTIONS, name)
    if not os.path.isdir(folder):
        raise harness.Skip("no ../shared/relevance/%s here" % name)
    row = run("relevance", folder)[0]
    check(float(row[column]) >= least, repr(row))


def test_npl(t):
    "of NPL's judged queries the MAP is as good as it was"
    at_least("npl", 4, 0.298)


def test_cranfield(t):
    "of Cranfield's judged queries the nDCG@10 is as good as it was"
    at_least("cranfield", 3, 0.385)


def test_cisi(t):
    "of CISI's judged queries the MAP is as good as it was"
    at_least("cisi", 4, 0.225)


harness.main(globals())
