"""A document in context, over HTTP: what is marked, which part of a long one
is shown, and the way from hit to hit."""

import re
import urllib.request

import harness
from harness import equal, minutes


def get(daemon, path):
    with urllib.request.urlopen("http://%s%s" % (daemon.https[0], path),
                                timeout=harness.DEADLINE) as reply:
        return reply.read().decode()


def keys(page):
    return re.findall(r'id="([a-z]\d+)"', page)


def test_long_document(t):
    "a hit far down a long document is on the page that its link leads to"
    texts = ["Paragraph about the river."] * 2500
    texts[1700] = "The weir broke."
    corpus = {"long": minutes("Long", texts, date="2014-01-01")}
    daemon = t.start_searchd(t.make_index(corpus),
                             options=["--http", "127.0.0.1:0"])
    results = get(daemon, "/search?q=weir")
    link = re.search(r'href="(/d/long\?[^"]*)#(p\d+)"', results)
    equal(link.group(2), "p1701")
    page = get(daemon, link.group(1).replace("&amp;", "&"))
    shown = keys(page)
    harness.check("p1701" in shown and "p1001" in shown, str(shown[:3]))
    harness.check("<mark>weir</mark>" in page, "no mark")
    equal(keys(get(daemon, "/d/long"))[0], "p1")
    equal(keys(get(daemon, "/d/long?from=2000"))[0], "p2001")


def test_from_hit_to_hit(t):
    "previous and next lead through the results, whatever the document"
    corpus = {"d%d" % n: minutes("Item %d" % n, ["A weir."],
                                 date="201%d-01-01" % n) for n in range(3)}
    daemon = t.start_searchd(t.make_index(corpus),
                             options=["--http", "127.0.0.1:0"])
    path, seen = "/d/d2?q=weir&hit=1", []
    while path:
        page = get(daemon, path)
        seen.append(re.search(r"/d/(d\d)", path).group(1))
        onward = re.search(r'href="(/d/d\d\?[^"]*hit=%d)#p1"'
                           % (len(seen) + 1), page)
        path = onward.group(1).replace("&amp;", "&") if onward else None
    equal(seen, ["d2", "d1", "d0"])


harness.main(globals())
