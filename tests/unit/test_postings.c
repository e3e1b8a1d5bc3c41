/* lib/match: decoded postings, and the cache that keeps them. */
#include "xs_unit.h"

#include <pthread.h>

#include "match/cache.h"
#include "match/postings.h"

#define MANY 30000u
#define LAST 7000000u

/* Ascending docids, dense here and sparse there, some windows empty; every
 * 97th wdf over a byte. */
struct raw {
    uint32_t docids[MANY], wdfs[MANY];
    uint32_t *lengths;
    struct curve curve;
};

static struct raw *
make_raw(void)
{
    struct raw *r = xcalloc(1, sizeof(*r));
    uint32_t docid = 0, state = 1;

    r->lengths = xcalloc(LAST + 1, sizeof(uint32_t));
    for (uint32_t i = 0; i < MANY; i++) {
        state = state * 1664525 + 1013904223;
        docid += i % 1000 < 10 ? 20000 : 1 + (state >> 24) % 8;
        r->docids[i] = docid;
        r->wdfs[i] = i % 97 == 0 ? 255 + i : 1 + (state >> 16) % 5;
        r->lengths[docid] = 1 + (state >> 12) % 300;
    }
    assert_true(docid <= LAST);
    r->curve = curve_make(r->lengths, LAST, 100, 1.2, 0.6);
    return r;
}

static void
free_raw(struct raw *r)
{
    free(r->lengths);
    free(r);
}

static void
postings_come_back_as_they_were(void **state)
{
    struct raw *r = make_raw();
    struct postings p;
    struct error err;
    size_t bytes;
    uint64_t cf = 0;
    uint32_t i = 0;

    (void)state;
    assert_ok(
        postings_make(&p, &bytes, r->docids, r->wdfs, MANY, &r->curve, &err));
    for (uint32_t w = 0; w < p.n_windows; w++) {
        uint8_t most = 0;
        assert_true(p.windows[w].number < p.windows[w + 1].number);
        assert_true(p.windows[w].start < p.windows[w + 1].start);
        for (; i < p.windows[w + 1].start; i++) {
            uint32_t docid = window_first(p.windows[w].number) + p.low[i];
            double impact = curve_impact(&r->curve, docid, r->wdfs[i]);
            assert_int_equal(docid, r->docids[i]);
            assert_int_equal(postings_wdf(&p, i), r->wdfs[i]);
            assert_true(p.impacts[i] >= impact * POSTINGS_IMPACTS);
            assert_true(p.impacts[i] < impact * POSTINGS_IMPACTS + 1);
            most = p.impacts[i] > most ? p.impacts[i] : most;
            cf += r->wdfs[i];
        }
        assert_int_equal(p.bounds[w], most);
    }
    assert_int_equal(i, MANY);
    assert_int_equal(p.windows[p.n_windows].number, WINDOW_END);
    assert_true(p.cf == cf);
    assert_true(bytes < 5 * MANY);
    free((void *)(uintptr_t)p.windows);
    free_raw(r);
}

static void
seeking_finds_what_going_through_finds(void **state)
{
    struct raw *r = make_raw();
    struct postings p;
    struct error err;
    size_t bytes;

    (void)state;
    assert_ok(
        postings_make(&p, &bytes, r->docids, r->wdfs, MANY, &r->curve, &err));
    for (uint32_t from = 0; from <= p.n_windows; from += 7)
        for (uint32_t window = 0; window < window_of(LAST) + 3; window += 5) {
            uint32_t want = from;
            while (p.windows[want].number < window)
                want++;
            assert_int_equal(postings_seek(&p, from, window), want);
        }
    for (uint32_t w = 0; w < p.n_windows; w += 3) {
        uint32_t start = p.windows[w].start, end = p.windows[w + 1].start;
        for (uint32_t low = 0; low < WINDOW_UNITS; low += 13) {
            uint32_t from = start + low % (end - start), want = from;
            while (want < end && p.low[want] < low)
                want++;
            assert_int_equal(postings_find(&p, from, end, low), want);
        }
    }
    free((void *)(uintptr_t)p.windows);
    free_raw(r);
}

