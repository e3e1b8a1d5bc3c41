#!/usr/bin/env python3
"""doc/intranet.md says what is true: its examples, asked of the real daemon."""

import json
import os
import re
import urllib.error
import urllib.request
import xml.etree.ElementTree

import harness
from harness import SEARCHD, SOURCE, check, equal, run

with open(os.path.join(SOURCE, "doc", "intranet.md"), encoding="utf-8") as f:
    DOC = f.read()
ADDRESS = "http://127.0.0.1:7780"


def blocks():
    "The indented blocks, without their indent."
    for found in re.finditer(r"(?:^    .*\n)+", DOC, re.M):
        yield re.sub(r"^    ", "", found.group(), flags=re.M)


def serve(t):
    index = t.path("index")
    harness.run_indexer(index, [os.path.join(SOURCE, "corpora", "minutes")])
    daemon = t.start_searchd(index, options=["--http", "127.0.0.1:0"])
    return "http://" + daemon.https[0]


def get(url):
    try:
        with urllib.request.urlopen(url, timeout=harness.DEADLINE) as reply:
            return reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()


def test_each_call_gets_the_answer_shown(t):
    "each curl in the document gets what stands under it"
    base, n = serve(t), 0
    for block in blocks():
        call, _, shown = block.partition("\n")
        path = re.fullmatch(r"\$ curl '%s(.*)'" % re.escape(ADDRESS), call)
        if not path:
            continue
        got = get(base + path.group(1))
        if path.group(1).startswith("/feed.atom"):
            xml.etree.ElementTree.fromstring(got)
            continue
        want, got = json.loads(shown), json.loads(got)
        if "ms" in want:
            want["ms"] = got["ms"] = 0
        equal(got, want, call)
        n += 1
    check(n >= 2, "the document has no examples")


def test_the_settings_shown_are_right(t):
    "the settings in the document pass --check-config"
    shown = [block for block in blocks() if block.startswith("[web]")]
    check(shown, "the document has no settings")
    for text in shown:
        run([SEARCHD, "--check-config", "--config",
             t.write("searchd.conf", text), "--index", "i"])


def test_the_form_asks_where_search_answers(t):
    "the form to paste names a path and a parameter that find something"
    form = next(block for block in blocks() if block.startswith("<form"))
    check('action="https://intranet.example/minutes/search"' in form, form)
    check('name="q"' in form, form)
    check("found" in get(serve(t) + "/search?q=police"), "nothing is found")


def test_every_parameter_named_is_taken(t):
    "the parameters in the table are taken by /api/search, others refused"
    base = serve(t)
    values = {"q": "police", "year": "2014", "kind": "minute", "from": "0",
              "limit": "1", "sort": "newest", "match": "all", "committee": "x",
              "plan": "2014/15", "document": "x", "snippets": "1",
              "facets": "none", "group": "document", "decision": "yes",
              "expand": "no"}
    table = DOC[DOC.index("| parameter |"):].split("\n\n")[0]
    named = [name for row in re.findall(r"^\| (`.*?) \|", table, re.M)
             for name in re.findall(r"`([a-z]+)`", row)] + ["snippets", "facets"]
    equal(sorted(named), sorted(values), "parameters")
    for name in named:
        more = "" if name == "q" else "&%s=%s" % (name, values[name])
        got = json.loads(get(base + "/api/search?q=police" + more))
        check("error" not in got, "%s: %s" % (name, got))
    check("error" in json.loads(get(base + "/api/search?q=a&colour=red")),
          "an unknown parameter is taken")


harness.main(globals())
