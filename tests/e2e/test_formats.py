#!/usr/bin/env python3
"""The minutes of corpora/ as text, HTML, XML, PDF and JSONL: the same units,
the same answers. A PDF of 200 pages loses nothing."""

import json
import os
import re
import subprocess

import harness
import pdf
from harness import BUILD, INDEXER, Skip, check, equal, run

CORPORA = os.path.join(harness.SOURCE, "corpora")
PAGES = 200
KEYS = ("kind", "number", "text", "title", "date", "committee", "plan", "year")


def need_pdftotext():
    if not any(os.access(os.path.join(folder, "pdftotext"), os.X_OK)
               for folder in os.environ["PATH"].split(":")):
        raise Skip("pdftotext is not installed")


def texts():
    "(path relative to corpora/minutes without extension, text), sorted"
    top = os.path.join(CORPORA, "minutes")
    found = []
    for folder, _, names in os.walk(top):
        for name in names:
            if name.endswith(".txt"):
                path = os.path.join(folder, name)
                with open(path, "rb") as f:
                    data = f.read()
                try:
                    text = data.decode()
                except UnicodeDecodeError:
                    text = data.decode("cp1252")
                found.append((os.path.relpath(path, top)[:-4], text))
    check(len(found) > 20, "few minutes in corpora/")
    return sorted(found)