static void
lists_without_wdfs_or_units_are_small(void **state)
{
    static const uint32_t docids[] = {1, 4095, 4096, 65536}, wdfs[4] = {0};
    static const uint32_t lengths[65537] = {0};
    struct curve curve = curve_make(lengths, 65536, 0, 1.2, 0.6);
    struct postings p;
    struct error err;
    size_t bytes;

    (void)state;
    assert_ok(postings_make(&p, &bytes, docids, wdfs, 4, &curve, &err));
    assert_int_equal(p.n_windows, 3);
    assert_null(p.wdfs);
    assert_null(p.impacts);
    free((void *)(uintptr_t)p.windows);
    assert_ok(postings_make(&p, &bytes, docids, wdfs, 0, &curve, &err));
    assert_int_equal(p.n, 0);
    assert_int_equal(postings_seek(&p, 0, 0), 0);
    assert_int_equal(p.windows[0].number, WINDOW_END);
    free((void *)(uintptr_t)p.windows);
}

static void
docids_that_do_not_ascend_are_corrupt(void **state)
{
    static const uint32_t lengths[10] = {0}, wdfs[3] = {1, 1, 1};
    static const uint32_t wrong[][3] = {
        {0, 1, 2}, {1, 1, 2}, {3, 2, 4}, {1, 2, 10}, {1, 2, UINT32_MAX}};
    struct curve curve = curve_make(lengths, 9, 1, 1.2, 0.6);
    struct postings p;
    struct error err;
    size_t bytes;

    (void)state;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        assert_int_equal(
            postings_make(&p, &bytes, wrong[i], wdfs, 3, &curve, &err),
            STATUS_CORRUPT);
}

/* ---- the cache ---- */

#define UNITS 3000u

struct fixture {
    struct xs_unit_db base;
    uint32_t lengths[UNITS + 1], codes[UNITS + 1];
    struct curve curve;
};

static void
open_fixture(struct fixture *f)
{
    xs_unit_open(&f->base, UNITS);
    for (uint32_t i = 0; i <= UNITS; i++) {
        f->lengths[i] = XS_UNIT_WORDS;
        f->codes[i] = i % 3;
    }
    f->curve = curve_make(f->lengths, UNITS, XS_UNIT_WORDS, 1.2, 0.6);
}

static const struct postings *
get(struct cache *c, xs_db *db, unsigned word)
{
    const char term[3] = {'a', (char)('0' + word), 0};
    const struct postings *p;
    struct error err;

    assert_ok(cache_get(c, db, term, word > 9 ? 1 : 2, &p, &err));
    return p;
}

static void
check_list(const struct postings *p, unsigned word)
{
    uint32_t i = 0;

    for (uint32_t docid = 1; docid <= UNITS; docid++)
        if (xs_unit_has(docid, word))
            assert_int_equal(p->low[i++], docid % WINDOW_UNITS);
    assert_int_equal(i, p->n);
}

static void
what_is_kept_is_found_again(void **state)
{
    struct fixture f;
    struct cache_stats s;

    (void)state;
    open_fixture(&f);
    struct cache *c = cache_new(&f.curve, 1 << 20);
    const struct postings *first = get(c, f.base.db, 1);
    check_list(first, 1);
    assert_ptr_equal(get(c, f.base.db, 1), first);
    const struct postings *none = get(c, f.base.db, 10);
    assert_int_equal(none->n, 0);
    assert_ptr_equal(get(c, f.base.db, 10), none);
    cache_read(c, &s);
    assert_int_equal(s.hits, 2);
    assert_int_equal(s.misses, 2);
    assert_int_equal(s.lists, 2);
    assert_true(s.bytes > 4 * first->n && s.bytes < 4 * first->n + 2000);
    for (unsigned i = 0; i < 2; i++) {
        cache_release(c, first);
        cache_release(c, none);
    }
    cache_free(c);
    xs_unit_close(&f.base);
}

static void
the_bound_is_kept_and_what_is_held_stays(void **state)
{
    struct fixture f;
    struct cache_stats s;
    const struct postings *held[10];

    (void)state;
    open_fixture(&f);
    struct cache *c = cache_new(&f.curve, 20000);
    for (unsigned i = 0; i < 10; i++) {
        held[i] = get(c, f.base.db, i);
        cache_read(c, &s);
        assert_true(s.bytes <= 20000);
    }
    assert_true(s.lists >= 1 && s.lists < 4);
    for (unsigned i = 0; i < 10; i++)
        check_list(held[i], i);
    /* The last one is there still, the first is not. */
    cache_release(c, get(c, f.base.db, 9));
    cache_release(c, get(c, f.base.db, 0));
    cache_read(c, &s);
    assert_int_equal(s.hits, 1);
    assert_int_equal(s.misses, 11);
    cache_bound(c, 0);
    cache_read(c, &s);
    assert_int_equal(s.lists, 0);
    assert_int_equal(s.bytes, 0);
    for (unsigned i = 0; i < 10; i++) {
        check_list(held[i], i);
        cache_release(c, held[i]);
    }
    cache_release(c, get(c, f.base.db, 3)); /* for itself alone */
    cache_read(c, &s);
    assert_int_equal(s.lists, 0);
    cache_free(c);
    xs_unit_close(&f.base);
}

