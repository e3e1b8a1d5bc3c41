"""Generations: the first, the next, a damaged one, and many in a row."""

import hashlib
import os
import shutil
import signal
import threading

import harness
from harness import check, equal


def publish(index, generation, number):
    """Puts a copy of a generation's folder (hard links) into index under
    that number and makes it current, as the indexer does."""
    name = "gen-%06d" % number
    path = os.path.join(index, name)
    shutil.copytree(generation, path, copy_function=os.link)
    os.symlink(name, path + ".link")
    os.rename(path + ".link", os.path.join(index, "current"))
    return path


def generation_of(t, name, paragraphs):
    """A generation's folder, made by the indexer, of one document."""
    index = t.make_index({"a": paragraphs}, name)
    return os.path.realpath(os.path.join(index, "current"))


def wait_generation(client, number):
    """Asks until generation number serves."""
    while client.ask("COUNT : clerk").values.get("gen") != str(number):
        pass


def test_no_index_yet(t):
    "without an index it serves, says what to do, and takes the first"
    index = t.path("index")
    daemon = t.start_searchd(index)
    with daemon.connect_admin() as c:
        equal(c.greeting.end,
              "OK minutiae 1 gen=0 documents=0 units=0 line=4096 limit=100")
        for line in ["SEARCH : clerk", "GET : a#p1", "DOC : a",
                     "COUNT : clerk", "EXPLAIN : clerk"]:
            reply = c.ask(line)
            equal((reply.code, reply.word), (503, "NOINDEX"), line)
            equal(reply.message, 'no index in %s yet: make one with "%s --index %s SOURCE"'
                  % (index, harness.INDEXER_NAME, index))
        reply = c.ask("RELOAD")
        equal((reply.code, reply.word), (503, "NOINDEX"))
        equal(c.ask("PING").end, "OK")
        source = t.write_corpus({"a": ["The clerk."]})
        harness.run_indexer(index, [source])
        daemon.wait_log("generation number=1")
        equal(c.ask("SEARCH : clerk").number("hits"), 1)


def test_next_generation(t):
    "a new generation is taken by itself"
    index = t.make_index({"a": ["The clerk."]})
    daemon = t.start_searchd(index)
    t.write("index-source/b.txt", harness.minutes("B", ["The clerk again."]))
    with daemon.connect() as c:
        equal(c.ask("SEARCH : clerk").number("hits"), 1)
        harness.run_indexer(index)
        daemon.wait_log("generation number=2")
        reply = c.ask("SEARCH : clerk")
        equal((reply.number("hits"), reply.number("gen")), (2, 2))
        equal(c.ask("GET : b#p1").number("gen"), 2)
    with daemon.connect() as c:
        check("gen=2 documents=2 units=2" in c.greeting.end, c.greeting.end)


def test_reload(t):
    "RELOAD answers when the newest generation serves, and says if it is new"
    index = t.make_index({"a": ["The clerk."]})
    other = generation_of(t, "other", ["The clerk.", "The clerk again."])
    daemon = t.start_searchd(index)
    with daemon.connect_admin() as c:
        equal(c.ask("RELOAD").end, "OK gen=1 changed=0")
        for number in range(2, 30):
            publish(index, other, number)
            # The watch may have been quicker, and changed is then 0.
            equal(c.ask("RELOAD").number("gen"), number)
            reply = c.ask("SEARCH : clerk")
            equal((reply.number("gen"), reply.number("hits")), (number, 2))
        equal(c.ask("RELOAD").end, "OK gen=29 changed=0")


def test_reload_in_order(t):
    "RELOAD keeps its place among pipelined requests, and may lose its client"
    index = t.make_index({"a": ["The clerk."]})
    other = generation_of(t, "other", ["The clerk."])
    daemon = t.start_searchd(index)
    with daemon.connect_admin() as c:
        publish(index, other, 2)
        c.send(b"@1 SEARCH : clerk\n@2 RELOAD\n@3 SEARCH : clerk\n")
        equal(c.read_reply().tag, "1")
        reply = c.read_reply()
        equal((reply.tag, reply.number("gen")), ("2", 2))
        reply = c.read_reply()
        equal((reply.tag, reply.number("gen")), ("3", 2))
        for number in range(3, 10):
            publish(index, other, number)
            gone = daemon.connect_admin()
            gone.send(b"RELOAD\n")
            gone.close()
        equal(c.ask("RELOAD").number("gen"), 9)


