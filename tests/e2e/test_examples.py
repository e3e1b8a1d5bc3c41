"""The examples of the query language (lib/query/examples.c), asked of the
sample minutes, find what reading them by regular expressions does; and those
who show them show them all."""

import json
import os
import re
import subprocess

import harness

CORPUS = os.path.join(harness.SOURCE, "corpora", "minutes")
UNITS = os.path.join(harness.BUILD, "tests", "e2e", "units")
PAGE = os.path.join(harness.BUILD, "doc", "man", "minutiae-query.7")


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
    return [json.loads(line) for line in out.split("\n") if line]


def has(text, pattern):
    return re.search(r"(?i)(?<!\w)(?:%s)(?!\w)" % pattern, text) is not None


def words(*patterns):
    """Each in the text or in the title."""
    return lambda u: all(has(u["text"], p) or has(u["title"], p)
                         for p in patterns)


def near(n, *patterns):
    """Two words at most n apart, in the text or in the title."""
    def found(u):
        for text in (u["text"], u["title"]):
            parts = re.findall(r"[\w'’]+", text)
            at = [[i for i, w in enumerate(parts) if has(w, p)]
                  for p in patterns]
            if any(0 < abs(a - b) <= n for a in at[0] for b in at[1]):
                return True
        return False
    return found


def field(name, pattern):
    return lambda u: has(u[name], pattern)


def dated(low, high):
    return lambda u: bool(u["date"]) and low <= u["date"] <= high


def both(*tests):
    return lambda u: all(test(u) for test in tests)


def without(test, unwanted):
    return lambda u: test(u) and not unwanted(u)


SPECIAL, CONSTABLE = "special(?:s|ly)?", "constables?"
POTHOLE, FLOOD, DRAIN = "potholes?", "flood(?:s|ed|ing)?", "drain(?:s|ed|ing)?"
POLICE = "polic(?:e|ed|ing)(?:['’]s)?"
LIBRARY = "librar(?:y|ies)"
PRECEPT = "precept(?:s|ed|ing)?"

EXPECTED = {
    "special constables": words(SPECIAL, CONSTABLE),
    "potholes OR flooding": words("%s|%s" % (POTHOLE, FLOOD)),
    "police -crime": without(words(POLICE), words("crimes?")),
    "(potholes OR flooding) drains": words("%s|%s" % (POTHOLE, FLOOD), DRAIN),
    "constab*": words(r"constab\w*"),
    '"special constables"': words(r"special\W+constables"),
    '~"special constable"': words(r"%s\W+%s" % (SPECIAL, CONSTABLE)),
    "anti-social": words(r"anti\W+social(?:ly)?"),
    "budget NEAR/5 deficit": near(5, "budget(?:s|ed|ing)?", "deficits?"),
    "potholes NEAR/5 repair*": near(5, POTHOLE, r"repair\w*"),
    "(pothole OR road) NEAR/5 repairs": near(5, POTHOLE + "|roads?",
                                             "repair(?:s|ed|ing)?"),
    "title:precept": field("title", PRECEPT),
    "text:precept": field("text", PRECEPT),
    "title:(flooding OR flood) drains": both(field("title", FLOOD),
                                             words(DRAIN)),
    "committee:cabinet": field("committee", "cabinet"),
    'committee:"crime panel" precept': both(
        field("committee", "crime panel"), words(PRECEPT)),
    "kind:resolution precept": both(field("kind", "resolution"),
                                    words(PRECEPT)),
    "kind:(decision OR resolution) libraries": both(
        field("kind", "decision|resolution"), words(LIBRARY)),
    "para:7 police": both(lambda u: u["number"] == "7", words(POLICE)),
    "source:cabinet/2022-02-16-budget":
        lambda u: re.match("cabinet/2022-02-16-budget[/#]", u["id"]),
    "year:2014": lambda u: u["year"] == 2014,
    "precept year:2014..2016": both(lambda u: 2014 <= u["year"] <= 2016,
                                    words(PRECEPT)),
    "date:2024-07-10": dated("2024-07-10", "2024-07-10"),
    "precept date:2015-02..2016-05": both(dated("2015-02-01", "2016-05-31"),
                                          words(PRECEPT)),
    "plan:2014/15": lambda u: u["plan"] == "2014/15",
    "£2m": words(r"(?<![\d.,])2\W?million|£2m"),
    "2014-15": words(r"2014[/–-](?:20)?15"),
    "s.151": words(r"(?:sections?|s\.?)\s?151"),
    "4.5": words(r"(?<![\d.])4\.5(?!\.\d)"),
    "pcsos": words("PCSOs?|police community support officers?"),
}


def examples(daemon):
    return daemon.ask("HELP query").of("EXAMPLE")


def start(t):
    index = t.path("index")
    harness.run_indexer(index, [CORPUS])
    return t.start_searchd(index)


def test_examples(t):
    "each example finds what is read by eye, and no other paragraph"
    units = read_units()
    wrong, n = [], 0
    with start(t).connect() as client:
        reply = client.ask("HELP query")
        for _, query, _ in reply.of("EXAMPLE"):
            n += 1
            if query not in EXPECTED:
                wrong.append("%s: not known here" % query)
                continue
            want = {u["id"] for u in units if EXPECTED[query](u)}
            got = client.ask("SEARCH match=all limit=100 : " + query)
            ids = {hit[2] for hit in got.of("HIT")}
            if not want:
                wrong.append("%s: an example that finds nothing" % query)
            elif not got.ok or got.of("NOTE") or \
                    got.number("total") != len(want):
                wrong.append("%s: %s %s, expected %d" % (
                    query, got.end, got.of("NOTE"), len(want)))
            if ids - want or len(want) <= 100 and want - ids:
                wrong.append("%s: more %s, less %s" % (query, ids - want,
                                                       want - ids))
    harness.equal(n, len(EXPECTED), "how many examples there are")
    harness.check(not wrong, "\n".join(wrong))


def test_groups(t):
    "examples come in groups, and say what they find"
    names = []
    for group, query, finds in examples(start(t)):
        harness.matches(group, "[a-z]+")
        harness.check(query.strip() and finds.strip(), query)
        harness.check(not finds.endswith("."), finds)
        if not names or names[-1] != group:
            names.append(group)
    harness.equal(len(names), len(set(names)), "groups")
    harness.check(len(names) >= 4, "only %s" % names)


def test_manual(t):
    "minutiae-query(7) has every example"
    with open(PAGE, encoding="utf-8") as f:
        page = f.read()
    for escape, sign in (("\\&", ""), ("\\-", "-"), ("\\(dq", '"'),
                         ("\\(ti", "~"), ("\\(aq", "'"), ("\\e", "\\")):
        page = page.replace(escape, sign)
    harness.check("EXAMPLES" not in page, "a group is not filled in")
    flat = " ".join(page.split()).lower()
    for _, query, finds in examples(start(t)):
        harness.check('.It Li "%s"\n' % query in page, query)
        harness.check(finds.lower() + "." in flat, finds)


harness.main(globals())
