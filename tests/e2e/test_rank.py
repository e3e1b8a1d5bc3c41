"""The parts of the ranking: what each does, how it is switched off, and who
may ask for it. Documents are named so that by BM25 alone, where two are
equal, the wrong one comes first."""

import json
import random
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


def explained(daemon, query, rank):
    with daemon.connect_admin() as c:
        reply = c.ask("EXPLAIN%s : %s"
                      % (" rank=" + rank if rank else "", query))
    check(reply.ok, reply.end)
    return [line[0] for line in reply.of("EXPLAIN")]


def test_stops(t):
    "without the stop list its words are wanted, and score, as others are"
    daemon = t.start_searchd(t.make_index({
        "a": ["Budget agreed by members."],
        "b": ["Budget of the town agreed."],
        "c": ["Another matter of state."]}))
    query = "the budget of"
    for rank in None, "none", "default,stops", "stops=1":
        equal(sorted(order(daemon, query, rank, "match=all")), ["a", "b"])
    for rank in "stops=0", "default,stops=0":
        equal(order(daemon, query, rank, "match=all"), ["b"])
        equal(order(daemon, query, rank, "match=auto"), ["b"])
        found = order(daemon, query, rank)
        equal((found[0], sorted(found)), ("b", ["a", "b", "c"]))
    # Said in quotes they are wanted in any case, and score if they are words.
    with daemon.connect_admin() as c:
        scores = [float(c.ask('SEARCH rank=%s : "of the town"' % r)
                        .of("HIT")[0][1]) for r in ("none", "stops=0")]
        check(scores[0] < scores[1], scores)
        equal([c.ask("COUNT rank=%s : %s" % (r, query)).number("total")
               for r in ("default", "stops=0")], [2, 1])
    lines = explained(daemon, query, None)
    check("rank repeats=1,ridf=1,exact=0.3,pairs=0.3" in lines, lines)
    check("dropped of: a stop word" in lines, lines)
    check(not any(line.startswith("kept") for line in lines), lines)
    lines = explained(daemon, query, "stops=0")
    check("rank stops=0" in lines, lines)
    check("kept of: a stop word, the stop list is off" in lines, lines)
    check(not any(line.startswith("dropped") for line in lines), lines)


