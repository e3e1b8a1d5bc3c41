/* lib/store: titles and what acronyms stand for, out of documents as they
 * come. */
#include "positions_unit.h"

#include "common/buf.h"
#include "common/xalloc.h"
#include "store/store.h"

struct world {
    char *dir;
    struct store_writer *w;
    struct store *s;
};

static struct world
begin(size_t sort)
{
    struct error err;
    struct world world = {.dir = unit_mkdir()};

    assert_ok(store_writer_open(&world.w, world.dir, sort, &err));
    return world;
}

static void
open_store(struct world *world)
{
    struct error err;

    assert_ok(store_writer_finish(world->w, &err));
    store_writer_close(world->w);
    positions_unit_none(world->dir, 0);
    assert_ok(store_open(&world->s, world->dir, &err));
}

static void
done(struct world *world)
{
    store_close(world->s);
    unit_rmdir(world->dir);
}

static void
add_document(struct world *world, const char *id, const char *folded,
             const char *title, const char *date)
{
    struct error err;
    struct store_document d = {.id = id,
                               .title = title,
                               .committee = "",
                               .date = date,
                               .plan = "",
                               .url = "",
                               .source = "a.txt"};

    assert_ok(store_writer_document(world->w, &d, &err));
    if (folded != NULL)
        assert_ok(store_writer_title(world->w, folded, &err));
}

static void
add_units(struct world *world, const char *id, uint32_t n)
{
    struct error err;

    for (uint32_t i = 0; i < n; i++) {
        char *unit = xasprintf("%s#p%u", id, (unsigned)i + 1);
        struct store_unit u = {
            .kind = UNIT_MINUTE, .id = unit, .number = "", .text = ""};
        uint32_t docid;
        assert_ok(store_writer_unit(world->w, &u, 1, &docid, &err));
        free(unit);
    }
}

static void
define(struct world *world, const char *acronym, const char *shown,
       const char *words, const char *stems)
{
    struct error err;
    struct store_definition d = {.folded = "cse",
                                 .acronym = acronym,
                                 .words = words,
                                 .shown = shown,
                                 .stems = stems};

    assert_ok(store_writer_definition(world->w, &d, &err));
}

/* What the list of titles has, each as "folded=title/units/document;". */
static void
expect_titles(const struct store *s, const char *want)
{
    struct buf b = {0};

    buf_add_str(&b, "");
    for (uint32_t i = 0; i < store_titles(s); i++) {
        struct store_title t;
        store_title(s, i, &t);
        struct store_document d;
        store_document(s, t.document, &d);
        buf_addf(&b, "%s=%s/%u/%s;", t.folded, t.title, t.units, d.id);
        assert_int_equal(store_title_lower_bound(s, t.folded, strlen(t.folded)),
                         i);
    }
    assert_string_equal(b.data, want);
    buf_done(&b);
}

/* The same as "folded/acronym/words/shown/count/unit;". */
static void
expect_acronyms(const struct store *s, const char *want)
{
    struct buf b = {0};

    buf_add_str(&b, "");
    for (uint32_t i = 0; i < store_acronyms(s); i++) {
        struct store_acronym a;
        struct store_unit u;
        store_acronym(s, i, &a);
        store_unit(s, a.docid, &u);
        buf_addf(&b, "%s/%s/%s/%s/%u/%s;", a.folded, a.acronym, a.words,
                 a.shown, a.count, u.id);
    }
    assert_string_equal(b.data, want);
    buf_done(&b);
}

static void
a_title_is_that_of_the_newest_document_not_in_capitals(void **state)
{
    (void)state;
    struct world w = begin(STORE_SORT_BYTES);

    add_document(&w, "z", "road works", "Road works", "2014-01-01");
    add_units(&w, "z", 2);
    add_document(&w, "y", "road works", "ROAD WORKS", "2019-01-01");
    add_units(&w, "y", 3);
    add_document(&w, "b", "road works", "Road Works!", "2015-01-01");
    add_units(&w, "b", 1);
    add_document(&w, "a", "road works", "Road, works", "2015-01-01");
    add_units(&w, "a", 1);
    add_document(&w, "x", "road", "ROAD", "");
    add_units(&w, "x", 1);
    add_document(&w, "v", "road works in kent", "Road works in Kent", "");
    add_units(&w, "v", 1);
    open_store(&w);
    expect_titles(w.s, "road=ROAD/1/x;road works=Road, works/7/y;"
                       "road works in kent=Road works in Kent/1/v;");
    assert_int_equal(store_title_lower_bound(w.s, "", 0), 0);
    assert_int_equal(store_title_lower_bound(w.s, "road w", 6), 1);
    assert_int_equal(store_title_lower_bound(w.s, "road works ", 11), 2);
    assert_int_equal(store_title_lower_bound(w.s, "s", 1), 3);
    done(&w);
}