def all_units(files):
    "the units of (name, path), as tests/e2e/units prints them"
    lines = "".join("%s\t%s\n" % pair for pair in files)
    done = subprocess.run([os.path.join(BUILD, "tests/e2e/units")],
                          input=lines.encode(), stdout=subprocess.PIPE,
                          check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def units(t, files):
    "name -> the units of its file"
    found = {name: [] for name, _ in files}
    for unit in all_units(files):
        name = unit["document"]
        while name not in found:
            name = name.rpartition("/")[0]
        found[name].append(unit)
    return found


def shape(unit):
    "what is the same in every form: on paper all blanks are one"
    small = {key: unit[key] for key in KEYS}
    small["text"] = " ".join(unit["text"].split())
    small["title"] = " ".join(unit["title"].split())
    return small


def same(got, want, what):
    "as equal, but shows the first that differ"
    for i, pair in enumerate(zip(got, want)):
        equal(pair[0], pair[1], "%d of %s" % (i + 1, what))
    equal(len(got), len(want), "the number of %s" % what)


def can_print(text):
    "whether WinAnsiEncoding has the text, and it is no table"
    try:
        text.replace("\u00a0", " ").encode("cp1252")
    except UnicodeEncodeError:
        return False
    return not re.search(r"\||\t|^Minute No\.", text, re.M)


def paged(t, name, data):
    "what the indexer has pdftotext make of the PDF"
    done = subprocess.run(
        ["pdftotext", "-layout", "-enc", "UTF-8", "-eol", "unix", "-", "-"],
        input=data, stdout=subprocess.PIPE, check=True)
    return t.write(name + ".pages", done.stdout)


def test_pdf(t):
    "each of the minutes gives the same units on paper"
    need_pdftotext()
    originals, papers = [], []
    for name, text in texts():
        if not can_print(text):
            continue
        layout = pdf.Layout()
        pdf.flow(layout, text)
        originals.append((name, t.write("text/" + name + ".txt", text)))
        papers.append((name, paged(t, "paper/" + name, layout.finish())))
    want, got = units(t, originals), units(t, papers)
    check(len(want) > 20, "few minutes could be printed")
    for name, _ in originals:
        same([shape(u) for u in got[name]], [shape(u) for u in want[name]],
             "the units of " + name)


def test_long_pdf(t):
    "200 pages with a running head: every paragraph, and no furniture"
    need_pdftotext()
    layout = pdf.Layout("Otterford Town Council: book of minutes")
    found = units(t, [(name, os.path.join(CORPORA, "minutes", name + ".txt"))
                      for name, text in texts() if can_print(text)])
    want = []
    while len(layout.pages) < PAGES:
        for item in found.values():
            layout.paragraph("Agenda item")
            layout.paragraph("Item %d of the book" % len(want))
            layout.paragraph("Minutes:")
            for number, unit in enumerate(item, 1):
                text = re.sub(r"^\W*(RESOLVED|RECOMMENDED)\W*", "",
                              " ".join(unit["text"].split()))
                layout.paragraph(text, number="%d." % number)
                want.append(text)
    data = layout.finish()
    path = t.write("book/book.pdf", data)
    done = run([INDEXER, "--index", t.path("index"), os.path.dirname(path)])
    check(" 0.0 MB" not in done.stdout, done.stdout)
    pages = paged(t, "pages/book", data)
    got = [" ".join(u["text"].split())
           for u in units(t, [("book", pages)])["book"]]
    text = " ".join(got)
    check("book of minutes" not in text, "the running head is in the text")
    check(not re.search(r"Page \d+ of %d" % len(layout.pages), text),
          "a page number is in the text")
    missing = [w for w in want if w not in got]
    check(not missing, "%d of %d paragraphs are other ones: %r"
          % (len(missing), len(want), missing[:3]))


def test_jsonl(t):
    "the units as JSONL, a paragraph or a document a line, give the same units"
    paths = [(name, os.path.join(CORPORA, "minutes", name + ".txt"))
             for name, _ in texts()]
    want = [u for found in units(t, paths).values() for u in found]
    lines, documents = [], {}
    for unit in want:
        line = {key: unit[key] for key in
                ("id", "document", "text", "number", "kind", "title",
                 "committee", "date") if unit[key]}
        line["text"] = line["text"].replace("\u2028", "\n")
        lines.append(json.dumps(line))
        whole = documents.setdefault(unit["document"], {
            key: unit[key] for key in ("title", "committee", "date")})
        whole.setdefault("id", unit["document"])
        whole.setdefault("paragraphs", []).append(
            {key: line[key] for key in ("text", "number", "kind")
             if key in line})
    # The paragraphs of different documents among one another.
    order = sorted(range(len(lines)), key=lambda i: (i % 7, i))
    by_line = t.write("lines.jsonl", "\n".join(lines[i] for i in order))
    by_document = t.write("documents.jsonl", "".join(
        json.dumps(d) + "\n" for d in documents.values()))
    want_by = {}
    for unit in want:
        want_by.setdefault(unit["document"], []).append(shape(unit))
    for path in (by_line, by_document):
        done = subprocess.run([os.path.join(BUILD, "tests/e2e/units")],
                              input=("x\t%s\n" % path).encode(),
                              stdout=subprocess.PIPE, check=True)
        got = {}
        for line in done.stdout.splitlines():
            unit = json.loads(line)
            got.setdefault(unit["document"], []).append(shape(unit))
        equal(sorted(got), sorted(want_by), "the documents")
        for name, found in got.items():
            key = json.dumps if path is by_line else lambda _: 0
            same(sorted(found, key=key), sorted(want_by[name], key=key),
                 "the units of " + name)


def test_answers(t):
    "indexes of text, PDF and JSONL give the same answers"
    need_pdftotext()
    some = [(name, text) for name, text in texts() if can_print(text)]
    lines = []
    for name, text in some:
        layout = pdf.Layout()
        pdf.flow(layout, text)
        # A head stands on two pages, or nobody knows that it is one.
        layout.head = "Otterford papers" if len(layout.pages) > 1 else ""
        layout.foot = "%d of %d"
        source = t.write("text/" + name + ".txt", text)
        t.write("pdf/" + name + ".pdf", layout.finish())
        for unit in units(t, [(name, source)])[name]:
            lines.append(json.dumps({key: unit[key] for key in (
                "id", "document", "text", "number", "kind", "title",
                "committee", "date") if unit[key]}))
    t.write("jsonl/export.jsonl", "\n".join(lines))
    answers = {}
    for form in ("text", "pdf", "jsonl"):
        index = t.path("index-" + form)
        run([INDEXER, "--index", index, t.path(form)])
        daemon = t.start_searchd(index)
        with daemon.connect() as client:
            for query in ("constables", "resolved burglary", '"road safety"',
                          "kind:resolution report", "volunteers", "flood",
                          "year:2014 plan", "the clerk"):
                reply = client.ask("SEARCH limit=100 : " + query)
                check(reply.ok, "%s: %r" % (query, reply))
                answers.setdefault(query, {})[form] = sorted(
                    hit[2:6] for hit in reply.of("HIT"))
    for query, by_form in answers.items():
        check(by_form["text"] or query == "flood", "nothing for " + query)
        same(by_form["pdf"], by_form["text"], "PDF's answer to " + query)
        same(by_form["jsonl"], by_form["text"], "JSONL's answer to " + query)


def marked(fields):
    "a SNIP's text with its marks in it, all blanks one"
    rank, marks, text = fields[:3]
    data = text.encode()
    for mark in reversed([m for m in marks.split(",") if m]):
        at, length = (int(n) for n in mark.split("+"))
        data = (data[:at] + b"[" + data[at:at + length] + b"]"
                + data[at + length:])
    return [rank, " ".join(data.decode().split())]


def answer(reply, query):
    """all that a reply says but the ids, and the links, which text, HTML and
    XML know in different ways"""
    check(reply.ok, "%s: %r" % (query, reply))
    hits = [[" ".join(field.split()) for i, field in enumerate(hit)
             if i not in (2, 7, 11)] for hit in reply.of("HIT")]
    return (hits, reply.values["total"], reply.values["relaxed"],
            reply.of("FACET"), [marked(s) for s in reply.of("SNIP")])


# Every kind, bare words, phrases, fields, filters, what only titles say, what
# only some have, what none have.
QUERIES = ("engineer", "works", "the", '"third arch"', "arches loosened",
           "kind:resolution", "kind:decision sluice", "kind:note", "bats",
           "title:bridge report", "year:2018 lamps", "plan:2018/19",
           "lane -pram", "committee:works eel", "eel OR caf\u00e9",
           "drawings NEAR engineer", "repair*", "apologies", "re-letting",
           "\u00a346,500", "1.2 metres", "kind:resolution autumn", "zeppelin",
           "enginer", "document:otter-item lane")


def test_five_forms(t):
    """the same minutes as text, HTML, XML, PDF and JSONL, an index of each:
    the same units, and the same answers to the letter"""
    need_pdftotext()
    folder = os.path.join(CORPORA, "formats", "same")
    names = sorted({os.path.splitext(name)[0] for name in os.listdir(folder)
                    if name.endswith(".txt")})
    check(len(names) > 1, "few minutes in several forms")
    lines, papers = [], []
    for name in names:
        for form in ("txt", "html", "xml"):
            with open(os.path.join(folder, name + "." + form), "rb") as f:
                t.write("%s/%s.%s" % (form, name, form), f.read())
        with open(t.path("txt", name + ".txt"), encoding="utf-8") as f:
            layout = pdf.Layout()
            pdf.flow(layout, f.read())
        data = layout.finish()
        t.write("pdf/%s.pdf" % name, data)
        papers.append((name, paged(t, "paper/" + name, data)))
        for unit in units(t, [(name, t.path("txt", name + ".txt"))])[name]:
            lines.append(json.dumps({key: unit[key] for key in (
                "id", "document", "text", "number", "kind", "title",
                "committee", "date") if unit[key]}))
    exports = [("export", t.write("jsonl/export.jsonl", "\n".join(lines)))]
    found = {form: [shape(u) for group in units(t, files).values()
                    for u in group] for form, files in (
        [(form, [(name, t.path(form, "%s.%s" % (name, form)))
                 for name in names]) for form in ("txt", "html", "xml")]
        + [("pdf", papers)])}
    found["jsonl"] = [shape(u) for u in all_units(exports)]
    check(len(found["txt"]) > 15, "few units")
    for form, got in found.items():
        same(got, found["txt"], "the units as " + form)
    answers = {}
    for form in found:
        run([INDEXER, "--index", t.path("index-" + form), t.path(form)])
        with t.start_searchd(t.path("index-" + form)).connect() as client:
            answers[form] = [answer(client.ask(
                "SEARCH limit=100 snippets=2 facets=year,plan,committee,kind"
                " : " + query), query) for query in QUERIES]
    check(sum(bool(a[0]) for a in answers["txt"]) > len(QUERIES) - 4,
          "few queries have an answer")
    for form, got in answers.items():
        for query, one, want in zip(QUERIES, got, answers["txt"]):
            for what, x, y in zip(("hits", "total", "relaxed", "facets",
                                   "snippets"), one, want):
                equal(x, y, "%s's %s for %s" % (form, what, query))


if __name__ == "__main__":
    harness.main(globals(), [INDEXER])
