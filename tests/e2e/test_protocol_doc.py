"""doc/protocol.md is the contract: its transcripts are replayed against a
daemon that serves corpora/, and what it lists is what there is."""

import os
import re
import shutil
import subprocess

import harness

with open(os.path.join(harness.SOURCE, "doc", "protocol.md"),
          encoding="utf-8") as f:
    DOCUMENT = f.read()
PAGE = os.path.join(harness.BUILD, "doc", "man", "minutiae-protocol.7")
CORPORA = os.path.join(harness.SOURCE, "corpora", "minutes")


def transcripts():
    """(line number, lines) of each marked block."""
    for found in re.finditer(r"^```transcript\n(.*?)^```$", DOCUMENT,
                             re.M | re.S):
        yield (DOCUMENT[:found.start()].count("\n") + 2,
               found.group(1).splitlines())


def start(t):
    harness.run_indexer(t.path("index"), [CORPORA], ["--quiet"])
    return t.start_searchd(t.path("index"))


def pattern_of(line):
    """A line of the server's as the document has it: a regular expression."""
    parts = line.replace("\u21e5", "\t").split("*")
    return "[^\t]*".join(re.escape(part) for part in parts)


def is_end(line):
    return re.match(r"(OK|ERR)( |$)", line) is not None


def replay(daemon, where, lines):
    """One block on a connection of its own."""
    with daemon.connect_admin(greeting=False) as client:
        greeting = client.read_line()
        if lines[0].startswith("C: "):
            lines = ["S: " + greeting.replace("\t", "\u21e5")] + lines
        got, skip = greeting, False
        for number, line in enumerate(lines):
            at = "protocol.md, transcript at line %d, %r" % (where, line)
            if line == "S: ...":
                skip = True
            elif line.startswith("C: "):
                harness.check(got is None and not skip,
                              at + ": a reply is not over")
                client.send_line(line[3:].replace("\u21e5", "\t"))
            else:
                harness.check(line.startswith("S: "), at + ": neither C nor S")
                want = pattern_of(line[3:])
                while True:
                    got = client.read_line() if got is None else got
                    found = re.fullmatch(want, got)
                    if found or not skip or is_end(got):
                        break
                    got = None
                harness.check(found, "%s: got %r" % (at, got))
                got, skip = None, False


def test_transcripts(t):
    "every transcript of the protocol's description is what the daemon does"
    daemon = start(t)
    blocks = list(transcripts())
    harness.check(len(blocks) >= 10, "only %d transcripts" % len(blocks))
    for where, lines in blocks:
        replay(daemon, where, lines)


def test_replay_notices(t):
    "a transcript that is not what the daemon does is noticed"
    daemon = start(t)
    for lines in (["C: PING", "S: OK bye"], ["C: PING", "S: ...", "S: STAT"],
                  ["S: OK minutiae 2 *"], ["C: HELP", "S: OK"]):
        try:
            replay(daemon, 0, lines)
        except harness.Failure:
            continue
        raise harness.Failure("taken: %r" % lines)


def test_client(t):
    "the client that the description shows gets its hits"
    harness.run_indexer(t.path("index"), [CORPORA], ["--quiet"])
    path = t.path("socket")
    t.start_searchd(t.path("index"), [path])
    code = "\n".join(line[4:] for line in
                     DOCUMENT.split("\n## A client\n")[1].splitlines())
    harness.check("/run/minutiae/searchd.sock" in code, "no socket in it")
    names = {}
    exec(code.replace("/run/minutiae/searchd.sock", path), names)
    harness.equal(len([h for h in names["hits"] if h[0] == "HIT"]), 3)
    harness.matches(names["end"], "OK hits=3 .*")


def section(verb):
    found = re.search(r"^## [A-Z, ]*\b%s\b.*?(?=^## |\Z)" % verb, DOCUMENT,
                      re.M | re.S)
    harness.check(found, "protocol.md has no section for " + verb)
    return found.group(0)


def test_verbs(t):
    "every verb that HELP lists is described, with every option it takes"
    daemon = start(t)
    verbs = daemon.ask("HELP").of("HELP")
    harness.check(len(verbs) >= 10, "HELP lists %d verbs" % len(verbs))
    for verb, form, *_ in verbs:
        text = section(verb)
        for option in re.findall(r"\[([a-z]+)=", form):
            # COUNT and EXPLAIN refer to SEARCH's table.
            harness.check(option in text or "`%s`" % option in
                          section("SEARCH"),
                          "%s: %s is not described" % (verb, option))


