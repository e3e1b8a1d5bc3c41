#!/usr/bin/env python3
"""An index that is kept up to date: only what changed is read, and what comes
out answers as a fresh build of the same files does."""

import hashlib
import json
import os
import random
import re
import resource

import harness
from harness import check, equal, matches, run_indexer

WORDS = ("budget council members noted report road school plan police panel "
         "constables special parking library water flood bridge estate "
         "market transport housing").split()
DEFINED = ["child sexual exploitation (CSE)", "Child Sexual Exploitation (CSE)",
           "CSE (Centre for Special Education)", "Police Estate (PE)"]
COMMITTEES = [None, "Roads Panel", "Cabinet", "ROADS PANEL", "Police Panel"]


def current(index):
    return os.readlink(os.path.join(index, "current"))


def names(index):
    "what the current generation lists: titles, acronyms, words"
    done = harness.run([os.path.join(harness.BUILD, "tests/e2e/names"),
                        os.path.join(index, current(index))])
    return done.stdout.splitlines()


def has_forms(index):
    return os.path.exists(os.path.join(index, "current", "xapian",
                                       "position.glass"))


def report(t, index, sources=(), options=(), status=0):
    """Runs the indexer; the closing line, and path's base name -> its line of
    the report."""
    path = t.path("report.jsonl")
    done = run_indexer(index, sources, ["--report", path, *options], status)
    with open(path) as f:
        lines = [json.loads(line) for line in f]
    return done, {os.path.basename(line["path"]): line for line in lines}


def read_again(lines):
    """Which files were read."""
    return sorted(n for n, line in lines.items() if "unchanged" not in line)


def base(t, n=20):
    return t.write_corpus({"doc-%02d" % i: ["Words of document %d." % i,
                                            "RESOLVED that it be noted."]
                           for i in range(n)})


def test_unchanged(t):
    "unchanged SOURCEs publish nothing, and the run says so"
    source, index = base(t), t.path("index")
    run_indexer(index, [source])
    was = os.listdir(index)
    done, lines = report(t, index)
    matches(done.stdout, r"nothing has changed: generation 1 stays\n")
    equal(read_again(lines), [], "files read")
    equal(sorted(os.listdir(index)), sorted(was), "the index")
    os.utime(os.path.join(source, "doc-03.txt"))
    done, _ = report(t, index)
    matches(done.stdout, r"nothing has changed.*\n")


def test_empty_file(t):
    "an empty file is skipped, and no change as long as it stays empty; it hides no file of another extension"
    source, index = base(t), t.path("index")
    t.write("minutes/nothing.txt", b"")
    t.write("minutes/doc-01.html", b"")
    done, lines = report(t, index, [source], status=1)
    equal({n: line["skipped"] for n, line in lines.items() if line["skipped"]},
          {"nothing.txt": "an empty file",
           "doc-01.html": "doc-01.txt is taken instead"}, "skipped")
    done, _ = report(t, index, status=1)
    matches(done.stdout, "nothing has changed.*\n")
    os.utime(os.path.join(source, "nothing.txt"))
    done, _ = report(t, index, status=1)
    matches(done.stdout, "nothing has changed.*\n")
    t.write("minutes/nothing.txt", "Cabinet\n\n1. Noted.\n")
    done, _ = report(t, index, status=1)
    matches(done.stdout, r".*\(0 new, 1 changed, 0 removed\).*\n")


def test_only_changes_are_read(t):
    "a new, a changed and a removed file: nothing else is read"
    source, index = base(t), t.path("index")
    run_indexer(index, [source])
    t.write("minutes/doc-21.txt", harness.minutes("New", ["Novelty itself."]))
    t.write("minutes/doc-05.txt", harness.minutes("Five", ["Changed words."]))
    os.remove(os.path.join(source, "doc-07.txt"))
    done, lines = report(t, index)
    matches(done.stdout, r"indexed 20 documents, 38 paragraphs .*: generation "
            r"2 \(1 new, 1 changed, 1 removed\)\n")
    equal(read_again(lines), ["doc-05.txt", "doc-21.txt"], "files read")
    daemon = t.start_searchd(index)
    for query, total in (("novelty", 1), ("changed", 1), ("words", 19),
                         ("\"document 7\"", 0), ("\"document 5\"", 0)):
        equal(daemon.ask("SEARCH match=all : " + query).number("total"), total,
              query)
    equal(daemon.ask("DOC : doc-07").code, 404)
    equal(daemon.ask("GET : doc-05#p1").of("UNIT")[0][3], "Changed words.")


