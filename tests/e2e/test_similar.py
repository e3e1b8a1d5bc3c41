"""SIMILAR: paragraphs like one that is named."""

import harness
from harness import check, equal, minutes

CORPUS = {
    "a": minutes("Item", [
        "The otter survey of the river Marl found forty otters.",
        "The budget of the library was approved.",
        "Xylophone zither."], date="2014-02-06", committee="Rivers Panel"),
    "b": minutes("Item", [
        "A second otter survey found that the otters of the river had gone.",
        "The library opens on Sundays.",
        "Members asked about the survey."], date="2016-02-06",
        committee="Rivers Panel"),
    "c": minutes("Item", ["The river was high.", "Nothing else was said."],
                 date="2016-03-06"),
}


def ids(reply):
    check(reply.ok, reply.end)
    return [hit[2] for hit in reply.of("HIT")]


def test_similar(t):
    "the most alike come first, the paragraph itself never"
    with t.start_searchd(t.make_index(CORPUS)).connect() as c:
        reply = c.ask("SIMILAR : a#p1")
        equal(ids(reply)[0], "b#p1")
        equal(sorted(ids(reply)), ["b#p1", "b#p3", "c#p1"])
        equal(reply.number("total"), 3)
        query = reply.of("QUERY")[0][0]
        check(" OR " in query and "otter" in query, query)
        equal(reply.of("FACET"), [])
        check(reply.of("SNIP"), "no snippets")
        # What its QUERY says finds the same, and the paragraph itself.
        plain = c.ask("SEARCH limit=100 : " + query)
        equal(sorted(ids(plain)), sorted(ids(reply) + ["a#p1"]))


def test_options(t):
    "the options and counts of a search hold, without the paragraph"
    with t.start_searchd(t.make_index(CORPUS)).connect() as c:
        reply = c.ask("SIMILAR limit=1 from=1 facets=year : a#p1")
        equal((len(ids(reply)), reply.of("HIT")[0][0]), (1, "2"))
        equal(reply.of("FACET"), [["year", "2016", "3"]])
        equal(ids(c.ask("SIMILAR year=2014 : a#p1")), [])
        equal(sorted(ids(c.ask("SIMILAR committee=rivers%20panel : c#p1"))),
              ["a#p1", "b#p1"])
        reply = c.ask("SIMILAR group=document : a#p1")
        equal(sorted(ids(reply)), ["b#p1", "c#p1"])
        equal(reply.values["groups"], "2")
        equal(c.ask("SIMILAR match=any : a#p1").word, "OPTION")
        equal(c.ask("SIMILAR limit=101 : a#p1").word, "OPTION")
        equal(c.ask("SIMILAR limit=100 from=950 : a#p1").word, "OPTION")


def test_nothing(t):
    "a paragraph that nobody else says anything of is told; so is a wrong id"
    with t.start_searchd(t.make_index(CORPUS)).connect() as c:
        reply = c.ask("SIMILAR : a#p3")
        equal((ids(reply), reply.number("total")), ([], 0))
        check(reply.of("NOTE"), "no note")
        for wrong in ("a#p9", "a", "", "#", "a#p1 ", "x" * 4000, "\u202ea#p1"):
            reply = c.ask("SIMILAR : " + wrong)
            equal(reply.word, "NOTFOUND", wrong[:10])
        equal(c.ask("SIMILAR").word, "REQUEST")
        equal(c.ask("SIMILAR id=a%23p1").word, "OPTION")


def test_large(t):
    "a huge paragraph is looked at as far as is bounded"
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["w" + a + b + c for a in letters for b in letters
             for c in letters]
    corpus = dict(CORPUS, huge=[" ".join(words), " ".join(words[:50]),
                                "and" * 2000, "e" * 100000])
    with t.start_searchd(t.make_index(corpus), options=[
            "--timeout", "20000"]).connect() as c:
        reply = c.ask("SIMILAR : huge#p1")
        equal(ids(reply), ["huge#p2"])
        check(len(reply.of("QUERY")[0][0].split(" OR ")) <= 16, "many words")
        for other in ("huge#p3", "huge#p4"):
            check(c.ask("SIMILAR : " + other).ok, other)


harness.main(globals())
