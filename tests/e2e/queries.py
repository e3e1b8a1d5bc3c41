"""Generated queries of all that the language can say, from the words of
corpora/: as trees, and as somebody types them."""

import calendar
import json
import os
import re
import subprocess

import harness
import oracle

CORPUS = os.path.join(harness.SOURCE, "corpora", "minutes")
UNITS = os.path.join(harness.BUILD, "tests", "e2e", "units")


def read_units():
    sources = {}
    for folder, _, names in os.walk(CORPUS):
        for name in sorted(names):
            path = os.path.join(folder, name)
            if name.endswith(".txt"):
                sources[os.path.relpath(path, CORPUS)[:-4]] = path
    out = subprocess.run([UNITS], input="".join(
        "%s\t%s\n" % pair for pair in sources.items()), encoding="utf-8",
                         stdout=subprocess.PIPE, check=True).stdout
    units = []
    for line in out.split("\n"):
        if not line:
            continue
        o = json.loads(line)
        # A file's documents are called after it, or by a number below.
        source = o["document"]
        while source not in sources:
            source = source.rpartition("/")[0]
        o["path"] = os.path.relpath(sources[source], CORPUS)
        units.append(oracle.Unit(o))
    return units


class Generator:
    """Random queries as trees, from the corpus's own words."""

    def __init__(self, units, rng):
        self.rng = rng
        self.units = units
        self.vocabulary = sorted({f for u in units for f in u.text.forms
                                  | u.title.forms})
        self.common = sorted({f for f in self.vocabulary
                              if sum(f in u.text.forms for u in units) > 8})
        # Words that need no thought of how they are typed.
        self.letters = [f for f in self.vocabulary
                        if re.fullmatch("[a-z]{4,}", f)]
        self.years = sorted({u.year for u in units if u.year})
        self.paths = sorted({p for u in units for p in u.paths})
        self.committees = sorted({tuple(u.committee) for u in units
                                  if u.committee})
        self.numbers = sorted({u.number[0] for u in units
                               if len(u.number) == 1})
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

    def letter_word(self, unit=None):
        """A word of letters alone, of this unit where it has one."""
        forms = [w[0] for w in unit.text.words
                 if re.fullmatch("[a-z]{4,}", w[0])] if unit else []
        return self.rng.choice(forms or self.letters)

    def prefix(self, unit=None):
        word = self.letter_word(unit)
        return word[:self.rng.randrange(3, len(word) + 1)]

    def near(self, field):
        """Words of one unit, so that some are near each other."""
        unit, items = self.rng.choice(self.units), []
        for _ in range(self.rng.choice((2, 2, 2, 3, 4))):
            kind = self.rng.choice(("word", "word", "exact", "prefix"))
            word = self.prefix(unit) if kind == "prefix" else \
                self.letter_word(unit)
            if items and self.rng.random() < 0.2:
                # What can stand at the same place as the one before.
                word = items[-1][1]
                word = word[:max(3, len(word) - 2)] if kind == "prefix" \
                    else word
            if kind != "prefix" and word not in self.letters:
                kind = "prefix"
            items.append((kind, word))
        return ("near", field, self.rng.choice((1, 2, 3, 5, 10, 10, 30)),
                items)

    def stems(self, field):
        unit = self.rng.choice(self.units)
        words = (unit.title if self.rng.random() < 0.2 else unit.text).words
        n = self.rng.choice((2, 2, 3))
        starts = [i for i in range(len(words) - n + 1)
                  if all(re.fullmatch("[a-z]{2,}", w[0])
                         for w in words[i:i + n])]
        if not starts:
            return self.phrase(field)
        i = self.rng.choice(starts)
        return ("stems", field, [w[0] for w in words[i:i + n]])

    def date(self):
        days = sorted(self.rng.choices([u.day for u in self.units if u.day],
                                       k=2))
        ends = []
        for day, last in ((days[0], False), (days[1], True)):
            year, month = day // 10000, day // 100 % 100
            dice = self.rng.random()
            if dice < 0.15:
                ends.append(None)
            elif dice < 0.4:
                ends.append(("%d" % year, year * 10000 +
                             (1231 if last else 101)))
            elif dice < 0.7:
                ends.append(("%d-%02d" % (year, month), day // 100 * 100 + (
                    calendar.monthrange(year, month)[1] if last else 1)))
            else:
                ends.append(("%d-%02d-%02d" % (year, month, day % 100), day))
        if ends == [None, None]:
            ends[0] = ("%d" % (days[0] // 10000), days[0] // 10000 * 10000)
        text = ends[0][0] if ends[0] and ends[1] and \
            ends[0][0] == ends[1][0] else \
            "..".join(e[0] if e else "" for e in ends)
        return ("date", ends[0][1] if ends[0] else 0,
                ends[1][1] if ends[1] else 99999999, text)

    def restriction(self):
        dice = self.rng.random()
        if dice < 0.2:
            return ("kind", self.rng.choice(("minute", "resolution",
                                             "recommendation", "decision",
                                             "note")))
        if dice < 0.4:
            a, b = sorted(self.rng.choices(self.years, k=2))
            return ("year", a, a if self.rng.random() < 0.5 else b)
        if dice < 0.5 and self.plans:
            return ("plan", self.rng.choice(self.plans))
        if dice < 0.7:
            return self.date()
        if dice < 0.8:
            name = list(self.rng.choice(self.committees))
            i = self.rng.randrange(len(name))
            return ("committee", name[i:i + self.rng.choice((1, 1, 2, 9))])
        if dice < 0.9:
            return ("source", self.rng.choice(self.paths))
        return ("para", [self.rng.choice(self.numbers)])

    def leaf(self):
        dice, field = self.rng.random(), self.rng.choice(("", "", "", "text",
                                                          "title"))
        if dice < 0.40:
            return self.word(field)
        if dice < 0.45:
            return ("exact", field, self.letter_word())
        if dice < 0.55:
            return ("prefix", field, self.prefix())
        if dice < 0.65:
            return self.phrase(field)
        if dice < 0.72:
            return self.stems(field)
        if dice < 0.85:
            return self.near(field)
        return self.restriction()

    def query(self):
        """A tree within the limit on prefixes."""
        while True:
            q = self.tree(self.rng.choice((0, 1, 1, 2, 2, 3)))
            if prefixes(q) <= 8:
                return q

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


def prefixes(q):
    if q[0] == "near":
        return sum(item[0] == "prefix" for item in q[3])
    if q[0] in ("and", "or"):
        return sum(map(prefixes, q[1]))
    return prefixes(q[1]) if q[0] == "not" else int(q[0] == "prefix")


def only_restricts(q):
    """Whether there is nothing in q to look for."""
    if q[0] in ("and", "or"):
        return all(map(only_restricts, q[1]))
    return q[0] in ("not", "kind", "year", "plan", "date", "committee",
                    "source", "para")


def normal(q, stops=True):
    """The tree as the query language reads it: an AND within an AND is one
    with it, an OR within an OR; and bare stop words leave an AND unless it has
    nothing else, where there is a list of them."""
    if q[0] == "not":
        return ("not", normal(q[1], stops))
    if q[0] not in ("and", "or"):
        return q
    parts = []
    for part in (normal(x, stops) for x in q[1]):
        parts += part[1] if part[0] == q[0] else [part]
    if q[0] == "and" and stops:
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
    field = q[1] + ":" if kind in ("exact", "prefix", "stems", "near") and \
        q[1] else ""
    if kind == "exact":
        return '%s"%s"' % (field, q[2])
    if kind == "prefix":
        return "%s%s*" % (field, q[2])
    if kind == "stems":
        if rng.random() < 0.3:
            return field + "-".join(q[2])
        return '%s~"%s"' % (field, " ".join(q[2]))
    if kind == "near":
        near = " NEAR " if q[2] == 10 and rng.random() < 0.5 else \
            " NEAR/%d " % q[2]
        return near.join(field + {"word": "%s", "exact": '"%s"',
                                  "prefix": "%s*"}[item[0]] % item[1]
                         for item in q[3])
    if kind == "date":
        return "date:" + q[3]
    if kind == "committee":
        text = " ".join(q[1])
        return "committee:" + (text if len(q[1]) == 1 and
                               text.isalpha() else '"%s"' % text)
    if kind == "source":
        return 'source:"%s"' % q[1]
    if kind == "para":
        return "para:" + q[1][0]
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
