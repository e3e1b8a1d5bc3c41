/* lib/match: words, phrases and nearness by positions, in several parts of
 * them, against going through all units one by one. */
#include "positions_unit.h"

#include <stdbool.h>

#include "common/xalloc.h"
#include "match/row.h"
#include "store/positions-writer.h"

/* Docids lie in three parts; most of the second one is silent. */
#define LAST 140000u
#define WORDS 5u
#define PLACES 12u

static const char *const forms[WORDS] = {"a", "b", "c", "d", "e"};

/* The word that a unit has at a place; WORDS: none. Rare ones are rare, "e" is
 * in the first part alone, and some units have two words at every place. */
static uint32_t
word_at(uint32_t docid, uint32_t place, unsigned layer)
{
    uint32_t x = docid * 2654435761u + place * 40503u + layer * 97u;

    x ^= x >> 13;
    x *= 0x5bd1e995u;
    x ^= x >> 15;
    if (docid % 7 != 0 || (docid > 70000 && docid < 131000) ||
        (layer > 0 && docid % 3 != 0))
        return WORDS;
    uint32_t dice = x % 40;
    return dice < 14   ? 0
           : dice < 25 ? 1
           : dice < 30 ? 2
           : dice < 31 ? 3
           : dice < 33 ? (docid < 60000 ? 4 : WORDS)
                       : WORDS;
}

static bool
has_at(uint32_t docid, uint32_t place, uint32_t words)
{
    for (unsigned layer = 0; layer < 2; layer++) {
        uint32_t w = word_at(docid, place, layer);
        if (w < WORDS && (words >> w & 1) != 0)
            return true;
    }
    return false;
}

static struct store *
make_store(const char *dir)
{
    struct positions_writer *w;
    struct positions_word word;
    struct store_writer *writer;
    struct store *store;
    struct error err;

    assert_ok(positions_writer_open(&w, dir, POSITIONS_BYTES, NULL, &err));
    for (uint32_t docid = 1; docid <= LAST; docid++)
        for (uint32_t place = 1; place <= PLACES; place++)
            for (uint32_t i = 0; i < WORDS; i++)
                if (has_at(docid, place, 1u << i))
                    assert_ok(positions_writer_add(w, POSITIONS_TEXT, forms[i],
                                                   1, docid, 1, place, &err));
    assert_ok(store_writer_open(&writer, dir, STORE_SORT_BYTES, &err));
    assert_ok(store_writer_gone(writer, LAST, &err));
    for (;;) {
        assert_ok(positions_writer_next(w, &word, &err));
        if (word.form == NULL)
            break;
        assert_ok(store_writer_word(writer, word.form, "x", word.df, &err));
    }
    assert_ok(positions_writer_finish(w, &err));
    positions_writer_close(w);
    assert_ok(store_writer_finish(writer, &err));
    store_writer_close(writer);
    assert_ok(store_open(&store, dir, &err));
    return store;
}

/* A row of words, each a set of forms. */
struct query {
    enum row_type type;
    unsigned span;
    size_t n;
    uint32_t words[4];
};

static bool
place_rest(const struct query *q, uint32_t docid, size_t i, uint32_t first,
           uint32_t used)
{
    if (i == q->n)
        return true;
    for (uint32_t p = first; p <= first + q->span && p <= PLACES; p++)
        if ((used >> p & 1) == 0 && has_at(docid, p, q->words[i]) &&
            place_rest(q, docid, i + 1, first, used | 1u << p))
            return true;
    return false;
}

static bool
matches(const struct query *q, uint32_t docid)
{
    for (uint32_t first = 1; first <= PLACES; first++) {
        size_t i = 0;
        if (q->type == ROW_NEAR) {
            if (place_rest(q, docid, 0, first, 0))
                return true;
            continue;
        }
        while (i < q->n && first + i <= PLACES &&
               has_at(docid, first + (uint32_t)i, q->words[i]))
            i++;
        if (i == q->n)
            return true;
    }
    return false;
}

