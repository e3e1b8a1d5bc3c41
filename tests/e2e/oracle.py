"""A brute-force searcher over parsed paragraphs: no index, no Xapian, its own
tokenizer, its own stemmer (python3-snowballstemmer). A query is a tree of
tuples, so that no parser is shared with the program either:

    ("word", field, word)    field: "", "text" or "title"
    ("exact", field, word)  ("prefix", field, letters)
    ("phrase", field, [word...])  ("stems", field, [word...])
    ("near", field, span, [("word"|"exact"|"prefix", word)...])
    ("and"|"or", [tree...])  ("not", tree), below "and" only
    ("kind", k)  ("year", from, to)  ("plan", p)
    ("date", from, to) as yyyymmdd  ("committee", [word...])
    ("source", path)  ("para", number)
"""

import re
import unicodedata

import snowballstemmer

_stem = snowballstemmer.stemmer("english")
_stems = {}

# Snowball's English stop list, https://snowballstem.org/algorithms/english.
STOP = set("""
i me my myself we our ours ourselves you your yours yourself yourselves he him
his himself she her hers herself it its itself they them their theirs
themselves what which who whom this that these those am is are was were be been
being have has had having do does did doing would should could ought i'm you're
he's she's it's we're they're i've you've we've they've i'd you'd he'd she'd
we'd they'd i'll you'll he'll she'll we'll they'll isn't aren't wasn't weren't
hasn't haven't hadn't doesn't don't didn't won't wouldn't shan't shouldn't
can't cannot couldn't mustn't let's that's who's what's here's there's when's
where's why's how's a an the and but if or because as until while of at by for
with about against between into through during before after above below to from
up down in out on off over under again further then once here there when where
why how all any both each few more most other some such no nor not only own same
so than too very""".split())

# What a letter or two behind an amount stand for.
MULTIPLES = {"k": "thousand", "m": "million", "mn": "million",
             "bn": "billion", "tn": "trillion"}

TOKEN = re.compile(r"""
    (?P<section>[sS]\.?(?P<reference>\d{1,4}[a-zA-Z]{0,2})(?![^\W_])
        (?![.,/'][^\W_]))
  | (?P<plan>(?<![^\W_])\d{4}[/\-\u2013](?:\d{4}|\d{2})(?![^\W_]))
  | (?P<number>\d{1,3}(?:,\d{3}){1,8}(?!,?\d)(?:\.\d+)*|\d+(?:\.\d+)+|\d+)
        (?P<rest>[^\W\d_](?:[^\W_]|'(?=[^\W\d_]))*)?
  | (?P<word>[^\W_](?:[^\W_]|(?<=[^\W\d_])'(?=[^\W\d_]))*)
""", re.X)


def stem(form):
    if any(c.isdigit() for c in form):
        return form
    if form not in _stems:
        s = _stem.stemWord(form)
        # A plural acronym in small letters.
        if len(s) >= 4 and s[-2] != "s" and re.fullmatch(
                "[b-df-hj-np-tv-xz]{2,}[aeiouy]?s", s):
            s = s[:-1]
        _stems[form] = s
    return _stems[form]


def words(text):
    """Positions of words, each the list of its forms: the word's own first."""
    text = re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", text)
    text = re.sub("[\u2018\u2019\u02bc]", "'", text)
    text = unicodedata.normalize("NFC", text)
    out = []
    end = 0
    for m in TOKEN.finditer(text):
        gap = re.fullmatch(r"\.?[ \u00a0]?", text[end:m.start()])
        behind = out and out[-1][0] in ("section", "sections", "s", "ss", "sec")
        amount = m.start() > 0 and text[m.start() - 1] in "£$€"
        found = word_forms(m, amount)
        if behind and gap and re.fullmatch(r"\d{1,4}[a-z]{0,2}", found[0][0]):
            found[0].append("s" + found[0][0])
        end = m.end()
        if found[-1][0] in ("section", "sections", "s", "ss", "sec") and \
                re.match(r"\.?[ \u00a0]?[0-9]", text[end:]):
            found[-1] += [f for f in ("section", "s") if f != found[-1][0]
                          and not (f == found[-1][0][:-1] == "section")]
        out += found
    return out


