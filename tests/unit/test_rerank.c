/* lib/engine: what a ranking adds up, against sums made by hand.
 *
 * Ten units, of 6, 12, 5 (six times), 6 and 6 stems: 60, so the mean is 6. In
 * BM25's terms, K = 1.2 (.4 + .6 length/mean):
 *
 *   length 6   K = 1.2          length 12  K = 1.2 1.6 = 1.92
 *   length 5   K = 1.2 .9 = 1.08
 *
 * and a word of one unit has the idf ln(9.5/1.5) = 1.8458267, one of two
 * ln(8.5/2.5) = 1.2237754. The texts are those below; how many units have a
 * word is told apart from them, so that the figures stay small. */
#include "positions_unit.h"

#include <math.h>

#include "common/arena.h"
#include "common/buf.h"
#include "engine/rerank.h"
#include "engine/stems.h"
#include "engine/weight.h"
#include "engine/wording.h"
#include "query/query.h"
#include "store/schema.h"

#define UNITS 10u

static const uint32_t lengths[UNITS] = {6, 12, 5, 5, 5, 5, 5, 5, 6, 6};

/* The others have none: nobody looks at them. */
static const char *const texts[] = {
    "Special constables; constables are special.",
    "A constable met the other.",
    "The state of the art is an art of the state.",
};

/* The second unit is of a document of its own. */
static const struct store_document documents[] = {
    {"a", "Minutes", "", "", "", "", "a.txt", 0, 0, 0, "", 0, false, false},
    {"b", "Special constables", "", "", "", "", "b.txt", 0, 0, 0, "", 0, false,
     false},
    {"c", "Minutes", "", "", "", "", "c.txt", 0, 0, 0, "", 0, false, false},
};

/* Forms and how many units have them, in byte order. */
static const struct store_word words[] = {
    {"art", "art", 1},
    {"constable", "constabl", 2},
    {"constables", "constabl", 1},
    {"special", "special", 1},
    {"state", "state", 1},
};

/* Of a unit: a stem, how often. */
static const struct {
    uint32_t unit;
    const char *stem;
    uint32_t wdf;
} stems[] = {
    {1, "special", 1}, {1, "constabl", 4}, {2, "constabl", 4},
    {3, "state", 1},   {3, "art", 1},
};

struct fixture {
    char *dir, *path;
    struct store *store;
    xs_db *db;
    struct tokenizer *tokenizer;
    struct arena *arena;
    struct match_source source;
};

static void
write_store(const char *dir)
{
    struct store_writer *w;
    struct error err;
    uint32_t docid, unit = 0;

    assert_ok(store_writer_open(&w, dir, STORE_SORT_BYTES, &err));
    for (size_t d = 0; d < 3; d++) {
        assert_ok(store_writer_document(w, &documents[d], &err));
        assert_ok(store_writer_title(w, documents[d].id, &err));
        uint32_t end = d < 2 ? unit + 1 : UNITS;
        for (; unit < end; unit++) {
            char id[16];
            (void)snprintf(id, sizeof(id), "%s#p%u", documents[d].id, unit);
            const char *text = unit < 3 ? texts[unit] : "";
            const struct store_unit u = {
                .kind = UNIT_MINUTE,
                .id = id,
                .number = "",
                .text = text,
                .text_len = (uint32_t)strlen(text),
            };
            assert_ok(store_writer_unit(w, &u, lengths[unit], &docid, &err));
            assert_int_equal(docid, unit + 1);
        }
    }
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        assert_ok(store_writer_word(w, words[i].form, words[i].stem,
                                    words[i].df, &err));
    /* A stem is 60/40 = 1.5 times in a unit that has it. */
    store_writer_stem_postings(w, 40);
    assert_ok(store_writer_finish(w, &err));
    store_writer_close(w);
    positions_unit_none(dir, sizeof(words) / sizeof(words[0]));
}

/* Units are filled up to their length by a stem that nobody asks for. */
static void
write_terms(const char *path)
{
    xs_writer *w;
    struct error err;
    uint32_t docid;

    assert_ok(xs_writer_open(&w, path, &err));
    for (uint32_t unit = 1; unit <= UNITS; unit++) {
        uint32_t left = lengths[unit - 1];
        struct buf term = {0};
        for (size_t i = 0; i < sizeof(stems) / sizeof(stems[0]); i++) {
            if (stems[i].unit != unit)
                continue;
            schema_term(&term, SCHEMA_STEM, stems[i].stem,
                        strlen(stems[i].stem));
            assert_ok(
                xs_writer_term(w, term.data, term.len, stems[i].wdf, &err));
            left -= stems[i].wdf;
        }
        assert_ok(xs_writer_term(w, "Zother", 6, left, &err));
        assert_ok(xs_writer_add(w, &docid, &err));
        assert_int_equal(docid, unit);
        buf_done(&term);
    }
    assert_ok(xs_writer_commit(w, &err));
    xs_writer_close(w);
}

