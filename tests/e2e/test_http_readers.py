"""The feed, the metrics and the JSON as the programs that are made for them
read them: feedparser (what news readers are built on), Prometheus's own
client library, a JSON reader. Each part skips with a word where its program
is not installed."""

import json

import harness
import web
from harness import check, equal
from web import page


def program(name):
    """A module of Debian's python3-NAME, or a skip."""
    try:
        return __import__(name, fromlist=["*"])
    except ImportError:
        raise harness.Skip("%s is not installed" % name) from None


def test_feed(t):
    "a feed reader sees what is new, newest first, with dates and links"
    feedparser = program("feedparser")
    daemon = web.box(t)
    feed = feedparser.parse(page(daemon, "/feed.atom?q=clerk").text)
    check(not feed.bozo, str(feed.get("bozo_exception")))
    equal(feed.version, "atom10")
    equal(len(feed.entries), 4)
    check(feed.feed.title and feed.feed.id and feed.feed.updated_parsed, "head")
    dates = [e.updated_parsed for e in feed.entries]
    equal(dates, sorted(dates, reverse=True))
    equal(len({e.id for e in feed.entries}), 4, "ids")
    for entry in feed.entries:
        check(entry.link.startswith("http://" + daemon.https[0] + "/d/"),
              entry.link)
        check("clerk" in entry.summary.lower(), entry.summary)


def test_metrics(t):
    "Prometheus's own library reads the metrics"
    parser = program("prometheus_client.parser")
    daemon = web.box(t)
    page(daemon, "/search?q=clerk")
    families = {f.name: f for f in parser.text_string_to_metric_families(
        page(daemon, "/metrics").text)}
    for name, kind in (("minutiae_queries", "counter"),
                       ("minutiae_query_duration_seconds", "histogram"),
                       ("minutiae_index_units", "gauge"),
                       ("process_resident_memory_bytes", "gauge")):
        equal(families[name].type, kind, name)
        check(families[name].documentation, name)
    ok = [s.value for s in families["minutiae_queries"].samples
          if s.labels == {"proto": "http", "outcome": "ok"}]
    equal(ok, [1.0])
    buckets = [s for s in families["minutiae_query_duration_seconds"].samples
               if s.name.endswith("_bucket")]
    values = [s.value for s in buckets]
    equal(values, sorted(values))
    equal((buckets[-1].labels["le"], values[-1]), ("+Inf", 1.0))


def test_json(t):
    "the JSON is read, and has every documented name"
    daemon = web.box(t)
    answer = json.loads(page(daemon, "/api/search?q=clerk").text)
    equal(sorted(answer), ["expanded", "facets", "from", "generation",
                           "groups", "hits", "missing", "ms", "notes", "query", "relaxed", "suggestion",
                           "total"])
    equal(answer["total"], 4)


harness.main(globals())
