"""What people mistype: through the daemon, each is an error that points at
its place, or is read sensibly with a note; none takes the daemon down."""

import json
import subprocess

import harness

TEXTS = {"doc": ["The police budget was able to pay for constables.",
                 "The conciliation table is in paragraph 4.2."]}

# What is typed, and the column of the error.
REFUSED = {
    "a AND": 6,
    "(police": 1,
    '"unclosed': 1,
    "\u201cunclosed": 1,
    "con*le": 4,
    "*able": 1,
    "year:abc": 6,
    "police date:2014-02-30": 13,
    "NOT x": 1,
    "-police": 1,
    "police OR -budget": 11,
    "police NEAR/5": 14,
    "police NEAR/0 budget": 13,
    "kind:poem": 6,
    "po*": 3,
    "(" * 1000 + "police" + ")" * 1000: 17,
    "(" * 1000: 17,
    "\U0001f693": 1,
    "\u200f\u200e": 1,
    "*": 1,
    '"': 1,
    ")": 1,
    "": 1,
}

# What is typed, how many it finds, how it is read, and how its note begins.
READ = {
    "police \U0001f693": (1, "police", "pictures"),
    "police or budget": (1, "police AND budget", "or is taken as a word"),
    "police | budget": (1, "police AND budget", "| is only a sign"),
    "police * budget": (1, "police AND budget", "a * that stands alone"),
    '"police* budget"': (1, '"police budget"', "a * within quotes"),
    "police NEAR budget": (1, "police NEAR/10 budget", "NEAR is taken"),
    "para: 4.2": (0, "para AND 4.2", "para: is read as a word"),
    "polise:budget": (0, "polise-budget", "there is no field polise:"),
    "police " + "y" * 3990: (0, "police AND " + "y" * 120,
                             "a word is looked for by its first"),
    "title:(para:2)": (1, "para:2", "para: within the parentheses of title:"),
    "title:para:2": (0, "title:para-2", "para: behind title: is read as a"),
    "police --budget": (1, "police AND budget", "a dash is only a sign"),
    "[police TO budget]": (1, "police AND budget", "TO is read as a word"),
    "2014..2016": (0, "2014_2016", "a range is read as words"),
    "'police budget'": (1, "police AND budget", "' is only a sign"),
    # To the letter: nothing to note.
    "\u200fpolice\u200f \u200e-table": (1, "police AND NOT table", None),
    "\u201cPolice Budget\u201d": (1, '"police budget"', None),
    "constab* and table": (0, "constab* AND table", None),
    "Police: the budget": (1, "police AND budget", None),
}


def start(t):
    return t.start_searchd(t.make_index(TEXTS))


def test_refused(t):
    "what cannot be read is an error with its column, and the next is answered"
    with start(t).connect() as client:
        for query, column in REFUSED.items():
            reply = client.ask("SEARCH match=all : " + query)
            harness.check(not reply.ok and reply.code == 400,
                          "%.60r: %s" % (query, reply.end))
            harness.equal(reply.values.get("col"), str(column),
                          "the column of %.60r (%s)" % (query, reply.message))
            harness.check(len(reply.message) > 10, reply.end)
        harness.equal(client.ask("SEARCH : police").number("total"), 1)


def test_read(t):
    "what can be read, but not to the letter, is noted and finds what it says"
    with start(t).connect() as client:
        for query, (total, read, note) in READ.items():
            reply = client.ask("SEARCH match=all : " + query)
            harness.check(reply.ok, "%.60r: %s" % (query, reply.end))
            harness.equal(reply.of("QUERY"), [[read]], "%.60r" % query)
            harness.equal(reply.number("total"), total, "%.60r" % query)
            notes = [line[0] for line in reply.of("NOTE")]
            harness.equal(len(notes), note is not None,
                          "how many notes %.60r has: %s" % (query, notes))
            harness.check(note is None or notes[0].startswith(note),
                          "%.60r: %s" % (query, notes))


def test_searchctl(t):
    "searchctl points at the place, and prints the notes"
    daemon = start(t)

    def searchctl(*args):
        return subprocess.run(
            [harness.SEARCHCTL, "--server", daemon.address, *args],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
            check=False)
    ran = searchctl("police con*le")
    harness.equal(ran.returncode, 2)
    harness.check("\n  police con*le\n            ^" in ran.stderr, ran.stderr)
    ran = searchctl("police", "or", "budget")
    harness.equal(ran.returncode, 0)
    harness.check("OR in capitals" in ran.stdout + ran.stderr,
                  ran.stdout + ran.stderr)
    ran = searchctl("--json", "police or budget")
    harness.check(json.loads(ran.stdout)["notes"][0].startswith("or is"),
                  ran.stdout)


harness.main(globals())