static void
a_title_without_words_or_units_or_a_document_that_stays_is_not_listed(
    void **state)
{
    (void)state;
    struct error err;
    struct world w = begin(STORE_SORT_BYTES);
    char *much = xcalloc(1, STORE_TITLE_MAX + 1);

    memset(much, 'x', STORE_TITLE_MAX);
    add_document(&w, "a", "", "???", "");
    add_units(&w, "a", 1);
    add_document(&w, "b", "no units", "No units", "");
    add_document(&w, "c", "dropped", "Dropped", "");
    add_units(&w, "c", 1);
    store_writer_drop(w.w, 2);
    add_document(&w, "d", NULL, "Nobody told", "");
    add_units(&w, "d", 1);
    assert_ok(store_writer_gone(w.w, 2, &err));
    add_document(&w, "e", much, "X", "");
    add_units(&w, "e", 1);
    add_document(&w, "f", "it stays", "It stays", "");
    add_units(&w, "f", 1);
    open_store(&w);
    expect_titles(w.s, "it stays=It stays/1/f;");
    done(&w);
    free(much);
}

static void
definitions_become_one_by_their_stems(void **state)
{
    (void)state;
    struct world w = begin(STORE_SORT_BYTES);

    add_document(&w, "b", "t", "T", "");
    add_units(&w, "b", 1);
    define(&w, "CSE", "Child Sexual Exploitation", "child sexual exploitation",
           "child sexual exploit");
    define(&w, "CSE", "Centre for Spatial Economics",
           "centre for spatial economics", "centr for spatial econom");
    add_units(&w, "b2", 1);
    define(&w, "CSE", "Children, Sexually Exploited",
           "children sexually exploited", "child sexual exploit");
    add_document(&w, "a", "t", "T", "");
    add_units(&w, "a", 2);
    define(&w, "CSE", "Child Sexual Exploitation", "child sexual exploitation",
           "child sexual exploit");
    add_units(&w, "a2", 1);
    define(&w, "CSE", "child sexual exploitation", "child sexual exploitation",
           "child sexual exploit");
    define(&w, "CSE", "child sexual exploitation", "child sexual exploitation",
           "child sexual exploit");
    open_store(&w);
    expect_acronyms(
        w.s, "cse/CSE/child sexual exploitation/child sexual exploitation/5/"
             "a#p2;"
             "cse/CSE/centre for spatial economics/Centre for Spatial "
             "Economics/1/b#p1;");
    assert_int_equal(store_acronym_lower_bound(w.s, "cs", 2), 0);
    assert_int_equal(store_acronym_lower_bound(w.s, "cse", 3), 0);
    assert_int_equal(store_acronym_lower_bound(w.s, "csea", 4), 2);
    done(&w);
}

static void
what_has_gone_is_forgotten(void **state)
{
    (void)state;
    struct world w = begin(STORE_SORT_BYTES);

    add_document(&w, "a", "t", "T", "");
    add_units(&w, "a", 1);
    define(&w, "CSE", "Secret", "secret", "secret");
    define(&w, "CSE", "both", "both", "both");
    add_document(&w, "b", "t", "T", "");
    add_units(&w, "b", 1);
    define(&w, "CSE", "both", "both", "both");
    store_writer_drop(w.w, 0);
    open_store(&w);
    expect_acronyms(w.s, "cse/CSE/both/both/1/b#p1;");
    done(&w);
}

