"""The hot way of matching against Xapian's, and its cache. Generated queries
of all that the language can say, with all options that bear on what matches,
must give the same totals, counts, groups and order: 20,000 in an index built
at once, as many after updates; fewer where a sanitizer makes them slow.
MINUTIAE_ENGINE_QUERIES asks another number, MINUTIAE_SEED others, and
MINUTIAE_ENGINE_COPIES makes the large index larger: 200 for one whose lists of
positions have two parts."""

import itertools
import os
import random
import re
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
with open(harness.SEARCHD, "rb") as program:
    SANITIZED = re.search(rb"__[at]san_init", program.read()) is not None
QUERIES = int(os.environ.get("MINUTIAE_ENGINE_QUERIES",
                             "2000" if SANITIZED else "20000"))
COPIES = int(os.environ.get("MINUTIAE_ENGINE_COPIES", "30"))
SEED = int(os.environ.get("MINUTIAE_SEED", "1"))
if QUERIES > 20000 or COPIES > 30:
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


def requests(units, rng, count):
    """Options and queries, as of SEARCH."""
    make = Generator(units, rng)
    for _ in range(count):
        text = bare(make, rng) if rng.random() < 0.3 else \
            typed(make.query(), rng)
        yield "%s : %s" % (options(make, units, rng), text)


def compare(index, units, rng, count):
    lines = "".join(line + "\n" for line in requests(units, rng, count))
    done = subprocess.run([ENGINES, index], input=lines,
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
    compare(index, read_units(), random.Random(SEED + 1),
            QUERIES - QUERIES // 2)


def garbled(path, rng):
    """The text of a file, some words of its paragraphs left out or said
    twice."""
    with open(path, encoding="utf-8", errors="surrogateescape") as f:
        lines = f.read().split("\n")
    for i, line in enumerate(lines):
        if len(line) > 200:
            lines[i] = " ".join(word for word in line.split(" ") for _ in
                                range(rng.choices((0, 1, 2), (4, 20, 1))[0]))
    return "\n".join(lines)


def write(path, text, mode="w"):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, mode, encoding="utf-8", errors="surrogateescape") as f:
        f.write(text)


def below(folder):
    return sorted(os.path.join(where, name)
                  for where, _, names in os.walk(folder) for name in names
                  if name.endswith(".txt"))


def test_large(t):
    "they do in an index of several windows, with units much alike"
    index, minutes = t.path("index"), t.path("minutes")
    rng = random.Random(SEED + 2)
    for copy, path in itertools.product(range(COPIES), below(CORPUS)):
        write(os.path.join(minutes, str(copy), os.path.relpath(path, CORPUS)),
              garbled(path, rng))
    harness.run_indexer(index, [minutes], ["--shard"])
    # The larger the index, the fewer: Xapian's time is what bounds it.
    compare(index, read_units(), rng, QUERIES * 6 // COPIES // 10)


def change(minutes, units, rng):
    """Withdraws, changes, renames and adds a file each: so few that the gaps
    are left in the index."""
    for kind, path in enumerate(rng.sample(below(minutes), 4)):
        if kind == 0:
            os.unlink(path)
        elif kind == 1:
            write(path, "\n900. %s\n" % " ".join(
                w[0] for w in rng.choice(units).text.words), "a")
        elif kind == 2:
            name = "renamed-%06x.txt" % rng.randrange(1 << 24)
            os.rename(path, os.path.join(os.path.dirname(path), name))
        else:
            write(os.path.join(minutes, "new", "%06x.txt" % rng.randrange(
                1 << 24)), garbled(path, rng))


def updated(t, options, rounds, rng):
    """An index that was updated so many times; a step each."""
    index, units, minutes = t.path("index"), read_units(), t.path("minutes")
    shutil.rmtree(index, ignore_errors=True)
    shutil.rmtree(minutes, ignore_errors=True)
    shutil.copytree(CORPUS, minutes)
    harness.run_indexer(index, [minutes], options)
    for _ in range(rounds):
        change(minutes, units, rng)
        harness.run_indexer(index, [minutes], ["--allow-removals"])
        yield index, units


def test_after_updates(t):
    """they do after each of several updates with withdrawn, changed, renamed
    and new documents, where docids have gaps"""
    rng = random.Random(SEED + 3)
    for options in ["--shard"], []:
        gaps = [compare(index, units, rng, QUERIES // 8)
                for index, units in updated(t, options, 4, rng)]
        harness.check(any(gaps), "no gaps: %r" % gaps)


def hits_of(reply):
    """The hits of a reply, each with what belongs to it but its rank; the
    other lines."""
    hits, rest = [], []
    for line in reply.lines:
        if line[0] == "HIT":
            hits.append([line[2:]])
        elif line[0] in ("SNIP", "DECISION"):
            hits[-1].append([line[0], *line[2:]])
        else:
            rest.append(line)
    return hits, rest


def test_replies(t):
    """whole replies are the same after updates: hits, their order and
    snippets, counts and totals"""
    rng = random.Random(SEED + 4)
    *_, (index, units) = updated(t, [], 2, rng)
    daemon = t.start_searchd(index)
    found = 0
    with daemon.connect_admin() as client:
        for line in requests(units, rng, QUERIES // 40):
            line = re.sub("depth=[0-9]+", "limit=100 snippets=2", line)
            a, b = (client.ask("SEARCH cache=no engine=%s %s" % (engine, line))
                    for engine in ("hot", "xapian"))
            for reply in a, b:
                reply.values.pop("ms", None)
            harness.equal((a.code, a.values), (b.code, b.values), line)
            (hits, rest), (others, other_rest) = hits_of(a), hits_of(b)
            harness.equal(rest, other_rest, line)
            found += len(hits)
            if hits == others:
                continue
            # Equal scores may differ in their last digit by the order of sums.
            harness.equal([h[0][0] for h in hits], [h[0][0] for h in others],
                          line)
            harness.equal(sorted(hits), sorted(others), line)
    harness.check(found > QUERIES // 40, "only %d hits" % found)


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