def test_dry_run(t):
    "--dry-run names what would change, reads that alone, and makes nothing"
    source, index = base(t), t.path("index")
    run_indexer(index, [source])
    done, _ = report(t, index, options=["--dry-run"])
    equal(done.stdout, "nothing has changed: generation 1 stays\n", "output")
    t.write("minutes/new\x1b/ok.txt", harness.minutes("N", ["No name."]))
    t.write("minutes/doc-21.txt", harness.minutes("New", ["Novelty itself."]))
    t.write("minutes/doc-05.txt", harness.minutes("Five", ["Changed words."]))
    os.remove(os.path.join(source, "doc-07.txt"))
    was = sorted(os.listdir(index))
    done, lines = report(t, index, options=["--dry-run"], status=1)
    matches(done.stdout, re.escape(
        "changed: {0}/doc-05.txt\nnew: {0}/doc-21.txt\n"
        "removed: {0}/doc-07.txt\nwould vanish: doc-07\n".format(source)) +
        r"would index 20 documents, 38 paragraphs from 20 files .* "
        r"\(1 new, 1 changed, 1 removed\); 1 document would vanish; "
        r"1 file skipped\n")
    equal([n for n in read_again(lines) if "doc" in n],
          ["doc-05.txt", "doc-21.txt"], "files read")
    equal(sorted(os.listdir(index)), was, "the index")
    for i in range(20):
        t.write("minutes/doc-%02d.txt" % i, harness.minutes("M", ["Much."]))
    done, _ = report(t, index, options=["--dry-run"], status=1)
    check("built from nothing: much has changed" in done.stdout, done.stdout)


def test_damage_is_found(t):
    "an index that is damaged is built anew also where nothing else changed"
    source, index = base(t), t.path("index")
    run_indexer(index, [source])
    path = os.path.join(index, "gen-000001", "words")
    with open(path, "r+b") as f:
        f.seek(-1, os.SEEK_END)
        byte = f.read(1)[0]
        f.seek(-1, os.SEEK_END)
        f.write(bytes([byte ^ 1]))
    done = run_indexer(index)
    check("replaced as a whole" in done.stderr and "words" in done.stderr,
          done.stderr)
    equal(current(index), "gen-000002")


def test_memory(t):
    "an update of long paragraphs keeps to bounded memory"
    with open(harness.INDEXER, "rb") as f:
        if re.search(rb"__(asan|tsan)_init", f.read()):
            raise harness.Skip("a sanitizer keeps what is freed")
    r = random.Random(3)
    words = ["w%05x" % i for i in range(100000)]
    plain = " ".join(WORDS * 6000)  # a megabyte that costs little
    for i in range(10):
        t.write("minutes/plain%d.txt" % i, harness.minutes("P", [plain] * 4))
    index = t.path("index")
    run_indexer(index, [t.path("minutes")])
    for i in range(5):
        t.write("minutes/long%d.txt" % i, harness.minutes("L", [
            " ".join(r.choices(words, k=150000)) for _ in range(2)]))
    # What is pending of ten such paragraphs would take twice that.
    limit = 160 << 20
    done = harness.run(
        [harness.INDEXER, "--index", index], preexec_fn=lambda:
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit)))
    check("5 new, 0 changed, 0 removed)" in done.stdout, done.stdout)


