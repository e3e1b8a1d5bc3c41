/* lib/match: sets of units by windows, and what is collected from them, against
 * going through all units one by one. */
#include "unit.h"

#include <stdbool.h>

#include "common/xalloc.h"
#include "match/collect.h"
#include "match/groups.h"

/* Three windows and a bit, with gaps, and one empty window among them. */
#define LAST 20000u
#define CODES 5u
#define LISTS 6u
#define GROUPS 700u

struct world {
    uint64_t live[(LAST / WINDOW_UNITS + 1) * WINDOW_WORDS];
    uint32_t lengths[LAST + 1], codes[LAST + 1], values[LAST + 1];
    uint32_t keys[LAST + 1], groups[LAST + 1];
    uint32_t wdfs[LISTS][LAST + 1]; /* 0: it is not there */
    struct curve curve;
    struct postings lists[LISTS];
    struct arena *arena;
    struct watch watch;
    struct node_maker maker;
};

static uint32_t
next_random(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

static void
make_list(struct world *w, unsigned i, uint32_t *state)
{
    static const uint32_t one_in[LISTS] = {1, 3, 10, 100, 2000, 1000000};
    uint32_t *docids = xcalloc(LAST, sizeof(*docids));
    uint32_t *wdfs = xcalloc(LAST, sizeof(*wdfs)), n = 0;
    struct error err;
    size_t bytes;

    for (uint32_t docid = 1; docid <= LAST; docid++) {
        if (!window_has(w->live, docid) || next_random(state) % one_in[i] != 0)
            continue;
        w->wdfs[i][docid] = 1 + next_random(state) % (i == 2 ? 400 : 4);
        docids[n] = docid;
        wdfs[n++] = w->wdfs[i][docid];
    }
    assert_ok(
        postings_make(&w->lists[i], &bytes, docids, wdfs, n, &w->curve, &err));
    free(docids);
    free(wdfs);
}

static struct world *
make_world(uint32_t seed)
{
    struct world *w = xcalloc(1, sizeof(*w));
    uint32_t state = seed;

    for (uint32_t docid = 1; docid <= LAST; docid++) {
        if (window_of(docid) != 2 && next_random(&state) % 20 != 0)
            window_set(w->live, docid);
        w->lengths[docid] = 1 + next_random(&state) % 200;
        w->codes[docid] = next_random(&state) % CODES;
        w->values[docid] = next_random(&state) % 1000;
        w->keys[docid] = docid * 2654435761u;
        w->groups[docid] = next_random(&state) % GROUPS;
    }
    w->curve = curve_make(w->lengths, LAST, 80, 1.2, 0.6);
    for (unsigned i = 0; i < LISTS; i++)
        make_list(w, i, &state);
    w->arena = arena_new();
    w->maker = (struct node_maker){
        .arena = w->arena,
        .watch = &w->watch,
        .live = w->live,
        .windows = window_of(LAST) + 1,
        .units = LAST,
    };
    return w;
}

static void
free_world(struct world *w)
{
    for (unsigned i = 0; i < LISTS; i++)
        free((void *)(uintptr_t)w->lists[i].windows);
    arena_free(w->arena);
    free(w);
}

/* ---- sets, made at random both ways ---- */

struct set {
    bool has[LAST + 1];
};

static struct node *make_set(struct world *w, unsigned depth, uint32_t *state,
                             struct set *out);

static struct node *
make_leaf(struct world *w, uint32_t *state, struct set *out)
{
    uint32_t which = next_random(state) % 8, a = next_random(state) % LAST;
    uint32_t b = a + next_random(state) % 6000, low = a % 1000;
    b = b < LAST ? b : LAST; /* ranges are of units that there are */
    uint64_t *codes = arena_array(w->arena, 1, sizeof(*codes));

    *codes = a % 32;
    for (uint32_t d = 1; d <= LAST; d++) {
        bool live = window_has(w->live, d);
        out->has[d] = which < LISTS ? w->wdfs[which][d] > 0
                      : which == 6  ? live && (*codes >> w->codes[d] & 1) != 0
                      : a % 3 == 0  ? live
                      : a % 3 == 1  ? live && w->values[d] >= low &&
                                         w->values[d] <= low + 300
                                   : d >= a && d <= b;
    }
    if (which < LISTS)
        return node_postings(&w->maker, &w->lists[which]);
    if (which == 6)
        return node_codes(&w->maker, w->codes, codes);
    return a % 3 == 0   ? node_all(&w->maker)
           : a % 3 == 1 ? node_values(&w->maker, w->values, low, low + 300)
                        : node_range(&w->maker, a, b);
}

static struct node *
make_and(struct world *w, unsigned depth, uint32_t *state, struct set *out)
{
    struct set *other = xcalloc(1, sizeof(*other));
    struct node *list[3], *unwanted[3];
    size_t n = next_random(state) % 4, m = next_random(state) % 2;

    for (uint32_t d = 1; d <= LAST; d++)
        out->has[d] = n > 0 || window_has(w->live, d);
    for (size_t i = 0; i < n + m && i < 3; i++) {
        struct node *child = make_set(w, depth - 1, state, other);
        if (i < n)
            list[i] = child;
        else
            unwanted[i - n] = child;
        for (uint32_t d = 1; d <= LAST; d++)
            out->has[d] &= other->has[d] == (i < n);
    }
    free(other);
    m = n + m > 3 ? 3 - n : m;
    return node_and(&w->maker, list, n, unwanted, m);
}

static struct node *
make_set(struct world *w, unsigned depth, uint32_t *state, struct set *out)
{
    uint32_t dice = next_random(state) % 3;
    struct node *list[3];

    if (depth == 0 || dice == 0)
        return make_leaf(w, state, out);
    if (dice == 1)
        return make_and(w, depth, state, out);
    struct set *other = xcalloc(1, sizeof(*other));
    size_t n = next_random(state) % 4;
    memset(out, 0, sizeof(*out));
    for (size_t i = 0; i < n; i++) {
        list[i] = make_set(w, depth - 1, state, other);
        for (uint32_t d = 1; d <= LAST; d++)
            out->has[d] |= other->has[d];
    }
    free(other);
    return node_or(&w->maker, list, n);
}

static void
nodes_have_what_one_by_one_is_found(void **state)
{
    struct set *want = xcalloc(1, sizeof(*want));
    uint32_t dice = 5;

    (void)state;
    for (uint32_t round = 0; round < 60; round++) {
        struct world *w = make_world(round / 20);
        struct node *node = make_set(w, round % 4, &dice, want);
        uint64_t bits[WINDOW_WORDS];
        uint32_t docid = 1, units = 0;
        for (uint32_t at = node_next(node, 0); at != WINDOW_END;
             at = node_next(node, at + 1)) {
            window_fill(bits);
            bool any = node_filter(node, at, bits);
            for (; docid < window_first(at); docid++)
                assert_false(want->has[docid]);
            for (; docid <= LAST && window_of(docid) == at; docid++) {
                assert_int_equal(any && window_has(bits, docid % WINDOW_UNITS),
                                 want->has[docid]);
                units += want->has[docid];
            }
        }
        for (; docid <= LAST; docid++)
            assert_false(want->has[docid]);
        assert_true(units <= node->most);
        free_world(w);
    }
    free(want);
}

/* ---- what is collected ---- */

static int
by_order(const void *a, const void *b)
{
    const struct best_unit *x = a, *y = b;

    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->key < y->key ? -1 : x->key > y->key;
}

static int
by_key(const void *a, const void *b)
{
    const struct best_unit *x = a, *y = b;

    return x->key < y->key ? -1 : x->key > y->key;
}

static double
score_of(const struct world *w, const struct score_stem *stems, size_t n,
         uint32_t docid)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++) {
        uint32_t wdf = w->wdfs[stems[i].list - w->lists][docid];
        sum +=
            wdf > 0 ? stems[i].weight * curve_impact(&w->curve, docid, wdf) : 0;
    }
    return sum;
}