static void
of_many_meanings_the_most_counted_are_listed(void **state)
{
    (void)state;
    struct world w = begin(STORE_SORT_BYTES);

    add_document(&w, "a", "t", "T", "");
    add_units(&w, "a", 1);
    for (int i = 0; i < 100; i++) {
        char word[8];
        (void)snprintf(word, sizeof(word), "w%02d", i);
        for (int k = 0; k <= i % 10; k++)
            define(&w, "CSE", word, word, word);
    }
    open_store(&w);
    assert_int_equal(store_acronyms(w.s), STORE_MEANINGS_MAX);
    for (uint32_t i = 0; i < STORE_MEANINGS_MAX; i++) {
        struct store_acronym a;
        char word[8];
        store_acronym(w.s, i, &a);
        (void)snprintf(word, sizeof(word), "w%u",
                       i < 10 ? i * 10 + 9 : (i - 10) * 10 + 8);
        assert_string_equal(a.words, i == 0 ? "w09" : i == 10 ? "w08" : word);
        assert_int_equal(a.count, i < 10 ? 10 : 9);
    }
    done(&w);
}

static void
what_is_no_definition_is_refused(void **state)
{
    (void)state;
    struct error err;
    struct world w = begin(STORE_SORT_BYTES);
    struct store_definition d = {"a", "A", "b", "B", "b"};

    assert_int_equal(store_writer_title(w.w, "t", &err), STATUS_INVALID);
    assert_int_equal(store_writer_definition(w.w, &d, &err), STATUS_INVALID);
    add_document(&w, "a", "t", "T", "");
    add_units(&w, "a", 1);
    d.words = "";
    assert_int_equal(store_writer_definition(w.w, &d, &err), STATUS_INVALID);
    d.words = "a\1b";
    assert_int_equal(store_writer_definition(w.w, &d, &err), STATUS_INVALID);
    char *much = xcalloc(1, 70001);
    memset(much, 'x', 70000);
    d.words = much;
    assert_int_equal(store_writer_definition(w.w, &d, &err), STATUS_INVALID);
    store_writer_close(w.w);
    unit_rmdir(w.dir);
    free(much);
}

/* Titles and definitions, of which many are equal. */
static struct world
make_much(size_t sort)
{
    struct world w = begin(sort);

    for (unsigned i = 0; i < 2000; i++) {
        char id[16], title[16], folded[16];
        (void)snprintf(id, sizeof(id), "d%u", i * 7919 % 2000);
        (void)snprintf(title, sizeof(title), "T %u", i * 31 % 700);
        (void)snprintf(folded, sizeof(folded), "t %u", i * 31 % 700);
        add_document(&w, id, folded, title, i % 3 == 0 ? "2014-02-06" : "");
        add_units(&w, id, i % 4);
        if (i >= 4)
            define(&w, "CSE", title, folded, folded);
    }
    open_store(&w);
    return w;
}

static void
names_are_sorted_in_any_memory(void **state)
{
    (void)state;
    struct world much = make_much(STORE_SORT_BYTES), little = make_much(1000);

    assert_true(store_titles(much.s) > 500);
    assert_int_equal(store_titles(much.s), store_titles(little.s));
    for (uint32_t i = 0; i < store_titles(much.s); i++) {
        struct store_title a, b;
        store_title(much.s, i, &a);
        store_title(little.s, i, &b);
        assert_string_equal(a.folded, b.folded);
        assert_string_equal(a.title, b.title);
        assert_int_equal(a.units, b.units);
        assert_int_equal(a.document, b.document);
    }
    assert_int_equal(store_acronyms(much.s), store_acronyms(little.s));
    for (uint32_t i = 0; i < store_acronyms(much.s); i++) {
        struct store_acronym a, b;
        store_acronym(much.s, i, &a);
        store_acronym(little.s, i, &b);
        assert_string_equal(a.words, b.words);
        assert_int_equal(a.count, b.count);
        assert_int_equal(a.docid, b.docid);
    }
    done(&much);
    done(&little);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_title_is_that_of_the_newest_document_not_in_capitals),
        cmocka_unit_test(
            a_title_without_words_or_units_or_a_document_that_stays_is_not_listed),
        cmocka_unit_test(definitions_become_one_by_their_stems),
        cmocka_unit_test(what_has_gone_is_forgotten),
        cmocka_unit_test(of_many_meanings_the_most_counted_are_listed),
        cmocka_unit_test(what_is_no_definition_is_refused),
        cmocka_unit_test(names_are_sorted_in_any_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
