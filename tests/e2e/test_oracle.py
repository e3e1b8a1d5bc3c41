"""The daemon against the brute-force searcher of oracle.py: over corpora/,
thousands of generated queries must give the same units, totals and counts by
year. The seed is fixed; another by MINUTIAE_SEED, more by MINUTIAE_QUERIES."""

import json
import os
import random
import subprocess

import harness

try:
    import oracle
except ImportError as missing:
    print("1..0 # SKIP %s is not installed" % missing.name)
    raise SystemExit(0) from None

CORPUS = os.path.join(harness.SOURCE, "corpora", "minutes")
UNITS = os.path.join(harness.BUILD, "tests", "e2e", "units")
QUERIES = int(os.environ.get("MINUTIAE_QUERIES", "2500"))
SEED = int(os.environ.get("MINUTIAE_SEED", "1"))


def read_units():
    lines = []
    for folder, _, names in os.walk(CORPUS):
        for name in sorted(names):
            path = os.path.join(folder, name)
            source = os.path.relpath(path, CORPUS)[:-4]
            if name.endswith(".txt"):
                lines.append("%s\t%s\n" % (source, path))
    out = subprocess.run([UNITS], input="".join(lines), encoding="utf-8",
                         stdout=subprocess.PIPE, check=True).stdout
    return [oracle.Unit(json.loads(line)) for line in out.split("\n") if line]


class Generator:
    """Random queries as trees, from the corpus's own words."""

    def __init__(self, units, rng):
        self.rng = rng
        self.units = units
        self.vocabulary = sorted({f for u in units for f in u.text.forms
                                  | u.title.forms})
        self.common = sorted({f for f in self.vocabulary
                              if sum(f in u.text.forms for u in units) > 8})
        self.years = sorted({u.year for u in units if u.year})
        self.plans = sorted({u.plan for u in units if u.plan})

    def word(self, field):
        source = self.common if self.rng.random() < 0.6 else self.vocabulary
        while True:
            word = self.rng.choice(source)
            # What the query's own syntax would read otherwise.
            if word not in ("and", "or", "not") and \
                    oracle.words(word)[0][0] == word:
                return ("word", field, word)

    def phrase(self, field):
        unit = self.rng.choice(self.units)
        words = (unit.title if self.rng.random() < 0.2 else unit.text).words
        n = self.rng.choice((2, 2, 3, 4))
        if len(words) < n:
            return self.word(field)
        i = self.rng.randrange(len(words) - n + 1)
        forms = [w[0] for w in words[i:i + n]]
        if self.rng.random() < 0.2:
            self.rng.shuffle(forms)
        # A plan and a number need no quotes' help to stay one word.
        if [w[0] for w in oracle.words(" ".join(forms))] != forms:
            return self.word(field)
        return ("phrase", field, forms)

    def leaf(self):
        dice, field = self.rng.random(), self.rng.choice(("", "", "", "text",
                                                          "title"))
        if dice < 0.62:
            return self.word(field)
        if dice < 0.80:
            return self.phrase(field)
        if dice < 0.87:
            return ("kind", self.rng.choice(("minute", "resolution",
                                             "recommendation", "decision",
                                             "note")))
        if dice < 0.96 or not self.plans:
            a, b = sorted(self.rng.choices(self.years, k=2))
            return ("year", a, a if self.rng.random() < 0.5 else b)
        return ("plan", self.rng.choice(self.plans))

    def tree(self, depth):
        dice = self.rng.random()
        if depth == 0 or dice < 0.35:
            return self.leaf()
        n = self.rng.choice((2, 2, 3))
        if dice < 0.6:
            return ("or", [self.tree(depth - 1) for _ in range(n)])
        parts = [self.tree(depth - 1) for _ in range(n)]
        if self.rng.random() < 0.35:
            parts.append(("not", self.tree(depth - 1)))
        return ("and", parts)


def only_restricts(q):
    """Whether there is nothing in q to look for."""
    if q[0] in ("and", "or"):
        return all(map(only_restricts, q[1]))
    return q[0] in ("not", "kind", "year", "plan")


def drop_stops(q):
    """What the query language says of stop words: bare ones leave an AND
    unless it has nothing else."""
    if q[0] == "not":
        return ("not", drop_stops(q[1]))
    if q[0] not in ("and", "or"):
        return q
    parts = []
    for part in map(drop_stops, q[1]):
        parts += part[1] if part[0] == q[0] else [part]
    if q[0] == "and":
        kept = [p for p in parts if not (p[0] == "word" and p[1] == "" and
                                         p[2] in oracle.STOP)]
        if not all(map(only_restricts, kept)):
            parts = kept
    return parts[0] if len(parts) == 1 else (q[0], parts)


def typed(q, rng):
    """A tree as somebody types it."""
    kind = q[0]
    if kind == "word":
        text = q[2] if rng.random() < 0.8 else q[2].capitalize()
        # A plural acronym is known by its capitals.
        return (q[1] + ":" if q[1] else "") + text
    if kind == "phrase":
        quotes = rng.choice(('""', "\u201c\u201d"))
        return "%s%s%s%s" % (q[1] + ":" if q[1] else "", quotes[0],
                             " ".join(q[2]), quotes[1])
    if kind == "and":
        return "(%s)" % rng.choice((" ", " AND ")).join(
            typed(x, rng) for x in q[1])
    if kind == "or":
        return "(%s)" % " OR ".join(typed(x, rng) for x in q[1])
    if kind == "not":
        return rng.choice(("-", "NOT ")) + typed(q[1], rng)
    if kind == "year":
        return "year:%d" % q[1] if q[1] == q[2] else "year:%d..%d" % q[1:]
    return "%s:%s" % q[:2]


def ask(client, query, options=""):
    """All ids, the total and the years, over as many pages as it takes."""
    ids, start = [], 0
    while True:
        reply = client.ask("SEARCH match=all snippets=0 limit=100 from=%d%s : "
                           "%s" % (start, options, query))
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
            q = make.tree(rng.choice((0, 1, 1, 2, 2, 3)))
            text = typed(q, rng)
            q = drop_stops(q)
            if rng.random() < 0.2:
                year = rng.choice(make.years)
                compare(client, units, q, text, " year=%d" % year,
                        [("year", year, year)])
            else:
                compare(client, units, q, text)
            found += bool(oracle.search(units, q)[0])
    harness.check(found > QUERIES // 4, "only %d queries found any" % found)


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
            q = drop_stops(("and", words))
            if q[0] == "and":
                q = ("or", q[1])
            want, _ = oracle.search(units, q)
            reply = client.ask("COUNT match=any : " + " ".join(
                w[2] for w in words))
            harness.equal(reply.number("total"), len(want), str(words))


harness.main(globals(), needs=(harness.INDEXER, harness.SEARCHD, UNITS))