/* The best of those that are wanted, all of them; grouped, of each group. */
static size_t
collect_slowly(const struct world *w, const struct set *want,
               const struct score_stem *stems, size_t n_stems,
               const struct collect_order *o, struct best_unit *out)
{
    size_t n = 0;

    for (uint32_t d = 1; d <= LAST; d++)
        if (want->has[d])
            out[n++] = (struct best_unit){score_of(w, stems, n_stems, d),
                                          o->keys[d], d, 0};
    qsort(out, n, sizeof(*out), by_order);
    if (o->groups != NULL) {
        size_t used = 0;
        for (size_t i = 0; i < n; i++) {
            size_t j = 0;
            while (j < used &&
                   o->groups[out[j].docid] != o->groups[out[i].docid])
                j++;
            if (j < used)
                out[j].more++;
            else
                out[used++] = out[i];
        }
        n = used;
    }
    if (o->order == BEST_BY_KEY)
        qsort(out, n, sizeof(*out), by_key);
    return n;
}

static void
check_collected(struct world *w, uint32_t round, uint32_t *dice)
{
    static const uint32_t depths[] = {0, 1, 10, 200, LAST};
    struct set *want = xcalloc(1, sizeof(*want));
    struct set *own = xcalloc(1, sizeof(*own));
    struct best_unit *slow = xcalloc(LAST, sizeof(*slow));
    struct score_stem stems[3];
    uint64_t counts[2][CODES] = {{0}}, slow_counts[2][CODES] = {{0}}, total = 0;
    uint64_t *set = arena_array(w->arena, 1, sizeof(*set));
    size_t n = next_random(dice) % 4;
    struct collect_result found;
    struct error err;

    for (size_t i = 0; i < n; i++)
        stems[i] = (struct score_stem){&w->lists[(round + i) % LISTS],
                                       1 + next_random(dice) % 9};
    const struct collect_order order = {
        .order = round % 3 == 0 ? BEST_BY_KEY : BEST_BY_SCORE,
        .keys = w->keys,
        .depth = depths[next_random(dice) % 5],
        .groups = round % 4 == 1 ? w->groups : NULL,
        .n_groups = GROUPS,
    };
    struct collect_facet facets[2] = {
        {STORE_YEAR, w->codes, CODES, counts[0], NULL},
        {STORE_KIND, w->codes, CODES, counts[1], NULL},
    };
    struct collect_job job = {
        .facets = facets,
        .n_facets = 2,
        .order = &order,
        .curve = &w->curve,
        .watch = &w->watch,
        .arena = w->arena,
    };
    if (round % 5 == 2 && n > 0) { /* one word alone */
        n = 1;
        job.node = node_postings(&w->maker, stems[0].list);
        for (uint32_t d = 1; d <= LAST; d++)
            want->has[d] = w->wdfs[stems[0].list - w->lists][d] > 0;
    } else {
        job.node = make_set(w, round % 4, dice, want);
    }
    *set = 2 + round % 8;
    if (round % 2 == 0)
        facets[1].own = node_codes(&w->maker, w->codes, set);
    for (uint32_t d = 1; d <= LAST; d++) {
        own->has[d] = facets[1].own == NULL || (window_has(w->live, d) &&
                                                (*set >> w->codes[d] & 1) != 0);
        slow_counts[1][w->codes[d]] += want->has[d];
        want->has[d] &= own->has[d];
        slow_counts[0][w->codes[d]] += want->has[d];
        total += want->has[d];
    }
    if (n > 0)
        job.score = score_new(&w->curve, stems, n, w->arena);
    struct cache *cache = cache_new(&w->curve, 0);
    if (round % 5 == 2 && n == 1 && facets[1].own == NULL) {
        job.n_facets = 0; /* of lists that no cache has */
        job.cache = cache;
        job.list = stems[0].list;
        job.alone = &stems[0];
    }
    assert_ok(collect_run(&job, &found, &err));
    assert_true(found.total == total);
    if (job.n_facets > 0)
        assert_memory_equal(counts, slow_counts, sizeof(counts));
    size_t all = collect_slowly(w, want, stems, n, &order, slow);
    assert_int_equal(found.groups, order.groups != NULL ? all : 0);
    assert_int_equal(found.best.n, all < order.depth ? all : order.depth);
    for (size_t i = 0; i < found.best.n; i++) {
        assert_int_equal(found.best.list[i].docid, slow[i].docid);
        assert_int_equal(found.best.list[i].more, slow[i].more);
        assert_true(found.best.list[i].score == slow[i].score);
    }
    cache_free(cache);
    free(want);
    free(own);
    free(slow);
}