def test_sighup(t):
    "SIGHUP looks for a new generation, also again at one that failed"
    index = t.make_index({"a": ["The clerk."]})
    other = generation_of(t, "other", ["The clerk."])
    daemon = t.start_searchd(index)
    path = publish(index, other, 2)
    daemon.wait_log("generation number=2")
    damaged = publish(index, other, 3)
    daemon.wait_log("generation number=3")
    # A damaged one, mended without a change of what current names.
    os.rename(os.path.join(damaged, "text"), os.path.join(damaged, "t"))
    daemon.send_signal(signal.SIGHUP)  # serves already: nothing to do
    with daemon.connect_admin() as c:
        equal(c.ask("RELOAD").end, "OK gen=3 changed=0")
        publish_damaged(index, other, 4, "words")
        daemon.wait_log("generation-refused")
        equal(c.ask("RELOAD").code, 506)
        broken = os.path.join(index, "gen-000004", "words")
        os.unlink(broken)
        os.link(os.path.join(other, "words"), broken)
        daemon.send_signal(signal.SIGHUP)
        daemon.wait_log("generation number=4")
        equal(c.ask("SEARCH : clerk").number("gen"), 4)
    check(os.path.isdir(path), "the daemon removed something")


def publish_damaged(index, generation, number, name):
    """As publish, with one bit of file name flipped, of another size where
    it is empty."""
    copy = os.path.join(index, "gen-%06d.tmp" % number)
    shutil.copytree(generation, copy)
    path = os.path.join(copy, name)
    with open(path, "r+b") as f:
        data = bytearray(f.read())
        if data:
            data[len(data) // 2] ^= 0x10
        else:
            data += b"x"
        f.seek(0)
        f.write(data)
    return publish(index, copy, number)


def test_damaged_generations(t):
    "a bit flipped in any file: refused, said once, and the old one serves"
    index = t.make_index({"a": ["The clerk."]})
    other = generation_of(t, "other", ["The clerk.", "The clerk again."])
    names = []
    for folder, _, files in os.walk(other):
        names += [os.path.relpath(os.path.join(folder, f), other)
                  for f in files]
    check(len(names) >= 6, "what a generation holds: %r" % names)
    daemon = t.start_searchd(index)
    with daemon.connect_admin() as c:
        for number, name in enumerate(sorted(names), 2):
            publish_damaged(index, other, number, name)
            for _ in range(2):
                reply = c.ask("RELOAD")
                equal((name, reply.code, reply.word), (name, 506, "INDEX"))
            check("indexer" in reply.message, reply.message)
            reply = c.ask("SEARCH : clerk")
            equal((reply.number("gen"), reply.number("hits")), (1, 1))
        check(daemon.log().count("generation-refused") <= len(names),
              daemon.log())
        number = len(names) + 2
        publish(index, other, number)
        equal(c.ask("RELOAD").number("gen"), number)
        equal(c.ask("SEARCH : clerk").number("hits"), 2)


def test_first_damaged(t):
    "a first index that is damaged is ERR 506 with the reason, and mended"
    index = t.make_index({"a": ["The clerk."]})
    good = os.path.realpath(os.path.join(index, "current"))
    publish_damaged(index, good, 2, "text")
    daemon = t.start_searchd(index)
    check(not daemon.reload().ok, "taken")  # waits for the check
    with daemon.connect() as c:
        reply = c.ask("SEARCH : clerk")
        equal((reply.code, reply.word), (506, "INDEX"))
        check("text" in reply.message, reply.message)
        publish(index, good, 3)
        wait_generation(c, 3)


def graft(t, index, stranger, name):
    """A copy of the generation index with the Xapian database of another, and
    a MANIFEST that vouches for it."""
    copy = t.path(name)
    shutil.copytree(index, copy)
    shutil.rmtree(os.path.join(copy, "xapian"))
    shutil.copytree(os.path.join(stranger, "xapian"),
                    os.path.join(copy, "xapian"))
    path = os.path.join(copy, "MANIFEST")
    with open(path) as f:
        lines = f.read().splitlines()
    for i, line in enumerate(lines[:-1]):
        words = line.split(" ")
        if words[0] == "file":
            with open(os.path.join(copy, words[3]), "rb") as f:
                data = f.read()
            lines[i] = "file %d %s %s" % (
                len(data), hashlib.sha256(data).hexdigest(), words[3])
    text = "\n".join(lines[:-1]) + "\n"
    with open(path, "w") as f:
        f.write("%schecksum %s\n" % (
            text, hashlib.sha256(text.encode()).hexdigest()))
    return copy


def test_probe(t):
    """a generation whose checksums are right and that does not find its own
    words is refused, and the old one serves"""
    good = os.path.realpath(os.path.join(t.make_index(
        {"good": ["The clerk.", "The court."]}, "one"), "current"))
    stranger = os.path.realpath(os.path.join(t.make_index(
        {"bad": ["Mayflies hum.", "Or not."]}, "two"), "current"))
    index = t.path("index")
    os.mkdir(index)
    publish(index, graft(t, good, stranger, "grafted"), 1)
    daemon = t.start_searchd(index)
    with daemon.connect_admin() as c:
        reply = c.ask("SEARCH : clerk")
        equal((reply.code, reply.word), (506, "INDEX"))
        check("does not find its own words" in reply.message, reply.message)
        check("--rebuild" in reply.message, reply.message)
        publish(index, graft(t, good, good, "healthy"), 2)
        equal(c.ask("RELOAD").number("gen"), 2)
        publish(index, graft(t, good, stranger, "grafted-again"), 3)
        equal(c.ask("RELOAD").word, "INDEX")
        reply = c.ask("SEARCH : clerk")
        equal((reply.number("hits"), reply.number("gen")), (1, 2))


def test_probe_odd_indexes(t):
    "what has few words, strange ones or none passes"
    for n, paragraphs in enumerate([
            ["OR"], ["..."], ["AND NOT \u201cOR\u201d"], ["-"], ["C++ & a*b"],
            ["PCSOs"], ["2014/15"], ["caf\u00e9 na\u00efve"], ["x" * 5000],
            ["text:clerk title:x kind:minute"], ["\u2014 \u2026 \u4e2d\u6587"]]):
        index = t.make_index({"a": paragraphs}, "odd%d" % n)
        daemon = t.start_searchd(index, options=["--threads", "1"])
        reply = daemon.ask("COUNT : clerk")
        check(reply.ok, "%r: %r" % (paragraphs, reply))
        daemon.stop()


def test_other_schema(t):
    "an index of another schema version is refused with the remedy"
    index = t.make_index({"a": ["The clerk."]})
    good = os.path.realpath(os.path.join(index, "current"))
    daemon = t.start_searchd(index)
    copy = t.path("copy")
    shutil.copytree(good, copy)
    path = os.path.join(copy, "MANIFEST")
    with open(path, "rb") as f:
        lines = f.read().split(b"\n")
    at = [i for i, l in enumerate(lines) if b"schema" in l.split(b" ")[0]]
    equal(len(at), 1, "lines of the schema's version")
    name, _, version = lines[at[0]].partition(b" ")
    lines[at[0]] = name + b" " + str(int(version) + 1).encode()
    with open(path, "wb") as f:
        f.write(b"\n".join(lines))
    publish(index, copy, 2)
    reply = daemon.reload()
    equal((reply.code, reply.word), (506, "INDEX"))
    check("--rebuild" in reply.message, reply.message)
    equal(daemon.ask("SEARCH : clerk").number("gen"), 1)


def test_index_built_anew(t):
    "an index that was removed and built anew is taken, number 1 again"
    index = t.make_index({"a": ["The clerk."]})
    daemon = t.start_searchd(index)
    with daemon.connect_admin() as c:
        shutil.rmtree(index)
        equal(c.ask("SEARCH : clerk").number("hits"), 1)
        equal(c.ask("RELOAD").word, "NOINDEX")
        for query in ['clerk', '"the clerk"', 'title:a clerk', 'clerk NEAR a']:
            check(c.ask("SEARCH : " + query).ok, query)
        equal(c.ask("GET : a#p1").number("units"), 1)
        source = t.write_corpus({"b": ["The clerk.", "The clerk."]})
        harness.run_indexer(index, [source])
        daemon.wait_log("generation number=1", count=2)
        equal(c.ask("SEARCH : clerk").number("hits"), 2)
        # Not even where the first one was still verified when it went.
        check("reason=corrupt" not in daemon.log(), daemon.log())


FLIPS = 100


def ask_all_the_time(daemon, stop, wrong, counts):
    """Even generations have two units with the word, odd ones one: an answer
    of anything else mixes two."""
    with daemon.connect() as c:
        last = 0
        while not stop.is_set():
            reply = c.ask("SEARCH limit=5 facets=kind : clerk")
            if not reply.ok:
                wrong.append(reply.end)
                return
            gen = reply.number("gen")
            want = 2 if gen % 2 == 0 else 1
            ids = sorted(h[2] for h in reply.of("HIT"))
            if (gen < last or reply.number("total") != want or
                    reply.of("FACET") != [["kind", "minute", str(want)]] or
                    ids != ["a#p1", "a#p2"][:want] or
                    not all(("even" if want == 2 else "odd") in s[2]
                            for s in reply.of("SNIP"))):
                wrong.append(repr(reply))
                return
            last = gen
            counts.append(gen)


def test_flips_under_load(t):
    "a hundred generations under four clients: each answer is of exactly one"
    odd = generation_of(t, "odd", ["The odd clerk."])
    even = generation_of(t, "even", ["The even clerk.", "The even clerk."])
    index = t.path("index")
    os.mkdir(index)
    publish(index, odd, 1)
    daemon = t.start_searchd(index, options=["--timeout", "60000"])
    stop, wrong, counts = threading.Event(), [], []
    clients = [threading.Thread(target=ask_all_the_time,
                                args=(daemon, stop, wrong, counts))
               for _ in range(4)]
    for c in clients:
        c.start()
    try:
        with daemon.connect_admin() as control:
            for number in range(2, FLIPS + 2):
                publish(index, even if number % 2 == 0 else odd, number)
                reply = control.ask("RELOAD")
                equal(reply.values.get("gen"), str(number), repr(reply))
                # As the indexer clears away, keeping one to go back to.
                if number > 2:
                    shutil.rmtree(os.path.join(
                        index, "gen-%06d" % (number - 2)))
    finally:
        stop.set()
        for c in clients:
            c.join()
    equal(wrong, [])
    check(len(counts) >= FLIPS, "only %d answers" % len(counts))
    check(len(set(counts)) > 10, "of %d generations" % len(set(counts)))
    with daemon.connect_admin() as c:
        # Old generations are let go, each worker's database with them.
        while held(daemon.pid, index) - {"gen-%06d" % (FLIPS + 1)}:
            c.ask("PING")


def held(pid, index):
    """The generations below index that the process has mapped or open."""
    names = []
    with open("/proc/%d/maps" % pid) as f:
        names += [line.split(None, 5)[5].strip() for line in f
                  if index in line]
    folder = "/proc/%d/fd" % pid
    for fd in os.listdir(folder):
        try:
            names.append(os.readlink(os.path.join(folder, fd)))
        except FileNotFoundError:
            pass
    return {n[len(index) + 1:].split("/")[0] for n in names
            if n.startswith(index + "/")}


def test_cut_while_served(t):
    "a file that is cut short while it is served ends searchd with a word"
    index = t.make_index({"a": ["The clerk."]})
    daemon = t.start_searchd(index)
    check(daemon.reload().ok, "not verified")
    os.truncate(os.path.join(index, "current", "text"), 0)
    with daemon.connect() as c:
        c.send_line("GET : a#p1")
        c.expect_closed()
    daemon.wait(-signal.SIGBUS)
    check("cut short" in daemon.log() and "start it again" in
          daemon.log(), daemon.log())


# ---- at the start ----

def current(index, *names):
    return os.path.join(os.path.realpath(os.path.join(index, "current")),
                        *names)


def flip(path):
    """One bit in the middle of a file."""
    with open(path, "r+b") as f:
        at = os.path.getsize(path) // 2
        f.seek(at)
        byte = f.read(1)[0] ^ 4
        f.seek(at)
        f.write(bytes([byte]))


def test_damaged_at_start(t):
    """a damaged index is not served for longer than it takes to find out, and
    the next one is"""
    for name in sorted(os.listdir(current(t.make_index({"a": ["Clerk."]})))):
        if name in ("MANIFEST", "xapian"):
            continue
        index = t.make_index({"a": ["The clerk's budget (CB) of £5."],
                              "b": ["The Central Board (CB) met."]}, name)
        flip(current(index, name))
        daemon = t.start_searchd(index)
        with daemon.connect_admin() as c:
            reply = c.ask("RELOAD")  # waits for the check
            equal((reply.code, reply.word), (506, "INDEX"), name)
            check("/%s " % name in reply.message and "--rebuild" in
                  reply.message, reply.message)
            for line in ("SEARCH : clerk", "GET : a#p1"):
                reply = c.ask(line)
                equal((reply.code, reply.word), (506, "INDEX"), name)
            equal([daemon.stat("generation"), daemon.stat("index_verified"),
                   daemon.stat("answers_kept")], ["0", "0", "0"])
            # Told by the check, or by a load after it.
            check(daemon.stat("reloads_failed") in ("1", "2"), "not counted")
            daemon.wait_log("generation-refused reason=corrupt")
            harness.run_indexer(index, ["--rebuild"])
            check(c.ask("RELOAD").ok, "not taken")
            equal(c.ask("SEARCH : clerk").number("hits"), 1)
            equal(daemon.stat("index_verified"), "1")
        daemon.stop()


def add_large(generation):
    """A file without blocks on the disk that takes minutes to verify, and is
    damaged in the end, though its size is as the MANIFEST says."""
    size = 1 << 38
    with open(os.path.join(generation, "xapian", "large"), "w") as f:
        os.truncate(f.fileno(), size)
    path = os.path.join(generation, "MANIFEST")
    with open(path) as f:
        lines = f.read().splitlines()[:-1]
    os.unlink(path)  # it may have other names
    first = min(i for i, line in enumerate(lines) if line.startswith("file "))
    files = [line for line in lines if line.startswith("file ")]
    files.append("file %d %s xapian/large" % (size, "0" * 64))
    lines[first:first + len(files) - 1] = sorted(
        files, key=lambda line: line.split(" ", 3)[3])
    text = "\n".join(lines) + "\n"
    with open(path, "w") as f:
        f.write("%schecksum %s\n" % (
            text, hashlib.sha256(text.encode()).hexdigest()))


def test_serves_while_it_is_verified(t):
    """at the start an index is verified while it serves; RELOAD waits, and
    takes the next one"""
    index = t.make_index({"a": ["The clerk."]})
    other = generation_of(t, "other", ["The clerk.", "The clerk again."])
    add_large(current(index))
    daemon = t.start_searchd(index)
    with daemon.connect() as c, daemon.connect_admin() as admin:
        equal(c.ask("SEARCH : clerk").number("hits"), 1)
        equal(daemon.stat("index_verified"), "0")
        admin.send_line("RELOAD")
        equal(c.ask("SEARCH : clerk").number("gen"), 1)
        publish(index, other, 2)
        equal(admin.read_reply().end, "OK gen=2 changed=1")
        reply = c.ask("SEARCH : clerk")
        equal((reply.number("gen"), reply.number("hits")), (2, 2))
        equal(daemon.stat("index_verified"), "1")
        equal(admin.ask("RELOAD").end, "OK gen=2 changed=0")


def test_removed_while_it_is_verified(t):
    "what is cleared away while it is verified goes on being served"
    index = t.make_index({"a": ["The clerk."]})
    folder = os.path.realpath(os.path.join(index, "current"))
    large = os.path.join(folder, "xapian", "large")
    add_large(folder)
    daemon = t.start_searchd(index)
    with daemon.connect() as c, daemon.connect_admin() as admin:
        equal(daemon.stat("index_verified"), "0")
        admin.send_line("RELOAD")
        shutil.rmtree(folder)
        for fd in os.listdir("/proc/%d/fd" % daemon.pid):
            path = "/proc/%d/fd/%s" % (daemon.pid, fd)
            try:
                if os.readlink(path).startswith(large):
                    os.truncate(path, 0)  # the check comes to its end
            except FileNotFoundError:
                pass
        admin.read_reply()
        while daemon.stat("index_verified") == "0":
            pass
        reply = c.ask("SEARCH : clerk")
        equal((reply.number("gen"), reply.number("hits")), (1, 1))
        harness.run_indexer(index, [t.path("index-source")])
        check(admin.ask("RELOAD").ok, "not taken")
        equal(c.ask("SEARCH : clerk").number("hits"), 1)


def test_end_while_it_is_verified(t):
    "SIGTERM ends it, too, while an index is verified, before or beside"
    index = t.make_index({"a": ["The clerk."]})
    large = generation_of(t, "other", ["The clerk."])
    add_large(large)
    daemon = t.start_searchd(index)
    waits = daemon.connect_admin()
    publish(index, large, 2)
    waits.send_line("RELOAD")
    equal(daemon.ask("COUNT : clerk").number("gen"), 1)
    daemon.stop()
    again = t.start_searchd(index)
    waits = again.connect_admin()
    waits.send_line("RELOAD")
    equal(again.ask("COUNT : clerk").number("gen"), 2)
    again.stop()


if __name__ == "__main__":
    harness.main(globals())