static struct row *
make_row(const struct node_maker *m, const struct store *store,
         const struct query *q)
{
    struct row_word *words = arena_array(m->arena, q->n, sizeof(*words));

    for (size_t i = 0; i < q->n; i++) {
        struct positions_list *lists =
            arena_array(m->arena, WORDS, sizeof(*lists));
        for (uint32_t f = 0; f < WORDS; f++)
            if ((q->words[i] >> f & 1) != 0)
                store_positions(store, POSITIONS_TEXT, f, &lists[words[i].n++]);
        words[i].forms = lists;
    }
    return row_new(m, q->type, words, q->n, q->span);
}

/* Goes on from windows that are asked for, too, where it has nothing. */
static uint32_t
check(const struct store *store, const struct query *q, uint32_t skip)
{
    struct watch watch = {0};
    struct node_maker m = {.arena = arena_new(), .watch = &watch};
    struct node *node = node_row(&m, make_row(&m, store, q));
    uint32_t found = 0, end = window_of(LAST) + 1;

    for (uint32_t w = 0; w < end; w += skip) {
        uint64_t bits[WINDOW_WORDS];
        uint32_t next = node_next(node, w);
        assert_true(next >= w);
        for (; w < next && w < end; w++)
            for (uint32_t low = 0; low < WINDOW_UNITS; low++)
                assert_false(window_first(w) + low <= LAST &&
                             matches(q, window_first(w) + low));
        if (w >= end)
            break;
        window_fill(bits);
        bool any = node_filter(node, w, bits);
        for (uint32_t low = 0; low < WINDOW_UNITS; low++) {
            uint32_t docid = window_first(w) + low;
            bool want = docid > 0 && docid <= LAST && matches(q, docid);
            assert_int_equal(any && window_has(bits, low), want);
            found += want;
        }
    }
    arena_free(m.arena);
    return found;
}

static void
rows_have_what_one_by_one_is_found(void **state)
{
    static const struct query queries[] = {
        {ROW_PHRASE, 0, 1, {1}},          {ROW_PHRASE, 0, 1, {16}},
        {ROW_PHRASE, 0, 1, {8 | 4}},      {ROW_PHRASE, 0, 2, {1, 2}},
        {ROW_PHRASE, 0, 2, {2, 8}},       {ROW_PHRASE, 0, 2, {16, 1}},
        {ROW_PHRASE, 0, 3, {1, 1, 1}},    {ROW_PHRASE, 0, 3, {3, 4, 1 | 8}},
        {ROW_PHRASE, 0, 4, {1, 2, 4, 8}}, {ROW_NEAR, 1, 2, {1, 2}},
        {ROW_NEAR, 2, 2, {4, 4}},         {ROW_NEAR, 3, 3, {1, 3, 8}},
        {ROW_NEAR, 5, 4, {1, 2, 4, 16}},  {ROW_NEAR, 1, 3, {1, 1, 1}},
    };
    char *dir = unit_mkdir();
    struct store *store = make_store(dir);
    uint32_t found = 0;

    (void)state;
    for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
        uint32_t here = check(store, &queries[i], 1);
        assert_true(here > 0 || queries[i].words[0] == 1);
        found += here;
        (void)check(store, &queries[i], 3);
    }
    assert_true(found > 10000);
    store_close(store);
    unit_rmdir(dir);
}

static void
comparing_ends_when_time_is_up(void **state)
{
    const struct query q = {ROW_PHRASE, 0, 2, {1, 2}};
    char *dir = unit_mkdir();
    struct store *store = make_store(dir);
    struct watch watch = {.deadline = 1};
    struct node_maker m = {.arena = arena_new(), .watch = &watch};
    struct node *node = node_row(&m, make_row(&m, store, &q));
    uint64_t bits[WINDOW_WORDS];
    uint32_t last = 0;
    bool had = true;
    struct error err;

    (void)state;
    for (uint32_t w = node_next(node, 0);
         w != WINDOW_END && watch.status == STATUS_OK;
         w = node_next(node, w + 1)) {
        last = w;
        window_fill(bits);
        had = node_filter(node, w, bits);
    }
    assert_int_equal(watch_status(&watch, &err), STATUS_TIMEOUT);
    assert_false(had);
    assert_true(last < window_of(LAST));
    arena_free(m.arena);
    store_close(store);
    unit_rmdir(dir);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_have_what_one_by_one_is_found),
        cmocka_unit_test(comparing_ends_when_time_is_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
