"""Two real agenda items, as a user has them: what must be found in them. They
lie beside the project and are no part of it."""

import os

import harness

SEEDS = os.path.join(harness.SOURCE, "..", "shared", "seeds")
P7 = "police-and-crime-plan-2014-15#p7"


def start(t):
    if not os.path.isdir(SEEDS):
        raise harness.Skip("the two real documents are not here")
    index = t.path("index")
    harness.run_indexer(index, [SEEDS])
    return t.start_searchd(index)


def ids(reply):
    harness.check(reply.ok, reply.end)
    return [hit[2] for hit in reply.of("HIT")]


def years(reply):
    return [f[1:] for f in reply.of("FACET") if f[0] == "year"]


def test_documents(t):
    "two documents of eleven paragraphs and one resolution each"
    daemon = start(t)
    with daemon.connect() as c:
        harness.equal(c.greeting.values["documents"], "2")
        harness.equal(c.greeting.values["units"], "24")
        for name in ("2014-15", "2016-17"):
            reply = c.ask("DOC : police-and-crime-plan-" + name)
            keys = [u[0].partition("#")[2] for u in reply.of("UNIT")]
            harness.equal(keys, ["p%d" % n for n in range(1, 12)] + ["r1"])


def test_special_constables(t):
    "special constables, in any case and number, are found in one paragraph"
    daemon = start(t)
    with daemon.connect() as c:
        for query in ("special constables", "Special Constables",
                      "SPECIAL CONSTABLES", '"special constables"',
                      "special constable", "\u201cSpecial Constables\u201d"):
            reply = c.ask("SEARCH : " + query)
            harness.equal(ids(reply), [P7], query)
            harness.equal(reply.values["total"], "1", query)
        snippet = c.ask("SEARCH : special constables").of("SNIP")[0]
        marked = [snippet[2].encode()[int(a):int(a) + int(b)].decode()
                  for a, b in (m.split("+") for m in snippet[1].split(","))]
        harness.check({"Special", "Constables"} >= set(marked) and marked,
                      str(snippet))


def test_acronym(t):
    "PCSO finds the paragraph that says PCSOs"
    with start(t).connect() as c:
        for query in ("PCSO", "pcso", "PCSOs", "pcsos", '"PCSO"'):
            harness.equal(ids(c.ask("SEARCH : " + query)),
                          ["police-and-crime-plan-2014-15#p4"], query)


def test_resolutions(t):
    "kind:resolution plan finds both resolutions"
    with start(t).connect() as c:
        for query in ("SEARCH : kind:resolution plan",
                      "SEARCH kind=resolution : plan"):
            harness.equal(sorted(ids(c.ask(query))),
                          ["police-and-crime-plan-2014-15#r1",
                           "police-and-crime-plan-2016-17#r1"], query)


def test_facets(t):
    "the years are counted exactly, and as if no year had been chosen"
    want = [["2016", "1"], ["2014", "6"]]
    with start(t).connect() as c:
        harness.equal(years(c.ask("SEARCH : text:constable")), want)
        for query in ("SEARCH year=2014 : text:constable",
                      "SEARCH : text:constable year:2014"):
            reply = c.ask(query)
            harness.equal(reply.values["total"], "6", query)
            harness.equal(years(reply), want, query)
        harness.equal(years(c.ask("COUNT year=2014 : text:constable")), want)


def test_years_and_plans(t):
    "years of titles are found, years in bodies are not the paragraph's"
    with start(t).connect() as c:
        for query, total in (("year:2014", 12), ("year:2013", 0),
                             ("year:2014..2016", 24), ("plan:2014/15", 12),
                             ("plan:2016-17", 12), ("2014", 12),
                             ("2014-15", 12), ("2m", 0)):
            harness.equal(c.ask("COUNT match=all : " + query).values["total"],
                          str(total), query)


def test_numbers_in_text(t):
    "numbers in the text begin no paragraph, and are found as written"
    with start(t).connect() as c:
        for query, key in (('"section 4.3"', "16-17#p4"),
                           ("24 additional officers", "16-17#p9"),
                           ('"£2million"', "16-17#p8"),
                           ("million public order", "16-17#p8"),
                           ("100 hours", "14-15#p7"), ("100hours", "14-15#p7"),
                           ("commissioner's grants", "14-15#p9")):
            got = ids(c.ask("SEARCH match=all : " + query))
            harness.check("police-and-crime-plan-20" + key in got,
                          "%s finds %s" % (query, got))


harness.main(globals())
