"""What a search promises beyond finding: order, pages, counts, what happens
when nothing has all the words."""

import harness
from harness import equal, minutes


def item(date, paragraphs, title="Item", committee="Roads Panel"):
    return minutes(title, paragraphs, date=date, committee=committee)


# Paragraphs alike but for their dates and ids: only ties decide.
ALIKE = {
    "b-2014": item("2014-02-06", ["The bridge is old."]),
    "a-2014": item("2014-02-06", ["The bridge is old."]),
    "c-2016": item("2016-05-01", ["The bridge is old."]),
    "d-none": minutes("Item", ["The bridge is old."], committee="Roads Panel"),
    "e-2012": item("2012-01-01", ["The bridge is old."],
                   committee="Rivers Panel"),
}


def ids(reply):
    harness.check(reply.ok, reply.end)
    return [hit[2].partition("#")[0] for hit in reply.of("HIT")]


def facet(reply, name):
    return [f[1:] for f in reply.of("FACET") if f[0] == name]


def test_ties(t):
    "equal scores: newest first, then by id"
    with t.start_searchd(t.make_index(ALIKE)).connect() as c:
        newest = ["c-2016", "a-2014", "b-2014", "e-2012", "d-none"]
        reply = c.ask("SEARCH : bridge")
        equal(ids(reply), newest)
        equal(len({hit[1] for hit in reply.of("HIT")}), 1, "scores")
        equal(ids(c.ask("SEARCH sort=newest : bridge")), newest)
        equal(ids(c.ask("SEARCH sort=oldest : bridge")),
              ["e-2012", "a-2014", "b-2014", "c-2016", "d-none"])
        equal(ids(c.ask("SEARCH sort=document : bridge")),
              ["a-2014", "b-2014", "c-2016", "d-none", "e-2012"])


def test_pages(t):
    "pages show every hit once, in one order, whatever their size"
    corpus = {"d%03d" % n: item("20%02d-01-01" % (n % 20 + 1),
                                ["Word %s." % ("flood " * (n % 5 + 1))])
              for n in range(120)}
    with t.start_searchd(t.make_index(corpus)).connect() as c:
        for sort in ("relevance", "newest", "oldest", "document"):
            whole = ids(c.ask("SEARCH limit=100 sort=%s : flood" % sort))
            whole += ids(c.ask("SEARCH limit=100 from=100 sort=%s : flood"
                               % sort))
            equal(len(set(whole)), 120, sort)
            for size in (1, 7, 50):
                parts = []
                for start in range(0, 120, size):
                    reply = c.ask("SEARCH limit=%d from=%d sort=%s : flood"
                                  % (size, start, sort))
                    equal(reply.values["total"], "120")
                    equal([int(h[0]) for h in reply.of("HIT")],
                          list(range(start + 1,
                                     min(start + size, 120) + 1)))
                    parts += ids(reply)
                equal(parts, whole, "%s by %d" % (sort, size))
        equal(ids(c.ask("SEARCH from=500 : flood")), [])
        equal(c.ask("SEARCH from=950 limit=51 : flood").word, "OPTION")


def test_groups(t):
    "group=document shows the best paragraph of each document, and the rest's number"
    corpus = {
        "a": item("2014-01-01", ["The ford.", "A ford, the ford: ford.",
                                 "Nothing.", "Ford."]),
        "b": item("2015-01-01", ["The weir.", "The ford is by the weir."]),
        "c": item("2016-01-01", ["Nothing of the kind was said."]),
        "d": item("2013-01-01", ["Of a ford.", "Of the ford."]),
    }
    with t.start_searchd(t.make_index(corpus)).connect() as c:
        def ask(options):
            reply = c.ask("SEARCH group=document %s : ford" % options)
            harness.check(reply.ok, reply.end)
            equal((reply.values["total"], reply.values["groups"]), ("6", "3"))
            return [(hit[2], hit[12]) for hit in reply.of("HIT")]
        by_weight = [("a#p2", "2"), ("d#p1", "1"), ("b#p2", "0")]
        equal(ask(""), by_weight)
        equal(ask("limit=1") + ask("limit=2 from=1"), by_weight, "pages")
        equal(ask("limit=0"), [])
        equal(ask("sort=newest"), [by_weight[i] for i in (2, 0, 1)])
        equal(ask("sort=document"), [by_weight[i] for i in (0, 2, 1)])
        reply = c.ask("SEARCH group=document : ford year:2014")
        equal(facet(reply, "year"), [["2015", "1"], ["2014", "3"],
                                     ["2013", "2"]])
        equal(reply.values["groups"], "1")
        reply = c.ask("SEARCH group=none : ford")
        equal(len(ids(reply)), 6)
        harness.check("groups" not in reply.values, reply.end)
        equal(c.ask("SEARCH group=year : ford").word, "OPTION")