def test_title(t):
    "without the title words are looked for, and score, in the text alone"
    # Titles of three words each, so that lengths are alike.
    daemon = t.start_searchd(t.make_index({
        "Budget budget report": ["Members agreed the budget of the town."],
        "Other dull matters": ["Members agreed the budget of the town."],
        "Budget of Kent": ["Members walked the meadow of the town."]},
        name="titled"))
    with daemon.connect_admin() as c:
        def hits(query, rank=None, options="match=any"):
            reply = c.ask("SEARCH %s%s : %s" % (
                options, " rank=" + rank if rank else "", query))
            check(reply.ok, reply.end)
            return {hit[6]: float(hit[1]) for hit in reply.of("HIT")}
        both, text, title = ("Budget budget report", "Other dull matters",
                             "Budget of Kent")
        for rank in None, "none", "title=1", "title=0.1":
            equal(sorted(hits("budget", rank)), sorted((both, text, title)))
            check(hits("budget", rank)[both] > hits("budget", rank)[text], rank)
        for rank in "title=0", "default,title=0":
            found = hits("budget", rank)
            equal(sorted(found), sorted((both, text)))
            # Twice in the title, and still nothing of it counts.
            equal(found[both], found[text])
            # Frequency and lengths are the index's: as the one without.
            if rank == "title=0":
                equal(found[text], hits("budget", "none")[text])
            for query in ('"budget"', "budg*", '~"budget reports"',
                          "budget NEAR/5 budget", '"of Kent"', "kent",
                          '"of the" AND kent'):
                equal(sorted(hits(query, rank)),
                      sorted(hits("text:(%s)" % query)
                             if "NEAR" not in query else []), query)
            equal(sorted(hits("title:budget", rank)), sorted((both, title)))
            equal(sorted(hits("text:budget", rank)), sorted((both, text)))
            equal(sorted(hits("-budget members", rank)), [title])
            for options in "sort=newest", "group=document", "facets=kind":
                equal(sorted(hits("budget", rank, options)),
                      sorted((both, text)), options)
        # More of it is more, and by the formula of BM25 over what is counted.
        one, two = hits("budget", "title=1"), hits("budget", "title=2")
        equal(one, hits("budget", "none"))
        equal(one[text], two[text])
        check(one[both] < two[both] and one[title] < two[title], (one, two))
        equal(c.ask("COUNT rank=title=0 : budget").number("total"), 2)
        equal(c.ask("SEARCH rank=title=0 match=auto : kent meadow")
              .end.split("relaxed=")[1][0], "1")
    equal([x for x in explained(daemon, "budget", None)
           if x.startswith("title")], [])
    equal([x for x in explained(daemon, "budget", "title=0")
           if x.startswith("title")],
          ["title off: words are looked for, and score, in the text alone"])
    equal([x for x in explained(daemon, "budget", "title=0.5")
           if x.startswith("title")],
          ["title: its words count 0.5 times those of the text"])


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
        for verb in "SEARCH", "COUNT", "EXPLAIN":
            matches(c.ask("@5 %s rank=none : clerk" % verb).end,
                    "ERR @5 403 DENIED : the option rank is for root.*")
        equal(c.ask("SUGGEST rank=none : clerk").code, 402)
        equal(c.ask("SEARCH : clerk").number("hits"), 1)
    with daemon.connect_admin() as c:
        check(c.ask("SEARCH rank=none : clerk").ok, "refused")
        check(c.ask("COUNT rank=stops=0 : clerk").ok, "refused")
        check(c.ask("EXPLAIN rank=ridf : clerk").ok, "refused")
        for wrong in ("", "all", "ridf=11", "ridf,,pairs", "stops=0.5",
                      "pairs,default"):
            reply = c.ask("SEARCH rank=%s : clerk" % wrong)
            equal(reply.code, 402)
            matches(reply.end, ".*some of repeats, ridf, exact, pairs, stops, "
                    "title with.*")
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
    t.write("searchd.conf", "[searchd]\nrank = default,stops=0,title=0\n")
    check(daemon.reload().ok, "no reload")
    equal(daemon.ask("COUNT match=all : the bins of").number("total"), 1)
    equal(daemon.ask("COUNT match=all : bins by").number("total"), 0)
    equal(daemon.ask("COUNT match=all : title:a bins").number("total"), 1)
    equal(daemon.ask("COUNT match=any : a").number("total"), 0)
    check(etag(daemon)[0] not in (plain, other), "an old page would be kept")
    t.write("searchd.conf", "[searchd]\nrank = best\n")
    matches(daemon.reload().end, "ERR 507 .*rank takes none, default, .*")


def test_depth(t):
    "the best are the same however many are asked for"
    chance = random.Random(7)
    words = ["road", "roads", "budget", "budgets", "budgeted", "police",
             "policing", "clerk", "clerks", "the", "of"]
    documents = {
        "d%02d" % n: harness.minutes(
            " ".join(chance.choices(words, k=3)),
            [" ".join(chance.choices(words, k=chance.randint(3, 60))) + "."
             for _ in range(30)])
        for n in range(20)}
    daemon = t.start_searchd(t.make_index(documents))
    with daemon.connect_admin() as c:
        def found(options, query):
            return [(h[1], h[2]) for h in c.ask(
                "SEARCH cache=no facets=none snippets=0 %s : %s"
                % (options, query)).of("HIT")]
        for rank in ("", "rank=exact=2", "rank=pairs=3", "rank=exact,pairs=1",
                     "rank=default,title=0.5"):
            for query in ("roads", "budgeted", "budget budgets", "road police",
                          "policing OR clerks", "police of the clerk roads",
                          '"clerk road"'):
                every = found(rank + " limit=100", query) + found(
                    rank + " limit=100 from=100", query)
                check(query[0] == '"' or len(every) > 150, query)
                for limit in 1, 3, 10, 40:
                    equal(found("%s limit=%d" % (rank, limit), query),
                          every[:limit], "%s %s %d" % (query, rank, limit))


harness.main(globals())
