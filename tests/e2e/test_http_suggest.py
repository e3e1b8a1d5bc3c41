"""Completions over HTTP: /api/suggest for the search box, /suggest for a
browser's own search field."""

import json
import urllib.parse

import harness
import web
from harness import check, equal
from web import get, page


def suggest(daemon, text):
    got = page(daemon, "/api/suggest?q=" + urllib.parse.quote(text))
    answer = json.loads(got.text)
    equal(sorted(answer), ["query", "suggestions"])
    equal(answer["query"], text)
    return answer["suggestions"]


def test_words(t):
    "the last word is completed, with how many paragraphs have it"
    daemon = web.box(t)
    found = suggest(daemon, "special con")
    equal(found, [{"kind": "word", "text": "special constables",
                   "query": "special constables", "count": 1,
                   "document": None}])
    equal([(s["text"], s["count"]) for s in suggest(daemon, "cler")],
          [("clerk", 4)])


def test_titles(t):
    "a title that begins so comes with a query that finds it"
    daemon = web.box(t)
    titles = [s for s in suggest(daemon, "draft pol") if s["kind"] == "title"]
    equal([(s["text"], s["document"]) for s in titles],
          [("Draft Police and Crime Plan 2014/15", "police/plan")])
    query = urllib.parse.quote(titles[0]["query"])
    search = json.loads(page(daemon, "/api/search?q=" + query).text)
    equal({h["document"] for h in search["hits"]}, {"police/plan"})
    equal(search["total"], titles[0]["count"])


def test_titles_that_are_odd(t):
    "long titles and those with quotes make queries that are understood"
    long = " ".join("in-depth%d" % i for i in range(30))
    titles = [long, 'Report "Ways & Means" (re-run)', "Zebra\u2014crossings"]
    daemon = web.box(t, documents={
        "d%d" % i: harness.minutes(title, ["Nothing else."])
        for i, title in enumerate(titles)})
    for start, title in zip(("in-depth0 i", "report ways", "zebra c"), titles):
        found = [s for s in suggest(daemon, start) if s["kind"] == "title"]
        equal([s["text"] for s in found], [title])
        query = urllib.parse.quote(found[0]["query"])
        search = json.loads(page(daemon, "/api/search?q=" + query).text)
        equal([h["title"] for h in search["hits"]], [title])


def test_opensearch(t):
    "/suggest is what OpenSearch Suggestions has"
    daemon = web.box(t)
    got = page(daemon, "/suggest?q=special+con")
    equal(got.headers["content-type"],
          "application/x-suggestions+json; charset=utf-8")
    equal(json.loads(got.text), ["special con", ["special constables"],
                                 [""]])
    equal(json.loads(page(daemon, "/suggest?q=cler").text),
          ["cler", ["clerk"], ["4 paragraphs"]])
    descriptor = page(daemon, "/opensearch.xml").text
    check('<Url type="application/x-suggestions+json" template='
          in descriptor and "/suggest?q={searchTerms}" in descriptor,
          descriptor)


def test_limit(t):
    "limit is how many words and how many titles there are, within bounds"
    daemon = web.box(t, documents={"d%d" % i: harness.minutes(
        "Plan %s" % word, ["The plan%s." % word]) for i, word in enumerate(
            chr(ord("a") + n) * 3 for n in range(25))})
    for path, count in (("/api/suggest", lambda found: len(
            found["suggestions"])), ("/suggest", lambda found: len(found[1]))):
        for limit, n in (("", 10), ("&limit=", 10), ("&limit=0", 0),
                         ("&limit=1", 2), ("&limit=7", 14),
                         ("&limit=20", 40)):
            got = json.loads(page(daemon, path + "?q=plan" + limit).text)
            equal(count(got), n, path + limit)
        for wrong in ("21", "-1", "many", "1e1", "0x1", "+1", "99999999999",
                      "%00"):
            got = page(daemon, path + "?q=plan&limit=" + wrong, 400)
            error = json.loads(got.text)["error"]
            equal(error["code"], "OPTION", wrong)
            check("limit" in error["message"], error["message"])


def test_hostile(t):
    "nothing typed, nonsense and too much are answered in order"
    daemon = web.box(t)
    for text in ("", " ", '"', "(((", "title:", "\u202e<script>", "*", "-"):
        suggest(daemon, text)
    equal(suggest(daemon, ""), [])
    equal(get(daemon, "/api/suggest?q=" + "a" * 4001).status, 400)
    equal(get(daemon, "/suggest?q=" + "a" * 4001).status, 400)
    got = get(daemon, "/api/suggest?q=%E2%80%AEx")
    check("\u202e" not in got.text, got.text)


harness.main(globals())
