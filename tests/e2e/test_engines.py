"""The hot way of matching against Xapian's, and its cache. Generated queries of all that the
language can say, with all options that bear on what matches, must give the
same totals, counts, groups and order. MINUTIAE_ENGINE_QUERIES asks more than
the 2,000 of ./check, MINUTIAE_SEED others."""

import os
import random
import shutil
import subprocess

import harness

try:
    import oracle  # noqa: F401, what queries.py needs
    from queries import CORPUS, UNITS, Generator, read_units, typed
except ImportError as missing:
    print("1..0 # SKIP %s is not installed" % missing.name)
    raise SystemExit(0) from None

ENGINES = os.path.join(harness.BUILD, "tests", "e2e", "engines")
QUERIES = int(os.environ.get("MINUTIAE_ENGINE_QUERIES", "2000"))
SEED = int(os.environ.get("MINUTIAE_SEED", "1"))
if QUERIES > 2000:
    harness.TEST_DEADLINE = 4 * 3600


def options(make, units, rng):
    """Those of SEARCH that bear on what matches, some of them."""
    out = []

    def maybe(chance, text):
        if rng.random() < chance:
            out.append(text)
    maybe(0.3, "sort=" + rng.choice(("newest", "oldest", "document")))
    maybe(0.3, "group=document")
    maybe(0.7, "facets=" + ",".join(rng.sample(
        ("year", "plan", "committee", "kind"), rng.choice((1, 2, 4)))))
    maybe(0.2, "match=" + rng.choice(("any", "all")))
    maybe(0.3, "expand=no")
    maybe(0.5, "depth=%d" % rng.choice((0, 1, 2, 5, 10, 100, 1000)))
    maybe(0.2, "rank=" + rng.choice(("none", "ridf", "repeats=2", "exact")))
    year = rng.choice(make.years)
    maybe(0.15, "year=%d%s" % (year, rng.choice(("", "..", "..%d" % (
        year + 1)))))
    maybe(0.15, "kind=" + rng.choice(("minute", "resolution", "note")))
    if make.plans:
        maybe(0.05, "plan=" + rng.choice(make.plans))
    maybe(0.1, "committee=" + "%20".join(rng.choice(make.committees)))
    maybe(0.05, "document=" + rng.choice(units).document)
    return " ".join(out)


def bare(make, rng):
    """Words as most people type them, some of them twice."""
    words = [make.word("")[2] for _ in range(rng.choice((1, 1, 2, 2, 3, 5)))]
    if rng.random() < 0.2:
        words.append(rng.choice(words))
    return rng.choice((" ", " ", " OR ")).join(words)


def compare(index, units, rng, count):
    make = Generator(units, rng)
    lines = []
    for _ in range(count):
        text = bare(make, rng) if rng.random() < 0.3 else \
            typed(make.query(), rng)
        lines.append("%s : %s\n" % (options(make, units, rng), text))
    done = subprocess.run([ENGINES, index], input="".join(lines),
                          encoding="utf-8", stdout=subprocess.PIPE,
                          check=False)
    out = done.stdout.split("\n")
    harness.check(done.returncode == 0, "seed %d: %s" % (
        SEED, "\n".join(out[:5] + out[-2:])))
    _, compared, _, found, _, different, _, gaps = out[-2].split()
    harness.equal(int(compared), count, "the queries compared")
    harness.equal(int(different), 0, "the differences")
    harness.check(int(found) > count // 4, "only %s found any" % found)
    return int(gaps)


def test_generated_queries(t):
    "generated queries match the same both ways, words' places Xapian's own"
    index = t.path("index")
    harness.run_indexer(index, [CORPUS], ["--shard"])
    compare(index, read_units(), random.Random(SEED), QUERIES // 2)


def test_without_forms(t):
    "they do where Xapian has no forms of words"
    index = t.path("index")
    harness.run_indexer(index, [CORPUS])
    compare(index, read_units(), random.Random(SEED), QUERIES // 4)


def test_after_updates(t):
    "they do in an index with gaps, where documents have gone"
    rng = random.Random(SEED + 1)
    index, units, minutes = t.path("index"), read_units(), t.path("minutes")
    gaps = 0
    shutil.copytree(CORPUS, minutes)
    harness.run_indexer(index, [minutes], ["--shard"])
    for _ in range(3):
        files = sorted(os.path.join(folder, name) for folder, _, names
                       in os.walk(minutes) for name in names
                       if name.endswith(".txt"))
        for path in rng.sample(files, len(files) // 8):
            if rng.random() < 0.5:
                os.unlink(path)
            else:
                with open(path, "a", encoding="utf-8") as f:
                    f.write("\n900. %s\n" % " ".join(
                        w[0] for w in rng.choice(units).text.words))
        harness.run_indexer(index, [minutes], ["--allow-removals"])
        gaps += compare(index, units, rng, QUERIES // 12)
    harness.check(gaps > 0, "no gaps")


def test_option(t):
    "an administrator may ask which way; the answer is the same"
    daemon = t.start_searchd(t.make_index({
        "a": ["The clerk and the \"town hall\".", "Another clerk."]}))
    with daemon.connect() as client:
        for verb in "SEARCH", "COUNT", "EXPLAIN":
            harness.matches(client.ask("%s engine=xapian : clerk" % verb).end,
                            "ERR 403 DENIED : the option engine is for root.*")
    with daemon.connect_admin() as client:
        for query in "clerk", '"town hall"', "hall NEAR town", "cler*":
            replies = [client.ask("SEARCH cache=no engine=%s : %s" % (
                engine, query)) for engine in ("hot", "xapian")]
            harness.check(replies[0].of("HIT"), query)
            harness.equal(replies[0].lines, replies[1].lines)
        for verb in "COUNT", "EXPLAIN":
            for engine in "hot", "xapian":
                harness.check(client.ask("%s engine=%s : clerk" % (
                    verb, engine)).ok, verb)
        harness.equal(client.ask("SEARCH engine=both : clerk").code, 402)


def test_postings_cache(t):
    "postings are kept within the bound; without any, answers are the same"
    index = t.make_index({"a": ["The clerk of the town.", "Another clerk."],
                          "b": ["A town, and a hall."]})
    answers = []
    for size in "256", "0":
        daemon = t.start_searchd(index, options=[
            "--postings-cache", size, "--answer-cache", "0"])
        before = int(daemon.stat("postings_misses"))
        with daemon.connect() as client:
            for _ in range(3):
                answers.append([client.ask("SEARCH : " + q).lines for q in (
                    "clerk", "clerk town", "hall OR clerk", "title:a")])
        missed = int(daemon.stat("postings_misses")) - before
        kept = int(daemon.stat("postings_kept"))
        harness.equal(int(daemon.stat("postings_bytes_max")),
                      int(size) << 20)
        harness.check(int(daemon.stat("postings_bytes")) <= int(size) << 20,
                      "more bytes than are allowed")
        if size == "0":
            harness.equal(kept, 0)
            harness.check(missed >= 12, "%d missed" % missed)
        else:
            harness.check(4 <= kept, "%d kept" % kept)
            harness.check(missed <= kept, "%d missed" % missed)
            harness.check(int(daemon.stat("postings_hits")) >= 8, "no hits")
    harness.check(all(a == answers[0] for a in answers), "they differ")


harness.main(globals(), needs=(harness.INDEXER, harness.SEARCHD, ENGINES,
                             UNITS))
