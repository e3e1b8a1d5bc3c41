"""What is said of a search that finds nothing: which word the index does not
have, and what was perhaps meant, with what that finds."""

import time

import harness
from harness import check, equal, minutes

CORPUS = {
    "roads": minutes("Potholes in Mill Road", [
        "The potholes were repaired.", "Members asked about the potholes.",
        "The bridge is old."], date="2018-05-10"),
    "police": minutes("Special Constabulary", [
        "The special constables were thanked.",
        "The Committee noted the police report."], date="2014-02-06"),
}


def suggestion(reply):
    """(text, total), or None; it must find what it says."""
    check(reply.ok, reply.end)
    found = reply.of("SUGGESTION")
    return (found[0][0], int(found[0][1])) if found else None


def missing(reply):
    return [fields[0] for fields in reply.of("MISSING")]


def test_suggestion(t):
    "a search that finds nothing is told what finds something, and how much"
    with t.start_searchd(t.make_index(CORPUS)).connect() as c:
        for query, text, total in (
                ("poholes", "potholes", 3),
                ("Ptoholes", "potholes", 3),
                ("pot holes", "potholes", 3),
                ("pot-holes", "potholes", 3),
                ("comittee polcie", "committee police", 1),
                ("specialconstables", "special constables", 1),
                ('"special constabels"', '"special constables"', 1),
                ("title:poholes", "title:potholes", 3),
                ("poholes -bridge", "potholes -bridge", 2),
                ("poholes year:2018", "potholes year:2018", 3),
                ("brigde potholes", "bridge potholes", 1)):
            reply = c.ask("SEARCH : " + query)
            equal(suggestion(reply), (text, total), query)
            equal(c.ask("COUNT match=all : " + text).number("total"), total,
                  text)
            equal(suggestion(c.ask("COUNT : " + query)), (text, total), query)
            equal(suggestion(c.ask("SEARCH match=all : " + query)),
                  (text, total), query)


def test_likelier(t):
    "an edit goes before two common words, a frequent word before its slip"
    corpus = {"budget": minutes("Finance", ["The budget was set."] * 3 +
                                ["A bug was found in it."] * 4 +
                                ["Mr Osgodby et al. wrote."] * 4),
              "specials": minutes("Police", ["A special constable %d." % i
                                             for i in range(300)] +
                                  ["A specail case."])}
    with t.start_searchd(t.make_index(corpus)).connect() as c:
        for query, text, total in (
                ("buget", "budget", 3),
                ("specail constable", "special constable", 300),
                ("specail constabel", "special constable", 300)):
            equal(suggestion(c.ask("SEARCH : " + query)), (text, total), query)


def test_only_what_finds(t):
    "nothing is suggested that finds nothing, nor where something is found"
    with t.start_searchd(t.make_index(CORPUS)).connect() as c:
        for query in ("xylophone", "potholes", "poholes xylophone",
                      "poholes year:2014", '"special comittee"',
                      "-poholes bridge", "poholes OR bridge", "2019", "p",
                      "potholes police", "year:2014",
                      "text:constabulray"):
            equal(suggestion(c.ask("SEARCH : " + query)), None, query)
        for options in ("year=2014", "kind=decision", "document=police"):
            equal(suggestion(c.ask("SEARCH %s : poholes" % options)), None,
                  options)
        equal(suggestion(c.ask("SEARCH year=2018 : poholes")),
              ("potholes", 3))
        # The filter is what leaves nothing, so the words are not doubted.
        reply = c.ask("SEARCH year=2014 : bridge")
        equal(suggestion(reply), None)
        check("without them 1" in reply.of("NOTE")[0][0], repr(reply))


def test_relaxed(t):
    "a relaxed answer comes with the suggestion and the word that is missing"
    with t.start_searchd(t.make_index(CORPUS)).connect() as c:
        reply = c.ask("SEARCH : bridge poholes")
        equal(reply.values["relaxed"], "1")
        equal(suggestion(reply), ("bridge potholes", 1))
        equal(missing(reply), ["poholes"])