def word_forms(m, amount):
    """The words of a match of TOKEN, each the list of its forms."""
    raw = m.group()
    if m["section"]:
        number = m["reference"].lower()
        return [["s" + number, "section", "s", number]]
    if m["plan"]:
        first, second = int(raw[:4]), raw[5:]
        if (first + 1) % 100 == int(second[-2:]) and (
                len(second) == 2 or int(second) == first + 1):
            return [["%d/%02d" % (first, (first + 1) % 100), raw[:4]]]
        return [[raw[:4]], [second]]
    if m["number"]:
        number, rest = m["number"].replace(",", ""), m["rest"] or ""
        letters = re.match(r"[^\W\d_]*", rest).group()
        if amount and rest.lower() in MULTIPLES:
            sign = rest.lower()
            return [[number, number + sign], [MULTIPLES[sign]]]
        if amount and not rest and re.fullmatch(r"\d+\.\d\d", number):
            pounds, pence = number.split(".")
            if pence == "00":
                return [[pounds]]
            return [[number, pounds] if len(pounds) >= 3 else [number]]
        if len(letters) >= 3:
            return [[number], [rest.casefold()]]
        raw = number + rest
    form = raw.casefold()
    forms = [form]
    if re.fullmatch("[A-Z]{2,}s", raw):
        forms.append(form[:-1])
    plain = "".join(c for c in unicodedata.normalize("NFD", form)
                    if not unicodedata.combining(c))
    if plain != form and plain.isascii():
        forms.append(plain)
    return [forms]


class Field:
    def __init__(self, text):
        self.words = words(text)
        self.word_stems = [{stem(f) for f in w} for w in self.words]
        self.forms = {f for w in self.words for f in w}
        self.stems = {stem(f) for f in self.forms}

    def has_phrase(self, forms, stemmed):
        have = self.word_stems if stemmed else self.words
        want = [stem(f) for f in forms] if stemmed else forms
        n = len(want)
        return any(all(want[j] in have[i + j] for j in range(n))
                   for i in range(len(have) - n + 1))

    def places(self, kind, word):
        """Where a word of NEAR stands."""
        if kind == "word":
            return [i for i, w in enumerate(self.word_stems)
                    if stem(word) in w]
        if kind == "exact":
            return [i for i, w in enumerate(self.words) if word in w]
        return [i for i, w in enumerate(self.words)
                if any(f.startswith(word) for f in w)]

    def has_near(self, span, items):
        lists = [self.places(*item) for item in items]

        def choose(n, used):
            """Every place for item n and those after it."""
            if n == len(lists):
                return True
            return any(p not in used and
                       max(used + [p]) - min(used + [p]) <= span and
                       choose(n + 1, used + [p]) for p in lists[n])

        return all(lists) and choose(0, [])


def contains(have, want):
    """Whether the words stand in the others in a row."""
    n = len(want)
    return any(have[i:i + n] == want for i in range(len(have) - n + 1))


class Unit:
    def __init__(self, o):
        self.id, self.kind, self.plan = o["id"], o["kind"], o["plan"]
        self.year, self.date, self.document = o["year"], o["date"], o["document"]
        self.committee = [w[0] for w in words(o["committee"])]
        self.number = [w[0] for w in words(o["number"])]
        self.day = int(self.date.replace("-", "") or 0)
        # The names of its file, with and without extension, and folders.
        path = o["path"].casefold()
        self.paths = {path, re.sub(r"\.[^./]*$", "", path)}
        while "/" in path:
            path = path.rpartition("/")[0]
            self.paths.add(path)
        self.text, self.title = Field(o["text"]), Field(o["title"])

    def fields(self, name):
        return [f for key, f in (("text", self.text), ("title", self.title))
                if name in ("", key)]

    def has(self, q):
        """Whether what q looks for is in one of its fields."""
        for field in self.fields(q[1]):
            if (q[0] == "word" and stem(q[2]) in field.stems or
                    q[0] == "exact" and q[2] in field.forms or
                    q[0] == "prefix" and any(f.startswith(q[2])
                                             for f in field.forms) or
                    q[0] == "phrase" and field.has_phrase(q[2], False) or
                    q[0] == "stems" and field.has_phrase(q[2], True) or
                    q[0] == "near" and field.has_near(q[2], q[3])):
                return True
        return False

    def matches(self, q):
        kind = q[0]
        if kind == "and":
            return all(self.matches(x) for x in q[1])
        if kind == "or":
            return any(self.matches(x) for x in q[1])
        if kind == "not":
            return not self.matches(q[1])
        if kind == "kind":
            return self.kind == q[1]
        if kind == "year":
            return q[1] <= self.year <= q[2]
        if kind == "plan":
            return self.plan == q[1]
        if kind == "date":
            return self.day > 0 and q[1] <= self.day <= q[2]
        if kind == "committee":
            return contains(self.committee, q[1])
        if kind == "source":
            return q[1] in self.paths
        if kind == "para":
            return bool(self.number) and self.number == q[1]
        return self.has(q)


def search(units, q, filters=()):
    """(ids, years): what matches, and the counts by year of what matches
    without the filters on the year that stand at the top."""
    parts = list(q[1]) if q[0] == "and" else [q]
    parts += filters
    found, years = set(), {}
    for u in units:
        if all(u.matches(p) for p in parts if p[0] != "year"):
            key = str(u.year or "")
            years[key] = years.get(key, 0) + 1
            if all(u.matches(p) for p in parts if p[0] == "year"):
                found.add(u.id)
    return found, years
