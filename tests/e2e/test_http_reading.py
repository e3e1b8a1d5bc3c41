#!/usr/bin/env python3
"""Reading in context by filters alone and by permanent links; and names that
are longer than anybody thought."""

import html
import re

import harness
import web
from harness import check, equal
from web import page


def long_minutes():
    """2,500 paragraphs; each hundredth has the word needle."""
    return harness.minutes("Long minutes", [
        "paragraph of %s" % ("a needle" if n % 100 == 0 else "hay")
        for n in range(1, 2501)], date="2016-05-01", committee="Big Panel")


def links(got, rel):
    return [html.unescape(href) for href in
            re.findall(r'href="([^"]*)" rel="%s"' % rel, got.text)]


def test_permanent_link_into_a_long_document(t):
    "the permanent link of a late paragraph opens the part that holds it"
    daemon = web.box(t, documents={"long": long_minutes()})
    got = page(daemon, "/d/long?q=needle&hit=25&sort=document")
    path = re.search(r"http://[^/]*(/d/long\S*)#p2500<", got.text).group(1)
    check('id="p2500"' in page(daemon, html.unescape(path)).text, path)


def test_walk_by_filters_alone(t):
    "results of a filter without words lead to each other"
    daemon = web.box(t)
    for search in ("committee=Schools+Forum", "q=clerk&document=police/plan"):
        total = len(re.findall(r'href="/d/',
                               page(daemon, "/search?" + search).text))
        target = re.search(r'href="(/d/[^"#]*)',
                           page(daemon, "/search?" + search).text).group(1)
        seen = []
        while target:
            seen.append(target)
            got = page(daemon, html.unescape(target).partition("#")[0])
            check("Result %d of %d" % (len(seen), total) in got.text, target)
            target = (links(got, "next") or [None])[0]
        equal(len(seen), total, search)
    check('class="unit hit"' not in
          page(daemon, "/d/schools/places?committee=Schools+Forum&hit=1").text,
          "a filter marks paragraphs")


def test_rank_without_a_search(t):
    "a rank that belongs to no search is passed over"
    daemon = web.box(t)
    got = page(daemon, "/d/schools/places?hit=3")
    check("School places" in got.text, "not the document")


def test_long_names(t):
    "ten results with very long titles and committees stay under 20 kB"
    title = "Report of the Director on the “quoted” & <angled> matter " * 8
    name = "Joint Overview & Scrutiny Sub-Committee for Safer Communities " * 2
    daemon = web.box(t, documents={
        "long/%d" % n: harness.minutes(
            title + str(n), ["The clerk told the court. " * 30],
            date="20%02d-03-01" % n, committee=name + str(n))
        for n in range(10, 26)})
    got = page(daemon, "/search?q=clerk+court")
    equal(got.text.count('href="/d/long/'), 10)
    check(len(got.text.encode()) < 20000, "%d bytes" % len(got.text.encode()))
    check(html.escape(title.strip()) in page(daemon, "/d/long/10").text,
          "the document's own page has not all of its title")


if __name__ == "__main__":
    harness.main(globals())
