"""The queries of corpora/queries.tsv must find what their author found by
reading."""

import os
import re

import harness

SAMPLES = os.path.join(harness.SOURCE, "corpora")
CORPUS = os.path.join(SAMPLES, "minutes")


def read_queries():
    with open(os.path.join(SAMPLES, "queries.tsv"), encoding="utf-8") as f:
        for line in f:
            if line.strip() and not line.startswith("#"):
                query, total, *ids = line.rstrip("\n").split("\t")
                yield query, int(total), " ".join(ids).split()


def test_queries(t):
    "the sample minutes' queries find what a reader found"
    index = t.path("index")
    harness.run_indexer(index, [CORPUS])
    daemon = t.start_searchd(index)
    wrong, n = [], 0
    with daemon.connect() as client:
        for query, total, ids in read_queries():
            n += 1
            reply = client.ask("SEARCH match=all expand=no limit=100 : "
                               + query)
            if not reply.ok:
                wrong.append("%s: %s" % (query, reply.end))
                continue
            found = [hit[2] for hit in reply.of("HIT")]
            if reply.number("total") != total:
                wrong.append("%s: %s found, expected %d: %s" % (
                    query, reply.values["total"], total, found[:8]))
            elif set(ids) - set(found):
                wrong.append("%s: without %s" % (query,
                                                 set(ids) - set(found)))
    harness.check(n >= 60, "only %d queries" % n)
    harness.check(not wrong, "\n".join(wrong))


def test_every_document_is_understood(t):
    "every sample file is indexed, and again with the same ids"
    index = t.path("index")
    harness.run_indexer(index, [CORPUS])
    with t.start_searchd(index).connect() as client:
        harness.check(int(client.greeting.values["documents"]) >= 30,
                      client.greeting.end)


def test_readme(t):
    "the README's screen is what the programs print"
    with open(os.path.join(harness.SOURCE, "README.md"),
              encoding="utf-8") as f:
        lines = iter(f.read().split("\n"))
    command = next(x for x in lines if x.startswith("    $ searchctl "))
    shown = []
    for line in lines:
        if line and not line.startswith("    "):
            break
        shown.append(line[4:])
    index = t.path("index")
    harness.run_indexer(index, [CORPUS])
    daemon = t.start_searchd(index)
    done = harness.run_searchctl(command.split()[2:], daemon.address)
    harness.equal(done.stdout.strip("\n"), "\n".join(shown).strip("\n"))


def test_try(t):
    "the search that ./try proposes finds something in the sample minutes"
    with open(os.path.join(harness.SOURCE, "try"), encoding="utf-8") as f:
        queries = re.findall(r"^ +\S+/searchctl (\w.*)$", f.read(), re.M)
    harness.check(queries, "./try proposes none")
    index = t.path("index")
    harness.run_indexer(index, [CORPUS])
    daemon = t.start_searchd(index)
    for query in queries:
        harness.run_searchctl(query.split(), daemon.address)


harness.main(globals(), needs=(harness.INDEXER, harness.SEARCHD,
                               harness.SEARCHCTL))