def test_content_decides(t):
    "a file of the same size and time whose bytes differ is found by its hash"
    source, index = base(t), t.path("index")
    run_indexer(index, [source])
    path = os.path.join(source, "doc-04.txt")
    st = os.stat(path)
    with open(path) as f:
        text = f.read()
    with open(path, "w") as f:
        f.write(text.replace("Words of document", "Sword of document"))
    os.utime(path, ns=(st.st_atime_ns, st.st_mtime_ns + 1))
    done, lines = report(t, index)
    equal(read_again(lines), ["doc-04.txt"], "files read")


def test_rebuild(t):
    "--rebuild, a damaged index and other SOURCEs are built from nothing"
    source, index = base(t), t.path("index")
    run_indexer(index, [source])
    done, lines = report(t, index, options=["--rebuild"])
    equal(len(read_again(lines)), 20, "files read")
    path = os.path.join(index, "gen-000002", "text")
    os.chmod(path, 0o644)
    with open(path, "r+b") as f:
        f.seek(100)
        f.write(b"\xff")
    t.write("minutes/doc-30.txt", harness.minutes("New", ["Novelty itself."]))
    done, lines = report(t, index)
    check("text" in done.stderr and "replaced as a whole" in done.stderr,
          "no word of the damage: " + done.stderr)
    equal(len(read_again(lines)), 21, "files read")
    other = t.write_corpus({"x": ["Elsewhere."]}, "other")
    done, lines = report(t, index, [source, other],
                         ["--allow-removals"])
    equal(len(read_again(lines)), 22, "files read")


def test_shard(t):
    "--shard builds anew, is remembered by later runs, and ended by --rebuild"
    source, index = base(t), t.path("index")
    run_indexer(index, [source])
    equal(has_forms(index), False, "forms at first")
    done = run_indexer(index, (), ["--shard"])
    check("removed)" not in done.stdout, done.stdout)
    equal(has_forms(index), True, "forms with --shard")
    done = run_indexer(index, (), ["--shard"])
    matches(done.stdout, "nothing has changed.*\n")
    t.write("minutes/doc-03.txt", harness.minutes("T", ["Quite another."]))
    done = run_indexer(index)
    check("1 changed" in done.stdout, done.stdout)
    equal(has_forms(index), True, "forms after an update")
    # An index of another version tells it, too.
    path = os.path.join(index, "current", "MANIFEST")
    with open(path) as f:
        lines = ["schema 9999\n"] + f.readlines()[1:-1]
    with open(path, "w") as f:
        text = "".join(lines)
        f.write("%schecksum %s\n" % (
            text, hashlib.sha256(text.encode()).hexdigest()))
    run_indexer(index)
    equal(has_forms(index), True, "forms of what replaces another version")
    run_indexer(index, (), ["--rebuild"])
    equal(has_forms(index), False, "forms after --rebuild")


def test_same_ids(t):
    "of two documents with one id that of the first file counts, in whichever order they come"
    def meeting(word):
        return ("Agenda and minutes\nRoads Panel - Monday, 3rd March, 2014\n"
                "Items\nNo. Item\n\n1.\nFirst\nMinutes:\n\n1. %s one.\n\n"
                "2.\nSecond\nMinutes:\n\n1. %s two.\n" % (word, word))
    source, index = base(t), t.path("index")
    t.write("minutes/zz.txt", meeting("alpha"))
    t.write("minutes/zz/2.txt", harness.minutes("Z", ["omega."]))
    run_indexer(index, [source], status=1)
    fresh = t.path("fresh")
    for change in ("remove", "restore"):
        if change == "remove":
            os.remove(os.path.join(source, "zz.txt"))
        else:
            t.write("minutes/zz.txt", meeting("alpha"))
        status = 0 if change == "remove" else 1
        run_indexer(index, status=status)
        run_indexer(fresh, [source], ["--rebuild"], status)
        a, b = t.start_searchd(index), t.start_searchd(fresh)
        for query in ("alpha", "omega", "two"):
            equal(a.ask("SEARCH match=all : " + query).lines,
                  b.ask("SEARCH match=all : " + query).lines,
                  "%s: %s" % (change, query))
        a.stop()
        b.stop()