def test_decisions(t):
    "decision=yes tells what the documents of the hits resolved"
    long = "RESOLVED: That " + "the ford be mended " * 60 + "at last."
    corpus = {
        "a": item("2014-01-01", ["The ford.", "RESOLVED: That it be mended.",
                                 "Of the ford again.",
                                 "RESOLVED: That it be forgotten."]),
        "b": item("2015-01-01", ["The ford."]),
        "c": item("2016-01-01", ["The ford.", long]),
        "d": item("2017-01-01", ["The ford."] + [
            "RESOLVED: That it be number %d." % n for n in range(12)]),
    }
    with t.start_searchd(t.make_index(corpus)).connect() as c:
        def ask(options):
            reply = c.ask("SEARCH decision=yes limit=100 %s : ford" % options)
            harness.check(reply.ok, reply.end)
            ranks = {hit[2]: hit[0] for hit in reply.of("HIT")}
            return {unit: [f[1:] for f in reply.of("DECISION")
                           if f[0] == rank] for unit, rank in ranks.items()}
        of = ask("document=a")
        both = [["a#r1", "resolution", "", "RESOLVED: That it be mended."],
                ["a#r2", "resolution", "", "RESOLVED: That it be forgotten."]]
        equal(of, {"a#p1": both, "a#p2": both})
        equal(ask("document=b"), {"b#p1": []})
        of = ask("document=c")
        equal(of["c#r1"], [], "a resolution's own")
        text = of["c#p1"][0][3]
        harness.check(len(text) < 610, text)
        equal(text, long[:len(text) - 1] + "\u2026", "what was cut")
        equal(long[len(text) - 1], " ", "where it was cut")
        equal([f[0] for f in ask("document=d")["d#p1"]],
              ["d#r%d" % n for n in range(1, 9)], "those that follow")
        equal(c.ask("SEARCH : ford").of("DECISION"), [])
        equal(c.ask("SEARCH decision=maybe : ford").word, "OPTION")


def test_facets(t):
    "each facet ignores its own filter, keeps the others, and sums up"
    with t.start_searchd(t.make_index(ALIKE)).connect() as c:
        reply = c.ask("SEARCH facets=year,committee,kind,plan : bridge")
        equal(facet(reply, "year"), [["2016", "1"], ["2014", "2"],
                                     ["2012", "1"], ["", "1"]])
        equal(facet(reply, "committee"), [["Rivers Panel", "1"],
                                          ["Roads Panel", "4"]])
        equal(facet(reply, "kind"), [["minute", "5"]])
        equal(facet(reply, "plan"), [["", "5"]])
        reply = c.ask("SEARCH facets=year,committee committee=roads%20PANEL "
                      "year=2014..2016 : bridge")
        equal(reply.values["total"], "3")
        equal(facet(reply, "year"), [["2016", "1"], ["2014", "2"], ["", "1"]])
        equal(facet(reply, "committee"), [["Roads Panel", "3"]])
        equal(c.ask("SEARCH facets=none : bridge").of("FACET"), [])
        reply = c.ask("SEARCH document=e-2012 : bridge")
        equal(ids(reply), ["e-2012"])


