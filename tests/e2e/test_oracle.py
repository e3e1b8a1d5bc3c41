"""The daemon against the brute-force searcher of oracle.py: over corpora/,
generated queries of all that the language can say must give the same units,
totals, counts by year, and groups. `make torture` asks 10,000; the seed is
fixed, another by MINUTIAE_SEED, more or fewer by MINUTIAE_QUERIES."""

import os
import random

import harness

try:
    import oracle
    from queries import CORPUS, UNITS, Generator, normal, read_units, typed
except ImportError as missing:
    print("1..0 # SKIP %s is not installed" % missing.name)
    raise SystemExit(0) from None

TORTURE = bool(os.environ.get("TORTURE"))
QUERIES = int(os.environ.get("MINUTIAE_QUERIES",
                             "10000" if TORTURE else "1000"))
SEED = int(os.environ.get("MINUTIAE_SEED", os.environ.get("SEED", "1")))
if TORTURE:
    harness.TEST_DEADLINE = 4 * 3600


def ask(client, query, options=""):
    """All ids, the total and the years, over as many pages as it takes."""
    ids, start = [], 0
    while True:
        reply = client.ask("SEARCH match=all expand=no snippets=0 limit=100 "
                           "from=%d%s : %s" % (start, options, query))
        harness.check(reply.ok, "%s: %s" % (query, reply.end))
        ids += [hit[2] for hit in reply.of("HIT")]
        total = reply.number("total")
        start += 100
        if start >= min(total, 1000):
            years = {f[1]: int(f[2]) for f in reply.of("FACET")
                     if f[0] == "year"}
            return ids, total, years


def compare(client, units, q, text, options="", filters=()):
    want, years = oracle.search(units, q, filters)
    ids, total, got_years = ask(client, text, options)
    where = "%s%s (seed %d)" % (text, options, SEED)
    harness.equal(total, len(want), "the total of " + where)
    harness.check(len(ids) == len(set(ids)), "twice the same in " + where)
    if total <= 1000:
        harness.equal(sorted(ids), sorted(want), "the units of " + where)
    harness.equal(got_years, years, "the years of " + where)
    return bool(want)


def compare_groups(client, units, q, text):
    """The best unit of each document, and how many others it has."""
    found, _ = oracle.search(units, q)
    count = {}
    for unit in units:
        if unit.id in found:
            count[unit.document] = count.get(unit.document, 0) + 1
    reply = client.ask("SEARCH match=all expand=no snippets=0 limit=100 "
                       "group=document facets=none : " + text)
    harness.check(reply.ok, "%s: %s" % (text, reply.end))
    where = "%s, grouped (seed %d)" % (text, SEED)
    harness.equal(reply.number("total"), len(found), "the total of " + where)
    harness.equal(reply.number("groups"), len(count), "the groups of " + where)
    hits = reply.of("HIT")
    harness.equal(len(hits), min(100, len(count)), "the hits of " + where)
    harness.check(all(hit[2] in found for hit in hits), "hits of " + where)
    got = {hit[7]: int(hit[12] or 0) + 1 for hit in hits}
    harness.equal(len(got), len(hits), "twice a document in " + where)
    harness.equal(got, {d: count[d] for d in got}, "counts of " + where)
    return bool(found)


def test_generated_queries(t):
    "the daemon and a brute-force searcher agree on generated queries"
    units, rng = read_units(), random.Random(SEED)
    harness.check(len(units) > 300, "corpora/ has %d units" % len(units))
    index = t.path("index")
    harness.run_indexer(index, [CORPUS])
    daemon = t.start_searchd(index)
    make = Generator(units, rng)
    found = 0
    with daemon.connect() as client:
        for _ in range(QUERIES):
            q = make.query()
            text = typed(q, rng)
            q = normal(q)
            if rng.random() < 0.2:
                year = rng.choice(make.years)
                found += compare(client, units, q, text, " year=%d" % year,
                                 [("year", year, year)])
            elif rng.random() < 0.15:
                found += compare_groups(client, units, q, text)
            else:
                found += compare(client, units, q, text)
    harness.check(found > QUERIES // 4, "only %d queries found any" % found)


def in_text(q):
    """The tree with its words looked for in the text alone."""
    if q[0] in ("word", "exact", "prefix", "phrase", "stems", "near"):
        return (q[0], q[1] or "text") + tuple(q[2:])
    if q[0] in ("and", "or"):
        return (q[0], [in_text(x) for x in q[1]])
    return ("not", in_text(q[1])) if q[0] == "not" else q


def test_switched_off(t):
    "without stop list, without titles, and without both, the two agree"
    units, rng = read_units(), random.Random(SEED)
    index = t.path("index")
    harness.run_indexer(index, [CORPUS])
    daemon = t.start_searchd(index)
    make = Generator(units, rng)
    found = 0
    with daemon.connect_admin() as client:
        for i in range(QUERIES // 4):
            q = make.query()
            text = typed(q, rng)
            rank, stops, titles = (
                ("stops=0", False, True), ("default,title=0", True, False),
                ("title=0,stops=0", False, False),
                ("default,title=0.5", True, True))[i % 4]
            q = normal(q, stops)
            q = q if titles else in_text(q)
            found += compare(client, units, q, text, " rank=" + rank)
    harness.check(found > QUERIES // 16, "only %d queries found any" % found)


def test_any_word(t):
    "match=any finds the units that have any of the words"
    units, rng = read_units(), random.Random(SEED)
    index = t.path("index")
    harness.run_indexer(index, [CORPUS])
    daemon = t.start_searchd(index)
    make = Generator(units, rng)
    with daemon.connect() as client:
        for _ in range(200):
            words = [make.word("") for _ in range(rng.choice((2, 3, 4)))]
            q = normal(("and", words))
            if q[0] == "and":
                q = ("or", q[1])
            want, _ = oracle.search(units, q)
            reply = client.ask("COUNT match=any expand=no : " + " ".join(
                w[2] for w in words))
            harness.equal(reply.number("total"), len(want), str(words))


harness.main(globals(), needs=(harness.INDEXER, harness.SEARCHD, UNITS))