def test_codes(t):
    "the table of errors is that of the program"
    with open(os.path.join(harness.SOURCE, "lib", "proto", "reply.h"),
              encoding="utf-8") as header:
        codes = re.findall(r"X\((\d+), ([A-Z]+),", header.read())
    harness.check(len(codes) >= 12, "reply.h has %d codes" % len(codes))
    listed = re.findall(r"^\| (\d+) \| `([A-Z]+)` \|", DOCUMENT, re.M)
    harness.equal(sorted(listed), sorted(codes), "the table of errors")


def test_figures(t):
    "every figure of STATS is described, and none that is not there"
    daemon = start(t)
    names = sorted(name for name, _ in daemon.ask("STATS").of("STAT"))
    table = section("STATS").split("| names |")[1].split("```")[0]
    harness.equal(sorted(re.findall(r"`([a-z_0-9]+)`", table)), names,
                  "the names of STATS")


def test_limits(t):
    "the limits in the description are the daemon's"
    daemon = start(t)
    limits = DOCUMENT.split("\n## Limits\n")[1].split("\n## ")[0]
    for name in ("line_max", "limit_max", "depth_max", "suggest_max",
                 "reply_max"):
        value = int(daemon.stat(name))
        row = re.search(r"^.*`%s`.*$" % name, limits, re.M).group(0)
        harness.check("{:,}".format(value) in row, "%s: %r has no %d"
                      % (name, row, value))


def page():
    """minutiae-protocol(7) as its source, what is escaped in it undone."""
    with open(PAGE, encoding="utf-8") as f:
        text = f.read()
    for escape, char in (("(->", "\u21e5"), ("-", "-"), (" ", " "), ("&", ""),
                         ("(oq", "\u2018"), ("(cq", "\u2019"), ("(aq", "'"),
                         ("(ti", "~"), ("(ga", "`"), ("e", "\\")):
        text = text.replace("\\" + escape, char)
    return text


def test_page_lines(t):
    "the manual page has every line of the transcripts, and every block"
    text = page()
    blocks = [line for _, lines in transcripts() for line in lines]
    blocks += [line[4:] for line in DOCUMENT.splitlines()
               if line.startswith("    ")]
    # The programs may have other names in it.
    for line in blocks:
        harness.check(line in text or "searchd" in line, "no line %r" % line)


def test_page_tables(t):
    "the manual page has every verb, option, tag and code, as the programs"
    text, daemon = page(), start(t)
    for verb, form, *_ in daemon.ask("HELP").of("HELP"):
        harness.check(re.search(r"^\.Sh .*\b%s\b" % verb, text, re.M), verb)
        for option in re.findall(r"\[([a-z]+)=", form):
            harness.check(re.search(r'^\.It "%s"$|\[%s=' % (option, option),
                                    text, re.M), verb + " " + option)
    with open(os.path.join(harness.SOURCE, "lib", "proto", "reply.h"),
              encoding="utf-8") as header:
        codes = re.findall(r"X\((\d+), ([A-Z]+),", header.read())
    harness.equal(sorted(re.findall(r'^\.It "(\d+) ([A-Z]+)"$', text, re.M)),
                  sorted(codes), "the codes")


def test_tags(t):
    "every tag that a line of a reply can have is described"
    tags = set()
    for folder in ("lib/answer", "lib/proto", "searchd"):
        for name in os.listdir(os.path.join(harness.SOURCE, folder)):
            if name.endswith(".c"):
                with open(os.path.join(harness.SOURCE, folder, name),
                          encoding="utf-8") as f:
                    tags |= set(re.findall(r'"([A-Z]{3,})(?:\\t|")',
                                           "".join(found for found in
                                                   re.findall(r"buf_add\w*\("
                                                              r"[^;]*;",
                                                              f.read()))))
    tags -= {"OK", "ERR"}
    harness.check({"HIT", "SNIP", "UNIT", "STAT"} <= tags, repr(tags))
    for tag in sorted(tags):
        harness.check("`%s\u21e5" % tag in DOCUMENT or
                      re.search(r"^S: %s\u21e5" % tag, DOCUMENT, re.M),
                      tag + " is not described")
        harness.check(tag + "\u21e5" in page(), tag + " is not in the page")


def test_page_form(t):
    "mandoc has nothing against the manual page"
    if shutil.which("mandoc") is None:
        raise harness.Skip("no mandoc")
    out = subprocess.run(["mandoc", "-Tlint", "-Wwarning", PAGE],
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                         encoding="utf-8").stdout
    harness.equal(out, "")


harness.main(globals())
