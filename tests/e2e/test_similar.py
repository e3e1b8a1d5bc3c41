"""SIMILAR: paragraphs like one that is named."""

import json

import harness
import web
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


def test_searchctl(t):
    "searchctl --similar prints them, with the options of a search"
    daemon = t.start_searchd(t.make_index(CORPUS))

    def ctl(*words, status=0):
        return harness.run_searchctl(list(words), daemon.address, status)
    out = ctl("--similar", "a#p1").stdout
    check(out.index("b#p1") < out.index("3 paragraphs"), out)
    check("a#p1" not in out, out)
    got = json.loads(ctl("--json", "--limit", "1", "--similar=a#p1",
                         "--committee", "rivers panel").stdout)
    equal([h["id"] for h in got["hits"]], ["b#p1"])
    equal(got["total"], 2)
    none = ctl("--similar", "a#p3", status=1).stdout
    check("no other paragraph" in none, none)
    for wrong in (["--similar", "a#p9"], ["--similar", ""], ["--similar"],
                  ["--similar", "a#p1", "otter"],
                  ["--similar", "a#p1", "--status"],
                  ["--explain", "--similar", "a#p1"],
                  ["--similar", "a#p1", "--sort", "newest"],
                  ["--similar", b"\xff"]):
        failed = ctl(*wrong, status=2)
        equal((failed.stdout, failed.stderr[:10]), ("", "searchctl:"), wrong)
    check("a#p9" in ctl("--similar", "a#p9", status=2).stderr, "no id")


def test_api(t):
    "/api/similar is what searchctl --json prints; its errors are JSON"
    daemon = web.box(t, documents=CORPUS)
    for options, flags in (("", []), ("&limit=1&from=1", ["--limit", "1",
                                                        "--from", "1"]),
                           ("&year=2014", ["--year", "2014"])):
        got = json.loads(web.page(
            daemon, "/api/similar?id=a%23p1" + options).text)
        want = json.loads(harness.run_searchctl(
            ["--json", *flags, "--similar", "a#p1"], daemon.address,
            status=None).stdout)
        del got["ms"], want["ms"]
        equal(got, want, options)
    got = json.loads(web.page(
        daemon, "/api/similar?id=a%23p1&facets=year&snippets=0").text)
    equal(got["facets"]["year"], [{"value": "2016", "count": 3}])
    equal(got["hits"][0]["snippets"], [])
    for target, status, code in (
            ("?id=a%23p9", 404, "NOTFOUND"), ("?id=a", 404, "NOTFOUND"),
            ("", 400, "OPTION"), ("?id=", 400, "OPTION"),
            ("?id=a%23p1&q=otter", 400, "OPTION"),
            ("?id=a%23p1&sort=newest", 400, "OPTION"),
            ("?id=a%23p1&id=a%23p1", 400, "OPTION"),
            ("?id=a%23p1&limit=101", 400, "OPTION"),
            ("?id=a%23p1&limit=1&from=1000", 400, "OPTION")):
        got = web.page(daemon, "/api/similar" + target, status)
        equal(got.headers["content-type"], "application/json; charset=utf-8")
        equal(json.loads(got.text)["error"]["code"], code, target)


def test_page(t):
    "a document leads to the page of what is like a paragraph of it"
    daemon = web.box(t, documents=CORPUS)
    links = [a for a in web.Page(web.page(daemon, "/d/a").text).addresses()
             if a.startswith("/similar?")]
    equal(links, ["/similar?id=a%23p" + n for n in "123"])
    got = web.page(daemon, links[0])
    for part in ("3 similar paragraphs</h1>", 'href="/d/b#p1"',
                 'Like <a href="/d/a#p1">', "The otter survey of the river",
                 "telling words: "):
        check(part in got.text, "no %s in %s" % (part, got.text))
    # Every link of it stays with it, or leads somewhere.
    for address in web.Page(got.text).addresses():
        if address.startswith("/") and address != "/similar":  # a form's
            equal(web.get(daemon, address.split("#")[0]).status, 200,
                  address)
    narrowed = web.page(daemon, links[0] + "&year=2016&limit=1").text
    check("Like <a" in narrowed and "from=1&amp;limit=1" in narrowed, narrowed)
    check("Nothing similar" in web.page(daemon, links[2]).text, "a#p3")
    check("Search without the filters" in web.page(
        daemon, links[0] + "&year=2014").text, "no way out")
    for target, status in (("?id=a%23p9", 404), ("?id=%E2%80%AEa%23p1", 404),
                           ("", 400), ("?id=", 400), ("?id=a%23p1&year=x", 400),
                           ("?id=a%23p1&from=1001", 400)):
        got = web.page(daemon, "/similar" + target, status)
        check('name="q" value=""' in got.text, "no box: " + target)


def test_page_is_kept(t):
    "what a browser has of it is not sent again until the index changes"
    index = t.make_index(CORPUS)
    daemon = t.start_searchd(index, options=["--http", "127.0.0.1:0"])
    targets = ["/similar?id=a%23p1", "/api/similar?id=a%23p1"]
    tags = [web.page(daemon, target).headers["etag"] for target in targets]
    for target, tag in zip(targets, tags):
        got = web.get(daemon, target, headers={"If-None-Match": tag})
        equal((got.status, got.body), (304, b""), target)
    t.write_corpus({"d": ["An otter."]}, "index-source")
    harness.run_indexer(index)
    daemon.reload()
    for target, tag in zip(targets, tags):
        got = web.page(daemon, target, headers={"If-None-Match": tag})
        check(got.headers["etag"] != tag, target)
        check("d#p1" in got.text, got.text)


harness.main(globals())
