"""Hostile strings on their whole way: through documents that the real indexer
reads, and through addresses, into pages. A page has the same elements and
attributes as one about harmless words."""

import json
import os
import re
import urllib.parse
import xml.etree.ElementTree as ET

import harness
import web
from harness import check, equal
from web import get

HARMLESS = "harmless"


def strings():
    """Those of the unit tests: C literals, as bytes."""
    path = os.path.join(harness.SOURCE, "tests", "unit", "xss.h")
    with open(path, encoding="utf-8") as f:
        text = f.read().split("xss_strings[] = {")[1].split("};")[0]
    found = []
    for entry in re.findall(r'((?:"(?:[^"\\]|\\.)*"\s*)+),', text):
        literal = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', entry))
        found.append(literal.encode("latin-1").decode("unicode_escape")
                     .encode("latin-1"))
    check(len(found) >= 50, "%d strings" % len(found))
    return found


def document(s):
    """Minutes that hold s wherever a file can, but for controls, which make
    it no text."""
    line = re.sub(rb"[\r\n\x01\x7f]", b" ", s)
    return (b"Title: Title %s\nDate: 2014-02-06\nCommittee: Committee %s\n"
            b"URL: https://council.example/%s\n\nMinutes:\n\n"
            b"1.     Before clerk %s after.\n\n"
            b"RESOLVED that the clerk %s be noted.\n"
            % (line, line, line, line, line))


def corpus(t, texts, name):
    for n, s in enumerate(texts):
        # What a name may not hold, the indexer would pass over.
        file = re.sub("[/#\0-\x1f\x7f-\x9f\u202a-\u202e]", "_",
                      s.decode(errors="replace"))
        t.write("%s/%02d %s.txt" % (name, n, file[:60]), document(s))
    index = t.path(name + "-index")
    harness.run_indexer(index, [t.path(name)])
    return t.start_searchd(index, options=["--http", "127.0.0.1:0"])


def shape(text):
    """What a page is made of: each kind of element with its attributes."""
    return {(tag, tuple(names)) for tag, names in web.Page(text).shape()}


def check_page(got, allowed, what):
    extra = shape(got.text) - allowed
    check(not extra, "%s: %r" % (what, extra))
    for address in web.Page(got.text).addresses():
        check(re.match(r"/(?![/\\])|#|\?|https://council\.example/", address),
              "%s links to %s" % (what, address))


def test_documents(t):
    "strings in titles, paths, committees, paragraphs and addresses stay text"
    plain = corpus(t, [HARMLESS.encode()] * 50, "plain")
    hostile = corpus(t, strings(), "hostile")
    allowed = set()
    for target in ("/search?q=clerk", "/search?q=clerk&from=10",
                   "/search?q=clerk&from=100", "/search?q=clerk&year=2014"):
        allowed |= shape(get(plain, target).text)
    seen = set()
    for start in range(0, 100, 10):
        target = "/search?q=clerk&from=%d" % start
        got = get(hostile, target)
        equal(got.status, 200, target)
        check_page(got, allowed, target)
        seen |= {a.split("#")[0] for a in web.Page(got.text).addresses()
                 if a.startswith("/d/")}
    check(len(seen) >= 50, "%d documents" % len(seen))
    first = [a for a in web.Page(get(plain, "/search?q=clerk").text)
             .addresses() if a.startswith("/d/")]
    allowed = set()
    for target in first[:6]:
        allowed |= shape(get(plain, target.split("#")[0]).text)
    for target in sorted(seen):
        got = get(hostile, target)
        equal(got.status, 200, target)
        check_page(got, allowed, target)


def test_feed_and_api(t):
    "the same strings leave the feed and the JSON well-formed"
    daemon = corpus(t, strings(), "hostile")
    feed = ET.fromstring(get(daemon, "/feed.atom?q=clerk").text)
    names = {e.tag.rpartition("}")[2] for e in feed.iter()}
    check(names <= {"feed", "id", "title", "updated", "link", "entry",
                    "summary", "content", "author", "name", "category",
                    "subtitle", "generator", "published", "icon", "rights"},
          repr(names))
    got = get(daemon, "/api/search?q=clerk&limit=100")
    equal(len(json.loads(got.text)["hits"]), 100)


def test_queries(t):
    "strings in every part of an address stay text"
    daemon = web.box(t)
    base = ["/search?q=", "/search?q=clerk&committee=", "/search?q=clerk&kind=",
            "/search?q=clerk&year=", "/search?q=clerk&sort=",
            "/search?q=clerk&document=", "/search?q=clerk&plan=",
            "/d/police/plan?q=", "/search?q=clerk+", "/search?q=(", "/d/",
            "/help?q=", "/?q="]
    allowed = set()
    for prefix in base:
        for value in (HARMLESS, "clerk", "zzz", '"' + HARMLESS, "2014",
                      "a+b", ""):
            allowed |= shape(get(daemon, prefix + value).text)
    for target in ("/search?q=clerk&year=2014", "/search?q=clerk+harmless",
                   "/search?q=clerk&kind=minute", "/search?q=zzz&year=1999",
                   "/search?q=clerk&committee=schools+forum",
                   "/search?q=clerk+zzz", "/search?q=%22clerk+zzz%22+OR+clerk"):
        allowed |= shape(get(daemon, target).text)
    for s in strings():
        for prefix in base:
            target = prefix + urllib.parse.quote(s)
            check_page(get(daemon, target), allowed, target)
            error = get(daemon, "/api/search?q=" + urllib.parse.quote(s))
            json.loads(error.text)


def test_headers(t):
    "nothing of a request gets into a header or a line of its own"
    daemon = web.box(t)
    for s in (b"%0d%0aSet-Cookie:%20a=b", b"%0aX:%20y", b"%00", b"a%0d"):
        for path in (b"/search?q=" + s, b"/d/" + s, b"/" + s,
                     b"/api/search?q=" + s):
            reply = web.raw(daemon, b"GET " + path + b" HTTP/1.1\r\nHost: "
                            b"localhost\r\nConnection: close\r\n\r\n")
            names = [line.split(b":")[0].lower() for line in
                     reply.split(b"\r\n\r\n")[0].split(b"\r\n")[1:]]
            check(b"set-cookie" not in names and b"x" not in names,
                  repr(names))


if __name__ == "__main__":
    harness.main(globals())
