/* The hot way of matching: see match_hot.h. */
#include "config.h"

#include "engine/match_hot.h"

#include <stdlib.h>
#include <string.h>

#include "engine/nodes.h"
#include "engine/stems.h"
#include "engine/weight.h"
#include "match/collect.h"
#include "store/schema.h"

struct hot {
    const struct match_source *source;
    const struct match_request *request;
    struct arena *arena;
    struct watch watch;
    struct nodes nodes;
    struct stems asked;       /* with df and cf */
    struct score_stem *stems; /* those that something has */
    size_t n_stems;
    struct collect_facet facets[STORE_FACETS];
    size_t n_facets;
};

/* ---- what is scored ---- */

/* The stems' lists, and what they weigh. */
static void
take_stems(struct hot *h)
{
    const struct match_request *request = h->request;
    const struct store *store = h->source->store;
    struct stems stems = stems_of_tree(store, request->tree, h->arena);
    const struct postings **lists =
        arena_array(h->arena, stems.n, sizeof(struct postings *));
    double units = store_units(store);

    for (size_t i = 0; i < stems.n; i++) {
        lists[i] = nodes_postings(&h->nodes, SCHEMA_STEM, stems.list[i].text);
        if (lists[i] == NULL)
            return;
        stems.list[i].df = lists[i]->n;
        stems.list[i].cf = lists[i]->cf;
    }
    if (request->rank != NULL)
        weight_fill(&stems, request->rank, store, h->source->length,
                    request->wording);
    h->stems = arena_array(h->arena, stems.n, sizeof(*h->stems));
    for (size_t i = 0; i < stems.n; i++)
        if (lists[i]->n > 0)
            h->stems[h->n_stems++] = (struct score_stem){
                lists[i], score_weight(units, lists[i]->n, MATCH_K1) *
                              stems.list[i].factor};
    h->asked = stems;
}

/* ---- what restricts ---- */

/* The filters of a facet's own, or NULL. */
static struct node *
make_own(struct hot *h, unsigned facet)
{
    const struct match_request *request = h->request;
    struct node **list =
        arena_array(h->arena, request->n_filters, sizeof(struct node *));
    size_t n = 0;

    for (size_t i = 0; i < request->n_filters; i++)
        if ((unsigned)request->filters[i].type == facet)
            list[n++] = nodes_filter(&h->nodes, &request->filters[i]);
    return n > 0 ? node_and(&h->nodes.maker, list, n, NULL, 0) : NULL;
}

static void
take_facets(struct hot *h, struct match_result *out)
{
    const struct store *store = h->source->store;

    for (unsigned f = 0; f < STORE_FACETS; f++) {
        if ((h->request->facets & 1u << f) == 0)
            continue;
        uint32_t n = store_facet_values(store, f);
        out->counts[f] = arena_array(h->arena, n, sizeof(uint64_t));
        h->facets[h->n_facets++] = (struct collect_facet){
            .facet = f,
            .codes = store_facet(store, f),
            .n = n,
            .counts = out->counts[f],
            .own = make_own(h, f),
        };
    }
}

/* The tree, and the filters that restrict all facets that are counted. */
static struct node *
make_wanted(struct hot *h)
{
    const struct match_request *request = h->request;
    struct node **list =
        arena_array(h->arena, request->n_filters + 1, sizeof(struct node *));
    size_t n = 0;

    if (request->tree != NULL)
        list[n++] = nodes_tree(&h->nodes, request->tree);
    for (size_t i = 0; i < request->n_filters; i++) {
        unsigned type = (unsigned)request->filters[i].type;
        if (type >= STORE_FACETS || (request->facets & 1u << type) == 0)
            list[n++] = nodes_filter(&h->nodes, &request->filters[i]);
    }
    return node_and(&h->nodes.maker, list, n, NULL, 0);
}

static bool
has_own(const struct hot *h)
{
    for (size_t i = 0; i < h->n_facets; i++)
        if (h->facets[i].own != NULL)
            return true;
    return false;
}

/* ---- the match ---- */

static enum status
collect(struct hot *h, struct match_result *out, struct error *err)
{
    const struct match_request *request = h->request;
    const struct collect_order order = {
        .order =
            request->sort == SEARCH_BY_RELEVANCE ? BEST_BY_SCORE : BEST_BY_KEY,
        .keys = match_keys(h->source->store, request->sort),
        .depth = request->depth,
        .groups = request->groups,
        .n_groups = request->n_groups,
    };
    struct collect_job job = {
        .facets = h->facets,
        .order = &order,
        .curve = h->source->curve,
        .cache = h->source->cache,
        .watch = &h->watch,
        .arena = h->arena,
    };
    struct collect_result found;

    job.node = make_wanted(h);
    take_facets(h, out);
    job.n_facets = h->n_facets;
    if (request->depth > 0)
        take_stems(h);
    if (h->nodes.status != STATUS_OK)
        return h->nodes.status;
    if (job.node->type == NODE_POSTINGS && !has_own(h))
        job.list = job.node->u.postings.list;
    if (h->n_stems == 1 && h->stems[0].list == job.list)
        job.alone = &h->stems[0];
    if (h->n_stems > 0)
        job.score = score_new(h->source->curve, h->stems, h->n_stems, h->arena);
    enum status status = collect_run(&job, &found, err);
    if (status != STATUS_OK)
        return status;
    out->total = found.total;
    out->groups = found.groups;
    out->stems = h->asked;
    out->n_hits = found.best.n;
    out->hits = arena_array(h->arena, found.best.n, sizeof(*out->hits));
    for (size_t i = 0; i < found.best.n; i++)
        out->hits[i] = (struct match_hit){
            .docid = found.best.list[i].docid,
            .more = found.best.list[i].more,
            .score = found.best.list[i].score,
        };
    return STATUS_OK;
}

enum status
match_hot(const struct match_source *source,
          const struct match_request *request, struct arena *arena,
          struct match_result *out, struct error *err)
{
    struct match_result found = {0};
    struct hot h = {
        .source = source,
        .request = request,
        .arena = arena,
        .watch = {.deadline = request->deadline, .cancel = request->cancel},
    };

    nodes_start(&h.nodes, source, &h.watch, arena, err);
    enum status status = collect(&h, &found, err);
    nodes_done(&h.nodes);
    if (status == STATUS_OK)
        *out = found;
    return status;
}
