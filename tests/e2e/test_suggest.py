"""SUGGEST: completions of the word or the title that is being typed."""

import urllib.request

import harness
from harness import check, equal, minutes

CORPUS = {
    "roads": minutes("Potholes in Mill Road", [
        "The potholes were repaired.", "A pothole was reported.",
        "The portfolio holder spoke.", "The CSE team."], date="2018-05-10"),
    "police": minutes("Special Constabulary", [
        "The special constables were thanked, and child sexual exploitation "
        "(CSE) was discussed.",
        "The constable and the special constables left."],
        date="2014-02-06"),
    "police-2": minutes("SPECIAL CONSTABULARY", ["The specialist spoke."],
                        date="2016-02-06"),
    "budget": minutes("Budget 2014/15", ["The budget caf\u00e9.",
                                           "Option Z: z, z and Zone z."]),
}


def words(reply):
    check(reply.ok, reply.end)
    return [(text, int(count)) for text, count in reply.of("WORD")]


def titles(reply):
    check(reply.ok, reply.end)
    return [(title, int(count), document)
            for title, count, document in reply.of("TITLE")]


def test_words(t):
    "a word's beginning is completed, the most frequent first, once a stem"
    with t.start_searchd(t.make_index(CORPUS)).connect() as c:
        reply = c.ask("SUGGEST : pot")
        equal(words(reply), [("pothole", 4)])
        equal(reply.number("hits"), 2)
        equal([w for w, _ in words(c.ask("SUGGEST : spec"))],
              ["special", "specialist"])
        equal(words(c.ask("SUGGEST : Mill Road po")),
              [("Mill Road pothole", 4), ("Mill Road portfolio", 1)])
        equal(words(c.ask("SUGGEST : title:constab"))[0][0],
              "title:constabulary")
        equal(words(c.ask('SUGGEST : "special consta'))[0][0],
              '"special constabulary')
        equal(words(c.ask("SUGGEST : cs"))[0][0], "CSE")
        for text, count in words(c.ask("SUGGEST limit=20 : c")):
            equal(c.ask("COUNT expand=no : " + text).number("total"), count,
                  text)


def test_titles(t):
    "a title's beginning is completed, the largest first, once in all"
    with t.start_searchd(t.make_index(CORPUS)).connect() as c:
        special = [("Special Constabulary", 3, "police-2")]
        for text in ("s", "Special", "special ", "SPECIAL con",
                     "special  constabulary", "\u201cspecial const"):
            equal(titles(c.ask("SUGGEST : " + text)), special, text)
        equal(titles(c.ask("SUGGEST : budget 2014")),
              [("Budget 2014/15", 2, "budget")])
        for text in ("special x", "constabulary", "pecial", "specials "):
            equal(titles(c.ask("SUGGEST : " + text)), [], text)


def test_nothing(t):
    "what has nothing to complete is answered by nothing"
    with t.start_searchd(t.make_index(CORPUS)).connect() as c:
        for text in ("", " ", "the", "zzz", "pot ", "pot*", "pot)", "AND ",
                     "\U0001f600", "\u202e", "---", "'"):
            reply = c.ask("SUGGEST : " + text)
            check(reply.ok, reply.end)
            equal(words(reply), [], repr(text))
        for text in ("year:20", "Mill -year:20", "(YEAR:2014..20",
                     "committee:pot", "source:pot", "para:po",
                     'committee:"mill pot'):
            equal(words(c.ask("SUGGEST : " + text)), [], text)
        for text in ("year:2014 pot", 'committee:"mill" pot', "years:pot",
                     "text:pot", ":pot", "title:(mill OR pot"):
            check(words(c.ask("SUGGEST : " + text)), text)
        equal(c.ask("SUGGEST limit=0 : pot").end.split(" gen=")[0],
              "OK hits=0")
        equal([w for w, _ in words(c.ask("SUGGEST : th"))], ["thanked"])
        equal([w for w, _ in words(c.ask("SUGGEST : z"))], ["zone"])


def test_limits(t):
    "limits are kept, and wrong requests are told"
    many = {"d%d" % n: minutes("Title %d" % n, ["word%s" % chr(97 + n)])
            for n in range(26)}
    with t.start_searchd(t.make_index(many)).connect() as c:
        for limit in (0, 1, 5, 20):
            reply = c.ask("SUGGEST limit=%d : wo" % limit)
            equal(len(words(reply)), limit)
            reply = c.ask("SUGGEST limit=%d : tit" % limit)
            equal(len(titles(reply)), limit)
        equal(len(words(c.ask("SUGGEST : w"))), 5)
        for request in ("SUGGEST limit=21 : a", "SUGGEST limit=-1 : a",
                        "SUGGEST year=2014 : a"):
            equal(c.ask(request).word, "OPTION", request)
        equal(c.ask("SUGGEST").word, "REQUEST")
        equal(c.ask("SUGGEST : po\x01t").word, "REQUEST")
        c.send(b"SUGGEST : \xff\xfe\n")
        equal(c.read_reply().word, "REQUEST")


def test_hostile(t):
    "long and odd texts are answered as any"
    with t.start_searchd(t.make_index(CORPUS)).connect() as c:
        for text in ("p" * 3900, "pot " * 900 + "pot", "\u00e9" * 1900,
                     "e\u0301" * 1000, "a-" * 1900, "'" * 3900, "(" * 3900,
                     "9" * 3900, "\u05d0" * 1900):
            reply = c.ask("SUGGEST limit=20 : " + text)
            check(reply.ok, reply.end)
        equal(words(c.ask("SUGGEST : a : po"))[0][0], "a : pothole")
        equal(words(c.ask("SUGGEST : CAF\u00c9")), [("caf\u00e9", 1)])
        equal(words(c.ask("SUGGEST : caf"))[0][1], 1)


def test_latency(t):
    "suggestions do not count among the latencies of searches"
    daemon = t.start_searchd(t.make_index(CORPUS),
                             options=["--http", "127.0.0.1:0"])
    with daemon.connect() as c:
        check(c.ask("SUGGEST : pot").ok, "SUGGEST failed")
        for path in ("/api/suggest?q=pot", "/suggest?q=pot"):
            with urllib.request.urlopen("http://%s%s" % (daemon.https[0],
                                                         path)) as answer:
                check(b"pothole" in answer.read(), path)
        equal(daemon.stat("latency_p50_ms"), "0.000")
        equal(c.ask("SEARCH : potholes").ok, True)
        check(daemon.stat("latency_p50_ms") != "0.000", "no latency")


harness.main(globals())