def test_committee_in_capitals(t):
    "a committee in a heading's capitals is the committee of the other pages"
    corpus = {"a": item("2014-01-01", ["The ford."], committee="ROADS PANEL"),
              "b": item("2015-01-01", ["The ford."], committee="Roads Panel"),
              "c": item("2016-01-01", ["The ford."], committee="ROADS PANEL")}
    with t.start_searchd(t.make_index(corpus)).connect() as c:
        reply = c.ask("SEARCH facets=committee : ford")
        equal(facet(reply, "committee"), [["Roads Panel", "3"]])


def test_relaxed(t):
    "any word is enough only where nothing in the whole index has them all"
    corpus = dict(ALIKE, other=item("2020-01-01", ["The ford was closed."]))
    with t.start_searchd(t.make_index(corpus)).connect() as c:
        reply = c.ask("SEARCH : bridge ford")
        equal(reply.values["relaxed"], "1")
        equal(reply.values["total"], "6")
        harness.check(reply.of("NOTE"), "no note")
        equal(ids(reply)[0], "other")  # the rarer word weighs more
        reply = c.ask("SEARCH match=all : bridge ford")
        equal((reply.values["relaxed"], reply.values["total"]), ("0", "0"))
        reply = c.ask("SEARCH match=any : bridge ford")
        equal((reply.values["relaxed"], reply.values["total"]), ("0", "6"))
        reply = c.ask("SEARCH year=2020 : old bridge")
        equal((reply.values["relaxed"], reply.values["total"]), ("0", "0"))
        harness.check("5" in reply.of("NOTE")[0][0], str(reply.of("NOTE")))
        reply = c.ask("SEARCH : bridge ford -closed")
        equal(reply.values["total"], "5")
        reply = c.ask("SEARCH : nothingofthekind")
        equal((reply.values["relaxed"], reply.values["total"]), ("0", "0"))


def test_apart(t):
    "a phrase that nothing has stays one, but its words are counted"
    with t.start_searchd(t.make_index(ALIKE)).connect() as c:
        for query, note in (
                ('"old the bridge"', "next to each other; 5 have"),
                ('~"bridges old is"', "next to each other; 5 have"),
                ("bridges NEAR/1 old", "so near each other; 5 have"),
                ('text:"old bridge"', "next to each other; 5 have"),
                ('title:"old bridge"', None), ('"old nothing"', None)):
            reply = c.ask("SEARCH : " + query)
            equal((reply.values["relaxed"], reply.values["total"]),
                  ("0", "0"), query)
            notes = " ".join(n[0] for n in reply.of("NOTE"))
            harness.check(note in notes if note else
                          "each other" not in notes, query + ": " + notes)
        reply = c.ask('SEARCH match=all : "old bridge"')
        equal(reply.of("NOTE"), [])


def test_titles(t):
    "a bare word is found by the title, and text: by the text alone"
    corpus = {"x": item("2014-01-01", ["Nothing else."], title="Budget 2014")}
    with t.start_searchd(t.make_index(corpus)).connect() as c:
        for query, total in (("budgets", 1), ("text:budget", 0),
                             ("title:budget", 1), ('"budget 2014"', 1),
                             ('text:"budget 2014"', 0), ("title:nothing", 0),
                             ("budget nothing", 1)):
            equal(c.ask("COUNT match=all : " + query).values["total"],
                  str(total), query)


LANGUAGE = {
    "roads/2014/ford": item("2014-02-28", [
        "The police of the town closed the old ford.",
        "Constables, and a constabulary far away.",
        "RESOLVED: That the ford be closed."], committee="Roads Panel"),
    "roads/2015/weir": item("2015-03-01", ["Of the weir, and of police cars."],
                            committee="Roads and Rivers Panel"),
    "rivers/undated": minutes("Plan 2014", ["The weir, undated."],
                              committee="Rivers Panel"),
    "rivers/2014-03-15": item("2014-03-15", [
        "Constable constable."], committee="Rivers Panel"),
}