def test_cut_and_whole(t):
    "where a page cut its minutes off, another file that has them whole counts, whichever came first"
    source, index, fresh = base(t), t.path("index"), t.path("fresh")
    meeting = ("Agenda and minutes\nRoads Panel - Monday, 3rd March, 2014 "
               "10.00 am\nItems\nNo. Item\n\n1.\nWinter gritting\nMinutes:\n\n"
               "1. The Panel heard of icicles and \u2026 view the full minutes "
               "text for item 1.\n\n2.\nBridges\nMinutes:\n\n1. Girders.\n")
    item = harness.minutes("Winter gritting", ["The Panel heard of icicles "
                           "and of shovels."], "2014-03-03", "Roads Panel")

    def totals(folder):
        daemon = t.start_searchd(folder)
        found = [daemon.ask("SEARCH match=all facets=none snippets=0 : " + word)
                 .of("HIT") for word in ("icicles", "shovels", "girders")]
        daemon.stop()
        return [[hit[2] for hit in hits] for hits in found]

    cut = [["aa-meeting/1#p1"], [], ["aa-meeting/2#p1"]]
    both = [["zz-item#p1"], ["zz-item#p1"], ["aa-meeting/2#p1"]]
    t.write("minutes/aa-meeting.txt", meeting)
    run_indexer(index, [source])
    equal(totals(index), cut, "the meeting alone")
    t.write("minutes/zz-item.txt", item)
    run_indexer(index)
    equal(totals(index), both, "with the item's own file")
    run_indexer(fresh, [source])
    equal(totals(fresh), both, "the same from nothing")
    done = run_indexer(index)
    matches(done.stdout, "nothing has changed.*\n")
    os.remove(os.path.join(source, "zz-item.txt"))
    run_indexer(index)
    equal(totals(index), cut, "the meeting alone again")


def test_withdraw(t):
    "a withdrawn document goes, stays out, goes from the disk with --keep 0, and can be restored"
    source, index = base(t), t.path("index")
    t.write("minutes/doc-06.txt", harness.minutes("Six", ["Xylophone secrets."]))
    run_indexer(index, [source])
    done = run_indexer(index, options=["--withdraw", "doc-60"], status=66)
    check("doc-60" in done.stderr, done.stderr)
    run_indexer(index, options=["--withdraw", "doc-06", "--keep", "0"])
    equal(len([n for n in os.listdir(index) if n.startswith("gen-")]), 1)
    for folder, _, names in os.walk(index):
        for name in names:
            with open(os.path.join(folder, name), "rb") as f:
                check(b"ylophone" not in f.read().lower(),
                      "%s/%s still holds it" % (folder, name))
    daemon = t.start_searchd(index)
    equal(daemon.ask("SEARCH match=all : xylophone").number("total"), 0)
    for options in ([], ["--rebuild"]):
        t.write("minutes/doc-06.txt",
                harness.minutes("Six", ["Xylophone secrets, again."]))
        run_indexer(index, options=options)
        equal(t.start_searchd(index).ask("SEARCH match=all : xylophone")
              .number("total"), 0)
    os.rename(source + "/doc-06.txt", source + "/doc-6.txt")
    warning = "1 of the withdrawn ids met no document, doc-06 among them"
    for options in (["--dry-run"], []):
        done = run_indexer(index, options=options)
        check(warning in done.stderr, done.stderr)
    os.rename(source + "/doc-6.txt", source + "/doc-06.txt")
    equal(run_indexer(index).stderr, "", "no warning")
    run_indexer(index, options=["--restore", "doc-06"])
    equal(t.start_searchd(index).ask("SEARCH match=all : xylophone")
          .number("total"), 1)
    run_indexer(index, options=["--restore", "doc-60"], status=66)


