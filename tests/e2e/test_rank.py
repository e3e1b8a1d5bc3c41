"""The parts of the ranking: what each does, how it is switched off, and who
may ask for it. Documents are named so that by BM25 alone, where two are
equal, the wrong one comes first."""

import json
import urllib.error
import urllib.request

import harness
from harness import check, equal, matches


def order(daemon, query, rank=None, options="match=any"):
    """The documents found, best first."""
    with daemon.connect_admin() as c:
        reply = c.ask("SEARCH %s%s : %s" % (
            options, " rank=" + rank if rank else "", query))
    check(reply.ok, reply.end)
    return [hit[6] for hit in reply.of("HIT")]


def test_repeats(t):
    "a word that the query says twice counts more"
    daemon = t.start_searchd(t.make_index({
        "a": ["The bins of the town."],
        "b": ["The potholes of the town."]}))
    query = "potholes bins potholes"
    equal(order(daemon, query, "none"), ["a", "b"])
    equal(order(daemon, query, "repeats"), ["b", "a"])
    equal(order(daemon, query), ["b", "a"])
    equal(order(daemon, query, "repeats=0"), ["a", "b"])


def test_ridf(t):
    "a word that comes in bursts counts more than one that is strewn"
    documents = {"a": ["It was agreed in the end."],
                 "b": ["It was drainage in the end."],
                 "c": ["Agreed, as ever, and with thanks."],
                 "d": ["Drainage of the field. " * 6]}
    for i in range(30):
        documents["x%d" % i] = ["Something else was said, number %d." % i]
    daemon = t.start_searchd(t.make_index(documents))
    query = "drainage agreed"
    equal([d for d in order(daemon, query, "none") if d in "ab"], ["a", "b"])
    equal([d for d in order(daemon, query, "ridf") if d in "ab"], ["b", "a"])
    equal([d for d in order(daemon, query) if d in "ab"], ["b", "a"])


def test_exact(t):
    "a word as it was typed counts more than another form of it"
    daemon = t.start_searchd(t.make_index({
        "a": ["The constable of the town."],
        "b": ["The constables of the town."],
        "c": ["Another matter."]}))
    for rank in "none", "ridf,pairs", "exact=0":
        equal(order(daemon, "constables", rank), ["a", "b"])
    for rank in "exact", None:
        equal(order(daemon, "constables", rank), ["b", "a"])
        equal(order(daemon, "constable", rank), ["a", "b"])


def test_pairs(t):
    "words next to each other as in the query count more"
    daemon = t.start_searchd(t.make_index({
        "a": ["The art that is not of a modern state."],
        "b": ["The art that is a state of modern not."],
        "c": ["The state of the art that is not modern."],
        "d": ["Another matter."]}))
    for query, first in (("state of the art", "c"), ("modern state", "a"),
                         ("art state", None)):
        equal(order(daemon, query, "none"), ["a", "b", "c"][:3])
        found = order(daemon, query, "pairs")
        equal(sorted(found), ["a", "b", "c"])
        if first:
            equal(found[0], first)
            equal(order(daemon, query)[0], first)
            equal(order(daemon, query, "repeats,ridf,exact"), ["a", "b", "c"])


def test_pages(t):
    "pages do not overlap, whatever their size, and the counts stay"
    documents = {}
    for i in range(260):
        words = ["budget", "report", "of the", "panel", "on", "reports"]
        words[i % 5], words[i % 3] = words[i % 3], words[i % 5]
        documents["%03d" % i] = [" ".join(words * (1 + i % 4))]
    daemon = t.start_searchd(t.make_index(documents))
    query = "budget report panel"

    def pages(rank, size):
        found = []
        for start in range(0, 260, size):
            found += order(daemon, query, rank,
                           "from=%d limit=%d" % (start, size))
        return found
    plain, ranked = pages("none", 100), pages(None, 100)
    equal(len(set(plain)), 260)
    equal(sorted(ranked), sorted(plain))
    check(ranked != plain, "the second stage does nothing here")
    for size in 7, 10, 33:
        equal(pages(None, size), ranked, "pages of %d" % size)
    # With stage one alone the same, what is behind the best 200 stays.
    equal(pages("exact,pairs", 100)[200:], plain[200:])
    equal(sorted(pages("exact,pairs", 100)[:200]), sorted(plain[:200]))
    with daemon.connect_admin() as c:
        replies = [c.ask("SEARCH facets=year,kind rank=%s : %s" % (r, query))
                   for r in ("none", "default")]
        equal(replies[0].of("FACET"), replies[1].of("FACET"))
        equal(replies[0].number("total"), replies[1].number("total"))
        newest = [c.ask("SEARCH sort=newest rank=%s : %s" % (r, query))
                  .of("HIT") for r in ("none", "exact,pairs")]
        equal(newest[0], newest[1], "another order than by relevance")


def test_who(t):
    "only an administrator may ask for another ranking"
    daemon = t.start_searchd(t.make_index({"a": ["The clerk."]}),
                             options=["--http", "127.0.0.1:0"])
    with daemon.connect() as c:
        for verb in "SEARCH", "EXPLAIN":
            matches(c.ask("@5 %s rank=none : clerk" % verb).end,
                    "ERR @5 403 DENIED : the option rank is for root.*")
        equal(c.ask("COUNT rank=none : clerk").code, 402)
        equal(c.ask("SEARCH : clerk").number("hits"), 1)
    with daemon.connect_admin() as c:
        check(c.ask("SEARCH rank=none : clerk").ok, "refused")
        check(c.ask("EXPLAIN rank=ridf : clerk").ok, "refused")
        for wrong in "", "all", "ridf=11", "ridf,,pairs":
            equal(c.ask("SEARCH rank=%s : clerk" % wrong).code, 402)
    try:
        urllib.request.urlopen("http://%s/api/search?q=clerk&rank=none"
                               % daemon.https[0], timeout=harness.DEADLINE)
        raise harness.Failure("it is taken over HTTP")
    except urllib.error.HTTPError as e:
        equal(e.code, 400)
        e.close()


def etag(daemon):
    with urllib.request.urlopen(
            "http://%s/api/search?q=bins+potholes+potholes&match=any"
            % daemon.https[0], timeout=harness.DEADLINE) as reply:
        hits = json.load(reply)["hits"]
        return reply.headers["ETag"], [h["document"] for h in hits]


def test_setting(t):
    "the setting rank holds for everybody, and changes with a reload"
    index = t.make_index({"a": ["The bins of the town."],
                          "b": ["The potholes of the town."]})
    config = t.write("searchd.conf", "[searchd]\nrank = none\n")
    daemon = t.start_searchd(index, options=["--config", config,
                                             "--http", "127.0.0.1:0"])
    query = "SEARCH match=any : bins potholes potholes"
    plain, found = etag(daemon)
    equal(found, ["a", "b"])
    equal([h[6] for h in daemon.ask(query).of("HIT")], ["a", "b"])
    t.write("searchd.conf", "[searchd]\nrank = repeats=2,ridf=0.5\n")
    check(daemon.reload().ok, "no reload")
    equal([h[6] for h in daemon.ask(query).of("HIT")], ["b", "a"])
    other, found = etag(daemon)
    equal(found, ["b", "a"])
    check(plain != other, "a browser would keep the old page")
    t.write("searchd.conf", "[searchd]\nrank = best\n")
    matches(daemon.reload().end, "ERR 507 .*rank takes none, default, .*")


harness.main(globals())