def test_language(t):
    "nearness, prefixes, stems and each field find what they say"
    table = (
        ("police NEAR/3 town", ["ford#p1"]),
        ("police NEAR/2 town", []),
        ("town NEAR/3 police", ["ford#p1"]),
        ("police NEAR closed", ["ford#p1"]),
        ('"constables" NEAR/3 constab*', ["ford#p2"]),
        ("constable NEAR/1 constable", ["2014-03-15#p1"]),
        ("constab* NEAR constab* NEAR constab*", []),
        ("constab*", ["ford#p2", "2014-03-15#p1"]),
        ("title:pla*", ["undated#p1"]),
        ('~"constable constables"', ["2014-03-15#p1"]),
        ('"constable constables"', []),
        ("date:2014-02", ["ford#p1", "ford#p2", "ford#r1"]),
        ("date:2014-02-28..2014-03-15 constable",
         ["2014-03-15#p1", "ford#p2"]),
        ("date:2014 weir", []),
        ("year:2014 weir", ["undated#p1"]),
        ("date:2014-03-02..2015-03", ["2014-03-15#p1", "weir#p1"]),
        ("date:..2014-02", ["ford#p1", "ford#p2", "ford#r1"]),
        ("committee:rivers weir", ["undated#p1", "weir#p1"]),
        ('committee:"roads panel" ford', ["ford#p1", "ford#r1"]),
        ("committee:river weir", []),
        ("source:ROADS", ["ford#p1", "ford#p2", "ford#r1", "weir#p1"]),
        ("source:roads/2015", ["weir#p1"]),
        ("source:roads/2014/ford.txt para:2", ["ford#p2"]),
        ("source:road", []),
        ("para:1 kind:minute -weir", ["ford#p1", "2014-03-15#p1"]),
        ("police -(date:2015 OR source:rivers)", ["ford#p1"]),
    )
    with t.start_searchd(t.make_index(LANGUAGE)).connect() as c:
        for query, want in table:
            reply = c.ask("SEARCH match=all limit=100 : " + query)
            harness.check(reply.ok, "%s: %s" % (query, reply.end))
            got = [hit[2].rpartition("/")[2] for hit in reply.of("HIT")]
            equal(sorted(got), sorted(want), query)


def test_own_facets(t):
    "a committee of the query is left out of the counts of committees"
    with t.start_searchd(t.make_index(LANGUAGE)).connect() as c:
        for request in ("SEARCH facets=committee : weir committee:roads",
                        "SEARCH facets=committee "
                        "committee=roads%20and%20rivers%20panel : weir"):
            reply = c.ask(request)
            equal(reply.values["total"], "1")
            equal(facet(reply, "committee"), [["Rivers Panel", "1"],
                                              ["Roads and Rivers Panel", "1"]])


def test_many_forms(t):
    "of more than 100 words that begin so the most frequent are looked for"
    corpus = {"d": item("2014-01-01", ["forms forma form%03d." % n
                                       for n in range(150)] +
                        ["many%04d %s" % (n, "many%04d" % (n - n % 10))
                         for n in range(1000)])}
    with t.start_searchd(t.make_index(corpus)).connect() as c:
        reply = c.ask("SEARCH facets=none : form*")
        equal(reply.values["total"], "150", "by the frequent ones")
        note, = reply.of("NOTE")
        harness.check("152" in note[0] and "100" in note[0], note[0])
        # The first 98 in the alphabet of those that are in one unit each.
        reply = c.ask("SEARCH limit=0 : form* -forma -forms")
        equal(reply.values["total"], "0")
        reply = c.ask("SEARCH limit=0 : form0*")
        equal((reply.values["total"], reply.of("NOTE")), ("100", []))
        # Of a thousand the hundred that are in ten units each.
        reply = c.ask("SEARCH limit=0 : many* -(%s)" % " OR ".join(
            "many%04d" % (10 * n) for n in range(99)))
        equal(reply.values["total"], "10")
        harness.check("1000" in reply.of("NOTE")[0][0], str(reply.of("NOTE")))
        text = "\n".join(f[0] for f in c.ask("EXPLAIN : form*").of("EXPLAIN"))
        harness.check("forms form*: 152 in the index, the 100 most" in text,
                      text)