def test_prefixes(t):
    "a prefix that no word begins with is mended to one that finds something"
    with t.start_searchd(t.make_index(CORPUS)).connect() as c:
        for query, text in (("pothhol*", "pothol*"), ("Pothloe*", "pothole*"),
                            ("brigd* pothol*", "bridg* pothol*"),
                            ("text:pothhol*", "text:pothol*")):
            reply = c.ask("SEARCH match=all : " + query)
            got = suggestion(reply)
            equal(got and got[0], text, query)
            equal(c.ask("SEARCH limit=0 : " + text).number("total"), got[1])
        equal(missing(c.ask("SEARCH : pothhol*")), ["pothhol*"])
        for query in ("xylopho*", "potho*", "pothol* -brigd*", "2o1*"):
            equal(suggestion(c.ask("SEARCH match=all : " + query)), None, query)


def test_missing(t):
    "each word that the index does not have is named, once"
    with t.start_searchd(t.make_index(CORPUS)).connect() as c:
        for query, words in (
                ("bridge Xylophones xylophones", ["xylophones"]),
                ("bridge police", []),  # both are there, not together
                ("policing", []),
                ('"policing"', ["policing"]),
                ("text:xylophone title:zither", ["xylophone", "zither"]),
                ("bridge -xylophone", []),
                ("bridge OR xylophone", []),
                ("zither OR xylophone", ["zither", "xylophone"])):
            equal(missing(c.ask("SEARCH : " + query)), words, query)
        equal(missing(c.ask("SEARCH match=any : bridge xylophone")),
              ["xylophone"])
        equal(missing(c.ask("COUNT : bridge xylophone")), ["xylophone"])


def test_update(t):
    "suggestions are of the words that the index has now"
    source = t.write_corpus(CORPUS)
    index = t.path("index")
    harness.run_indexer(index, [source])
    daemon = t.start_searchd(index)
    equal(suggestion(daemon.ask("SEARCH : zithers")), None)
    t.write("minutes/zither.txt", minutes("Zither", ["A zither was played."]))
    harness.run_indexer(index)
    check(daemon.reload().ok, "RELOAD failed")
    equal(suggestion(daemon.ask("SEARCH : zihters")), ("zither", 1))


def hostile():
    """Queries that want much work done."""
    yield "e" * 3990
    yield " ".join("potholez%c%c" % (97 + n // 26, 97 + n % 26)
                   for n in range(256))
    yield " ".join(["poholes"] * 256)
    yield " ".join("poholes" + "abcdef"[n] for n in range(6))
    yield " OR ".join("polcie" + "abcdefghij"[n % 10] for n in range(256))
    yield '"' + " ".join(["comittee"] * 16) + '"'
    yield " ".join(["pot holes"] * 128)
    yield "\u00e9" * 1900
    yield "\u202epoholes\u202c"
    yield " ".join("ab" for _ in range(256))
    yield " ".join("a" * (n % 30 + 1) for n in range(200))
    yield "(" * 16 + "poholes" + ")" * 16
    yield "-".join(["poholes"] * 16)


def test_hostile(t):
    "no query takes longer for what might have been meant"
    letters = "abcdefghijklmnop"
    words = ["pothole" + a + b + c for a in letters for b in letters
             for c in letters]
    many = {"d%02d" % n: [" ".join(words[n * 64:n * 64 + 64])]
            for n in range(64)}
    daemon = t.start_searchd(t.make_index(dict(CORPUS, **many)),
                             options=["--timeout", "20000"])
    with daemon.connect() as c:
        began = time.monotonic()
        plain = c.ask("SEARCH : bridge police")
        check(plain.ok, plain.end)
        for query in hostile():
            reply = c.ask("SEARCH : " + query)
            check(reply.ok or reply.word in ("SYNTAX", "TOOLONG"),
                  "%r: %s" % (query[:40], reply.end))
        equal(c.ask("PING").end, "OK")
        check(time.monotonic() - began < harness.DEADLINE, "took too long")


harness.main(globals())