static void
what_is_collected_is_what_sorting_all_gives(void **state)
{
    uint32_t dice = 11;

    (void)state;
    for (uint32_t round = 0; round < 120; round++) {
        struct world *w = make_world(round / 40);
        check_collected(w, round, &dice);
        free_world(w);
    }
}

static void
a_match_ends_when_its_time_is_up_or_its_asker_gone(void **state)
{
    struct world *w = make_world(1);
    const struct collect_order order = {.keys = w->keys, .depth = 10};
    struct collect_job job = {
        .order = &order,
        .node = node_all(&w->maker),
        .curve = &w->curve,
        .watch = &w->watch,
        .arena = w->arena,
    };
    struct collect_result found;
    struct error err;
    atomic_bool cancel = true;

    (void)state;
    w->watch.deadline = 1;
    assert_int_equal(collect_run(&job, &found, &err), STATUS_TIMEOUT);
    w->watch = (struct watch){.cancel = &cancel};
    assert_int_equal(collect_run(&job, &found, &err), STATUS_CANCELLED);
    free_world(w);
}

static void
weights_are_those_of_xapian(void **state)
{
    (void)state;
    /* log((N - n + .5) / (n + .5)) (k1 + 1), of frequent words of half the
     * ratio and 1, so that none is below 0. */
    assert_true(fabs(score_weight(1000, 10, 1.2) - 2.2 * log(990.5 / 10.5)) <
                1e-12);
    assert_true(fabs(score_weight(1000, 900, 1.2) -
                     2.2 * log(1 + 100.5 / 900.5 / 2)) < 1e-12);
    assert_true(score_weight(10, 10, 1.2) > 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_have_what_one_by_one_is_found),
        cmocka_unit_test(what_is_collected_is_what_sorting_all_gives),
        cmocka_unit_test(a_match_ends_when_its_time_is_up_or_its_asker_gone),
        cmocka_unit_test(weights_are_those_of_xapian),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