def test_learned(t):
    "titles and what acronyms stand for are listed, and forgotten with what says so"
    source, index = base(t, 8), t.path("index")
    t.write("minutes/a.txt", harness.minutes(
        "Roads & Bridges", ["The Police and Crime Commissioner (PCC) spoke."]))
    t.write("minutes/b.txt", harness.minutes(
        "ROADS, BRIDGES", ["PCCs (police and crime commissioners) met.",
                           "On Ministry of Justice (MoJ) money."]))
    run_indexer(index, [source])
    listed = [line for line in names(index) if not line.startswith("WORD")]
    equal([line for line in listed if "\troads" in line],
          ["TITLE\troads bridges\tRoads & Bridges\t3\ta"], "titles")
    equal([line for line in listed if line.startswith("ACRONYM")], [
        "ACRONYM\tmoj\tMoJ\tministry of justice\tMinistry of Justice\t1\tb#p2",
        "ACRONYM\tpcc\tPCC\tpolice and crime commissioners\t"
        "police and crime commissioners\t2\ta#p1"], "acronyms")
    run_indexer(index, options=["--withdraw", "b"])
    listed = names(index)
    check(not [line for line in listed if "moj" in line], listed)
    equal([line for line in listed if line.startswith("ACRONYM")], [
        "ACRONYM\tpcc\tPCC\tpolice and crime commissioner\t"
        "Police and Crime Commissioner\t1\ta#p1"], "acronyms")
    equal([line for line in listed if line.startswith("TITLE\troads")],
          ["TITLE\troads bridges\tRoads & Bridges\t1\ta"], "titles")


def test_unreadable(t):
    "what could not be read is tried again, and nothing is published for it alone"
    source, index = base(t), t.path("index")
    t.write("minutes/binary.txt", bytes(range(256)) * 20)
    run_indexer(index, [source], status=1)
    done, _ = report(t, index, status=1)
    matches(done.stdout, r"nothing has changed: .*; 1 file skipped\n")
    check("binary.txt" in done.stderr, done.stderr)
    t.write("minutes/binary.txt", harness.minutes("B", ["Now readable."]))
    run_indexer(index)
    equal(t.start_searchd(index).ask("SEARCH match=all : readable")
          .number("total"), 1)


def test_exclude(t):
    "excluded files and folders are passed over, and the patterns remembered"
    source, index = base(t), t.path("index")
    t.write("minutes/exempt/a.txt", harness.minutes("E", ["Exemptwords."]))
    t.write("minutes/x/b.draft.txt", harness.minutes("D", ["Draftwords."]))
    t.write("minutes/2014/c/annex.txt", harness.minutes("A", ["Annexwords."]))
    run_indexer(index, [source], ["--exclude", "exempt",
                                  "--exclude", "*.draft.txt"])
    t.write("minutes/y/c.draft.txt", harness.minutes("D", ["Draftwords."]))
    done = run_indexer(index)
    matches(done.stdout, r"nothing has changed.*\n")
    daemon = t.start_searchd(index)
    for query, total in (("exemptwords", 0), ("draftwords", 0),
                         ("annexwords", 1)):
        equal(daemon.ask("SEARCH match=all : " + query).number("total"), total,
              query)
    run_indexer(index, [source], ["--exclude", "2014/*/annex.txt"])
    daemon = t.start_searchd(index)
    for query, total in (("exemptwords", 1), ("draftwords", 2),
                         ("annexwords", 0)):
        equal(daemon.ask("SEARCH match=all : " + query).number("total"), total,
              query)


def test_strict(t):
    "with --strict a doubt makes the run end with 1, also when nothing changed"
    source, index = base(t), t.path("index")
    t.write("minutes/cut.txt", harness.minutes("C", ["caf\u00e9"]).encode(
        "cp1252"))
    run_indexer(index, [source])
    run_indexer(index, options=["--strict"], status=1)
    run_indexer(index, options=["--strict", "--rebuild"], status=1)