static int
set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    struct error err;

    assert_non_null(f);
    f->dir = unit_mkdir();
    f->path = malloc(strlen(f->dir) + 16);
    assert_non_null(f->path);
    (void)sprintf(f->path, "%s/xapian", f->dir);
    write_store(f->dir);
    write_terms(f->path);
    assert_ok(store_open(&f->store, f->dir, &err));
    assert_ok(xs_db_open(&f->db, f->path, &err));
    assert_ok(tokenizer_new(&f->tokenizer, &err));
    f->arena = arena_new();
    f->source = (struct match_source){.length = 60,
                                      .store = f->store,
                                      .db = f->db,
                                      .tokenizer = f->tokenizer};
    *state = f;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *f = *state;

    arena_free(f->arena);
    tokenizer_free(f->tokenizer);
    xs_db_close(f->db);
    store_close(f->store);
    unit_rmdir(f->dir);
    free(f->path);
    free(f);
    return 0;
}

/* The hits of stage one, best first, and then those of stage two. */
struct hits {
    size_t n;
    struct {
        uint32_t docid;
        double score;
    } list[2];
};

static void
expect(struct fixture *f, const char *query, const char *ranking,
       const struct hits *before, const struct hits *after)
{
    struct match_hit hits[2];
    struct match_result found = {.hits = hits, .n_hits = before->n};
    struct query *tree;
    struct rank rank;
    struct error err;

    for (size_t i = 0; i < before->n; i++)
        hits[i] = (struct match_hit){.docid = before->list[i].docid,
                                     .score = before->list[i].score};
    assert_ok(rank_parse(&rank, ranking, &err));
    assert_ok(query_parse(&tree, NULL, query, strlen(query), f->arena,
                          f->tokenizer, &err));
    const struct match_request request = {
        .tree = tree,
        .depth = 10,
        .rank = &rank,
        .wording = wording_make(f->tokenizer, query, strlen(query), f->arena),
    };
    found.stems = stems_of_tree(f->store, tree, f->arena);
    assert_ok(stems_read(&found.stems, f->db, &err));
    assert_ok(
        rerank_hits(&f->source, &request, after->n, f->arena, &found, &err));
    assert_int_equal(found.n_hits, after->n);
    for (size_t i = 0; i < after->n; i++)
        if (hits[i].docid != after->list[i].docid ||
            fabs(hits[i].score - after->list[i].score) > 1e-6)
            fail_msg("%s by %s: hit %zu is unit %u with %.9g, expected unit "
                     "%u with %.9g",
                     query, ranking, i + 1, hits[i].docid, hits[i].score,
                     after->list[i].docid, after->list[i].score);
}

/* Unit 1 has both forms typed twice, at K = 1.2:
 *   (1.8458267 + 1.8458267) 2.2 2/(2 + 1.2) = 3.6916534 1.375 = 5.0760234
 * Unit 2 says constable, not constables; its title says each once, at 1.92:
 *   3.6916534 2.2 1/(1 + 1.92) = 3.6916534 .7534247 = 2.7813827 */
static void
exact_forms_add_what_their_formula_says(void **state)
{
    static const struct hits before = {2, {{2, 4}, {1, 1}}};
    static const struct hits after = {2, {{2, 6.7813827}, {1, 6.0760234}}};
    static const struct hits tenth = {2, {{2, 4.27813827}, {1, 1.50760234}}};

    expect(*state, "special constables", "exact=1", &before, &after);
    expect(*state, "special constables", "exact=0.1", &before, &tenth);
}

/* The stems special (one unit) and constabl (two): idf
 * (1.8458267 + 1.2237754)/2 = 1.5348011.
 * Unit 1: special 1, constables 2 and 3, special 5. Right behind: 1-2, so
 * o = 1. Within eight words: 1-2, 1-3, 2-5, 3-5, so u = 4.
 *   1.5348011 (2.2 1/2.2 + 1.1 4/5.2) = 1.5348011 1.8461538 = 2.8334789
 * Unit 2: constable alone in the text; the title has o = 1 and u = 1.
 *   1.5348011 (2.2/2.92 + 1.1/2.92) = 1.5348011 1.1301370 = 1.7345355 */