static void
counts_are_kept_with_a_list_that_is_longer(void **state)
{
    struct fixture f;
    struct cache_stats before, after;
    uint64_t want[3] = {0};

    (void)state;
    open_fixture(&f);
    struct cache *c = cache_new(&f.curve, 1 << 20);
    const struct postings *p = get(c, f.base.db, 4);
    for (uint32_t docid = 1; docid <= UNITS; docid++)
        want[docid % 3] += xs_unit_has(docid, 4);
    cache_read(c, &before);
    for (unsigned i = 0; i < 2; i++) {
        uint64_t counts[3] = {0};
        cache_count(c, p, STORE_YEAR, f.codes, 3, counts);
        assert_memory_equal(counts, want, sizeof(want));
        cache_read(c, &after);
        assert_int_equal(after.bytes, before.bytes + 3 * sizeof(uint64_t));
    }
    uint64_t *many = xcalloc(100000, sizeof(*many));
    cache_count(c, p, STORE_KIND, f.codes, 100000, many);
    assert_memory_equal(many, want, sizeof(want));
    free(many);
    cache_read(c, &before);
    assert_int_equal(after.bytes, before.bytes);
    cache_release(c, p);
    cache_free(c);
    xs_unit_close(&f.base);
}

struct reader {
    pthread_t thread;
    struct cache *cache;
    const char *path;
    unsigned seed;
};

/* Takes and gives back, and counts, in an order of its own. */
static void *
read_many(void *arg)
{
    const struct reader *r = arg;
    uint32_t codes[UNITS + 1] = {0};
    struct error err;
    xs_db *db;
    bool good = xs_db_open(&db, r->path, &err) == STATUS_OK;

    for (unsigned i = 0; good && i < 300; i++) {
        char term[3] = {'a', (char)('0' + (i * r->seed + i / 7) % 10), 0};
        const struct postings *p;
        uint64_t count = 0;
        good = cache_get(r->cache, db, term, 2, &p, &err) == STATUS_OK;
        if (!good)
            break;
        cache_count(r->cache, p, STORE_YEAR, codes, 1, &count);
        good = count == p->n;
        if (i % 50 == r->seed % 50)
            cache_bound(r->cache, i % 100 < 50 ? 15000 : 40000);
        cache_release(r->cache, p);
    }
    if (good)
        xs_db_close(db);
    return good ? arg : NULL;
}

static void
threads_share_it(void **state)
{
    struct fixture f;
    struct reader readers[4];
    struct cache_stats s;

    (void)state;
    open_fixture(&f);
    struct cache *c = cache_new(&f.curve, 20000);
    for (unsigned i = 0; i < 4; i++) {
        readers[i] =
            (struct reader){.cache = c, .path = f.base.path, .seed = 3 + 2 * i};
        assert_int_equal(
            pthread_create(&readers[i].thread, NULL, read_many, &readers[i]),
            0);
    }
    for (unsigned i = 0; i < 4; i++) {
        void *result;
        (void)pthread_join(readers[i].thread, &result);
        assert_non_null(result);
    }
    cache_read(c, &s);
    assert_int_equal(s.hits + s.misses, 4 * 300);
    assert_true(s.bytes <= s.bound);
    cache_free(c);
    xs_unit_close(&f.base);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(postings_come_back_as_they_were),
        cmocka_unit_test(seeking_finds_what_going_through_finds),
        cmocka_unit_test(lists_without_wdfs_or_units_are_small),
        cmocka_unit_test(docids_that_do_not_ascend_are_corrupt),
        cmocka_unit_test(what_is_kept_is_found_again),
        cmocka_unit_test(the_bound_is_kept_and_what_is_held_stays),
        cmocka_unit_test(counts_are_kept_with_a_list_that_is_longer),
        cmocka_unit_test(threads_share_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