class Corpus:
    """Files that change at random."""

    def __init__(self, t, seed):
        self.t, self.random = t, random.Random(seed)
        self.files = {}
        for _ in range(60):
            self.add()

    def text(self):
        r = self.random
        paragraphs = [" ".join(r.choices(WORDS, k=r.randint(3, 25))) + "."
                      for _ in range(r.randint(1, 6))]
        if r.random() < .2:
            paragraphs.append("Members heard of %s." % r.choice(DEFINED))
        if r.random() < .3:
            paragraphs.append("RESOLVED that " + r.choice(WORDS) + ".")
        date = r.choice([None, "%d-%02d-%02d" % (r.randint(2012, 2019),
                                                  r.randint(1, 12),
                                                  r.randint(1, 28))])
        title = " ".join(r.choices(WORDS[:6], k=2)) + r.choice(
            ["", " 2014/15"])
        title = r.choice([title, title.upper(), title.capitalize()])
        return harness.minutes(title, paragraphs, date, r.choice(COMMITTEES))

    def write(self, name):
        self.files[name] = self.t.write("corpus/" + name, self.text())

    def add(self):
        self.write("%s/f%06d.txt" % (self.random.choice("abc"),
                                     self.random.randrange(10 ** 6)))

    def twin(self, name):
        """A file that differs from name by extension, of any use or none."""
        r = self.random
        words = " ".join(r.choices(WORDS, k=8))
        name = name.rpartition(".")[0] + r.choice(
            [".html", ".xml", ".text", ".pdf"])
        self.files[name] = self.t.write("corpus/" + name, r.choice([
            "", "<rss></rss>", "<html><h1>%s</h1></html>" % words,
            "<html><h1>Twin</h1><p>1. %s.</p></html>" % words]))

    def change(self):
        r = self.random
        for _ in range(r.randint(1, 4)):
            what = r.random()
            name = r.choice(sorted(self.files))
            if what < .25:
                self.add()
            elif what < .5:
                self.twin(name)
            elif what < .75 and name.endswith(".txt"):
                self.write(name)
            elif len(self.files) > 30:
                os.remove(self.files.pop(name))


def replies(client, seed):
    """What is asked of both, without the figures that differ."""
    r = random.Random(seed)
    out = []
    for _ in range(25):
        words = r.choices(WORDS, k=r.randint(1, 3))
        query = r.choice(["%s", "\"%s\"", "title:%s", "text:%s"]) % " ".join(
            words)
        for options in ("limit=100 facets=year,plan,committee,kind",
                        "limit=7 from=3 sort=newest match=any",
                        "sort=document limit=5"):
            reply = client.ask("SEARCH %s : %s" % (options, query))
            end = re.sub(r" (ms|gen)=\S+", "", reply.end)
            out.append((query, options, reply.lines, end))
    return out


def test_as_a_fresh_build(t):
    "after each of many random changes the answers are those of a fresh build"
    as_a_fresh_build(t, int(os.environ.get("SEED", "7")), ["--shard"])


def test_as_a_fresh_build_without_forms(t):
    "so they are where Xapian has no forms"
    as_a_fresh_build(t, int(os.environ.get("SEED", "8")), [])


def as_a_fresh_build(t, seed, options):
    rounds = int(os.environ.get("ROUNDS", "8"))
    corpus = Corpus(t, seed)
    index, fresh = t.path("index"), t.path("fresh")
    updates = 0
    for i in range(rounds):
        if i > 0:
            corpus.change()
        done, lines = report(t, index, [t.path("corpus")],
                             options if i == 0 else [], None)
        updates += " removed)" in done.stdout
        again, lines = report(t, index, status=None)
        matches(again.stdout, "nothing has changed.*\n", "round %d" % i)
        _, new = report(t, fresh, [t.path("corpus")],
                        ["--rebuild", *options], None)
        equal({n: line["skipped"] for n, line in lines.items()},
              {n: line["skipped"] for n, line in new.items()}, "skipped")
        equal(names(index), names(fresh), "round %d, seed %d" % (i, seed))
        a, b = t.start_searchd(index), t.start_searchd(fresh)
        with a.connect() as ca, b.connect() as cb:
            for x, y in zip(replies(ca, seed + i), replies(cb, seed + i)):
                equal(x, y, "round %d, seed %d" % (i, seed))
        equal(a.stat("units"), b.stat("units"))
        a.stop()
        b.stop()
        equal(has_forms(index), bool(options), "forms in Xapian's part")
    check(updates >= rounds / 2, "only %d runs were updates" % updates)


harness.main(globals())