static void
pairs_add_what_their_formula_says(void **state)
{
    static const struct hits before = {2, {{2, 4}, {1, 1}}};
    static const struct hits after = {2, {{2, 5.7345355}, {1, 3.8334789}}};

    expect(*state, "special constables", "pairs=1", &before, &after);
}

/* The other way round there is no "constables special" but at 3-5, where a
 * word stands between: o = 0, u = 4 as before, 1.5348011 1.1 4/5.2. */
static void
the_order_of_a_pair_counts(void **state)
{
    static const struct hits before = {1, {{1, 1}}};
    static const struct hits after = {1, {{1, 2.2986779}}};

    expect(*state, "constables special", "pairs=1", &before, &after);
}

/* state 2 and 11, art 5 and 8. As far behind as in the query, three places:
 * 2-5, o = 1 (art 8 - state 11 is the other way). Within eight: 2-5, 2-8,
 * 5-11, 8-11, u = 4. Both are of one unit, K = 1.08:
 *   1.8458267 (2.2/2.08 + 1.1 4/5.08) = 1.8458267 1.9238340 = 3.5510641 */
static void
a_pair_may_have_stop_words_between(void **state)
{
    static const struct hits before = {1, {{3, 1}}};
    static const struct hits after = {1, {{3, 4.5510641}}};

    expect(*state, "state of the art", "pairs=1", &before, &after);
}

/* Unit 1: 1 + 5.0760234 + 2.8334789 = 8.9095023; unit 2: 4 + 2.7813827 +
 * 1.7345355 = 8.5159182, and 4 where its title is not looked at. At .3 each
 * unit 1: 1 + .3 7.9095023 = 3.3728507, unit 2: 4 + .3 4.5159182. */
static void
both_are_added_and_the_hits_sorted_again(void **state)
{
    static const struct hits before = {2, {{2, 4}, {1, 1}}};
    static const struct hits after = {2, {{1, 8.9095023}, {2, 8.5159182}}};
    static const struct hits close = {2, {{2, 4}, {1, 3}}};
    static const struct hits first = {1, {{1, 10.9095023}}};
    static const struct hits untitled = {2, {{1, 8.9095023}, {2, 4}}};
    static const struct hits less = {2, {{2, 5.35477546}, {1, 3.37285069}}};

    expect(*state, "special constables", "exact=1,pairs=1", &before, &after);
    expect(*state, "special constables", "exact=1,pairs=1", &close, &first);
    expect(*state, "special constables", "exact=1,pairs=1,title=0", &before,
           &untitled);
    expect(*state, "special constables", "exact,pairs", &before, &less);
    expect(*state, "special constables", "repeats,ridf", &before, &before);
}

/* constabl: df 2, cf 8, a0 = 1.5: cf' = 2 (8 + 5 1.5)/7 = 4.4285714;
 * log2(10/2) = 2.3219281; log2(1 - exp(-.44285714)) = log2(.3578011) =
 * -1.4827704; ridf = .8391576. One stem takes 4/13 of it. Typed twice it
 * counts 9 2/(8 + 2) = 1.8 times, half of that part 1.4 times. */
static void
the_factor_of_a_stem_is_what_its_formulas_say(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *rank;
        double factor;
    } cases[] = {
        {"none", 1},
        {"repeats", 1.8},
        {"repeats=0.5", 1.4},
        {"ridf", 1.2582024},
        {"repeats,ridf", 2.2647642},
    };
    static const char query[] = "constables constable";
    struct stem stem = {.text = "constabl"};
    struct stems one = {&stem, 1};
    struct xs_stats stats;
    const struct wording *wording =
        wording_make(f->tokenizer, query, strlen(query), f->arena);
    struct rank rank;
    struct error err;

    assert_ok(stems_read(&one, f->db, &err));
    assert_ok(xs_db_stats(f->db, &stats, &err));
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_ok(rank_parse(&rank, cases[i].rank, &err));
        weight_fill(&one, &rank, f->store, stats.total_length, wording);
        if (fabs(stem.factor - cases[i].factor) > 1e-6)
            fail_msg("%s: %.9g, expected %.9g", cases[i].rank, stem.factor,
                     cases[i].factor);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_forms_add_what_their_formula_says),
        cmocka_unit_test(pairs_add_what_their_formula_says),
        cmocka_unit_test(the_order_of_a_pair_counts),
        cmocka_unit_test(a_pair_may_have_stop_words_between),
        cmocka_unit_test(both_are_added_and_the_hits_sorted_again),
        cmocka_unit_test(the_factor_of_a_stem_is_what_its_formulas_say),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