def test_title_marks(t):
    "the words of a query are marked in the title, those of text: are not"
    corpus = {"x": item("2014-01-01", ["The plan."], title="Police Plan 2014")}
    with t.start_searchd(t.make_index(corpus)).connect() as c:
        for query, marks in (("title:police", "0+6"), ("plan", "7+4"),
                             ("text:plan", ""), ('"police plan"', "0+11"),
                             ("plan title:201*", "7+4,12+4")):
            hit, = c.ask("SEARCH : " + query).of("HIT")
            equal(hit[13], marks, query)


def test_filters_alone(t):
    "a filter alone finds what it says, newest first"
    with t.start_searchd(t.make_index(ALIKE)).connect() as c:
        equal(ids(c.ask("SEARCH : year:2014..2016")),
              ["c-2016", "a-2014", "b-2014"])
        equal(ids(c.ask("SEARCH year=2014 : ")), ["a-2014", "b-2014"])
        equal(ids(c.ask("SEARCH : kind:minute -year:2014")),
              ["c-2016", "e-2012", "d-none"])
        equal(c.ask("SEARCH : ").word, "SYNTAX")


def test_deadline(t):
    "a search that takes too long is ended and said to have"
    words = ["w%03d" % n for n in range(250)]
    corpus = {"d%02d" % n: item("2014-01-01", [" ".join(words)] * 40)
              for n in range(50)}
    index = t.make_index(corpus)
    daemon = t.start_searchd(index, options=["--timeout", "1"])
    with daemon.connect() as c:
        reply = c.ask("SEARCH : " + " OR ".join(words))
        equal(reply.word, "TIMEOUT")
        equal(c.ask("PING").end, "OK")


def test_explain(t):
    "EXPLAIN shows the tree, the words, their counts, and what came of them"
    with t.start_searchd(t.make_index(ALIKE)).connect_admin() as c:
        def explained(query):
            return "\n".join(
                f[0] for f in c.ask("EXPLAIN " + query).of("EXPLAIN"))
        query = (": the bridges nothingofthekind year:2014 "
                 "(old* OR the NEAR/2 bridge)")
        text = explained(query)
        for part in ("bridg: in 5 paragraphs", "nothingofthekind: in 0",
                     "filter year:2014", "found 2, by any of the words",
                     "dropped the: a stop word", "tree AND: all of",
                     "tree   word, by its stem: bridges",
                     "tree   OR: any of", "tree     words that begin so: old*",
                     "tree     words near each other: the NEAR/2 bridge",
                     "forms old*: 1 in the index: old",
                     "forms bridge: 1 in the index: bridge",
                     "missing nothingofthekind",
                     "match any of: at most 15 paragraphs\n"
                     "match   bridges: 5 paragraphs\n"
                     "match   nothingofthekind: 0 paragraphs\n",
                     "match   the NEAR/2 bridge: positions compared in at ",
                     "match then year:2014: its own facet is counted before",
                     "note nothing has all the words"):
            harness.check(part in text, "%s is not in\n%s" % (part, text))
        harness.check("terms " not in text, text)
        text = explained("match=all " + query)
        for part in ("match all of: at most 0 paragraphs\n"
                     "match   nothingofthekind: 0 paragraphs, leads\n"
                     "match   bridges: 5 paragraphs\n"
                     "match   any of:",
                     "match     the NEAR/2 bridge: positions compared in at "):
            harness.check(part in text, "%s is not in\n%s" % (part, text))
        text = explained("facets=none : bridge -old year:2014")
        for part in ("match all of: at most 5 paragraphs\n"
                     "match   all of: at most 5 paragraphs, leads\n"
                     "match     bridge: 5 paragraphs\n"
                     "match     none of old: ",
                     "match   year:2014: looked up for each paragraph"):
            harness.check(part in text, "%s is not in\n%s" % (part, text))
        text = explained("engine=xapian " + query)
        harness.check("terms Query(" in text and "\nmatch " not in text, text)


harness.main(globals())
