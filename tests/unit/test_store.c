/* lib/store: what was written is what is read. */
#include "positions_unit.h"
#include "store_unit.h"

#include <signal.h>
#include <stdbool.h>
#include <sys/resource.h>

#include "common/buf.h"
#include "store/schema.h"

struct fixture {
    char *dir;
    struct store *store;
};

static int
set_up(void **state)
{
    struct error err;
    struct fixture *f = xcalloc(1, sizeof(*f));

    f->dir = unit_mkdir();
    store_unit_write(f->dir);
    assert_ok(store_open(&f->store, f->dir, &err));
    *state = f;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *f = *state;

    store_close(f->store);
    unit_rmdir(f->dir);
    free(f);
    return 0;
}

static void
units_and_documents_come_back_as_written(void **state)
{
    const struct store *s = ((struct fixture *)*state)->store;

    assert_int_equal(store_units(s), STORE_UNIT_ROWS);
    assert_int_equal(store_documents(s), STORE_UNIT_DOCUMENTS);
    for (uint32_t i = 0; i < STORE_UNIT_ROWS; i++) {
        const struct store_unit_row *r = &store_unit_rows[i];
        char *id = xasprintf("%s#%s", r->document, r->key);
        struct store_unit u;
        struct store_document d;
        store_unit(s, i + 1, &u);
        store_document(s, u.document, &d);
        assert_string_equal(u.id, id);
        assert_string_equal(u.number, r->number);
        assert_string_equal(u.text, r->text);
        assert_int_equal(u.text_len, strlen(r->text));
        assert_int_equal(u.kind, r->kind);
        assert_string_equal(d.id, r->document);
        assert_true(i + 1 >= d.first && i + 1 < d.first + d.units);
        assert_int_equal(store_lengths(s)[i + 1], r->length);
        free(id);
    }
    for (uint32_t i = 0; i < STORE_UNIT_DOCUMENTS; i++) {
        const struct store_document *want = &store_unit_documents[i];
        struct store_document d;
        store_document(s, i, &d);
        assert_string_equal(d.title, want->title);
        assert_string_equal(d.committee, want->committee);
        assert_string_equal(d.date, want->date);
        assert_string_equal(d.plan, want->plan);
        assert_string_equal(d.url, want->url);
        assert_string_equal(d.source, want->source);
        assert_int_equal(d.year, want->year);
    }
}

static void
documents_and_units_are_found_by_their_ids(void **state)
{
    const struct store *s = ((struct fixture *)*state)->store;
    struct error err;
    uint32_t n = 99;

    for (uint32_t i = 0; i < STORE_UNIT_DOCUMENTS; i++) {
        const char *id = store_unit_documents[i].id;
        assert_ok(store_find_document(s, id, strlen(id), &n, &err));
        assert_int_equal(n, i);
    }
    for (uint32_t i = 1; i <= STORE_UNIT_ROWS; i++) {
        struct store_unit u;
        store_unit(s, i, &u);
        assert_ok(store_find_unit(s, u.id, strlen(u.id), &n, &err));
        assert_int_equal(n, i);
    }
    n = 99;
    const char *const none[] = {"", "a", "budge", "budgets", "zzz", "budget#"};
    for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
        assert_int_equal(
            store_find_document(s, none[i], strlen(none[i]), &n, &err),
            STATUS_NOT_FOUND);
        assert_int_equal(store_find_unit(s, none[i], strlen(none[i]), &n, NULL),
                         STATUS_NOT_FOUND);
    }
    assert_int_equal(n, 99);
    /* The length counts, not a NUL. */
    assert_ok(store_find_document(s, "budget#p10", 6, &n, &err));
}

static void
expect_values(const struct store *s, enum store_facet f,
              const char *const *want, uint32_t n)
{
    assert_int_equal(store_facet_values(s, f), n);
    for (uint32_t i = 0; i < n; i++)
        assert_string_equal(store_facet_value(s, f, i), want[i]);
}

static void
facets_have_their_values_in_order(void **state)
{
    const struct store *s = ((struct fixture *)*state)->store;
    const char *const years[] = {"", "2016", "2014"};
    const char *const plans[] = {"", "2014/15"};
    const char *const committees[] = {"", "Cabinet", "Panel"};
    const char *const kinds[] = {"", "minute", "note", "resolution"};

    expect_values(s, STORE_YEAR, years, 3);
    expect_values(s, STORE_PLAN, plans, 2);
    expect_values(s, STORE_COMMITTEE, committees, 3);
    expect_values(s, STORE_KIND, kinds, 4);
    for (uint32_t i = 1; i <= store_units(s); i++) {
        struct store_unit u;
        struct store_document d;
        char year[12] = "";
        store_unit(s, i, &u);
        store_document(s, u.document, &d);
        if (d.year != 0)
            (void)snprintf(year, sizeof(year), "%u", d.year);
        const char *const want[] = {year, d.plan, d.committee,
                                    unit_kind_name(u.kind)};
        for (int f = 0; f < STORE_FACETS; f++)
            assert_string_equal(
                store_facet_value(s, (enum store_facet)f,
                                  store_facet(s, (enum store_facet)f)[i]),
                want[f]);
    }
}

static void
dates_and_orders_follow_from_the_documents(void **state)
{
    const struct store *s = ((struct fixture *)*state)->store;
    const uint32_t dates[] = {0,        20140000, 20140000, 20140000,
                              20160203, 20141130, 0};
    /* annex, budget, empty, plan, undated. */
    const uint32_t order[] = {0, 2, 3, 4, 1, 0, 5};
    const uint32_t newest[] = {0, 2, 3, 4, 0, 1, 5};
    const uint32_t oldest[] = {0, 0, 1, 2, 4, 3, 5};

    assert_memory_equal(store_dates(s), dates, sizeof(dates));
    assert_memory_equal(store_order(s), order, sizeof(order));
    assert_memory_equal(store_newest(s), newest, sizeof(newest));
    assert_memory_equal(store_oldest(s), oldest, sizeof(oldest));
}

static void
words_are_found_by_form_and_by_stem(void **state)
{
    const struct store *s = ((struct fixture *)*state)->store;
    struct store_word w;
    const char *forms[8];

    assert_int_equal(store_words(s), STORE_UNIT_WORDS);
    for (uint32_t i = 0; i < STORE_UNIT_WORDS; i++) {
        const char *form = store_unit_words[i].form;
        store_word(s, i, &w);
        assert_string_equal(w.form, form);
        assert_string_equal(w.stem, store_unit_words[i].stem);
        assert_int_equal(w.df, store_unit_words[i].df);
        assert_int_equal(store_word_lower_bound(s, form, strlen(form)), i);
    }
    assert_int_equal(store_word_lower_bound(s, "", 0), 0);
    assert_int_equal(store_word_lower_bound(s, "note", 4), 1);
    assert_int_equal(store_word_lower_bound(s, "thez", 3), 4);
    assert_int_equal(store_word_lower_bound(s, "\xff", 1), STORE_UNIT_WORDS);

    assert_int_equal(store_stem_forms(s, "note", forms, 8), 3);
    assert_string_equal(forms[0], "noted");
    assert_string_equal(forms[1], "notes");
    assert_string_equal(forms[2], "noting");
    forms[1] = NULL;
    assert_int_equal(store_stem_forms(s, "note", forms, 1), 3);
    assert_null(forms[1]);
    assert_int_equal(store_stem_forms(s, "aaa", forms, 8), 1);
    assert_string_equal(forms[0], "thes");
    assert_int_equal(store_stem_forms(s, "not", forms, 8), 0);
    assert_int_equal(store_stem_forms(s, "zz", forms, 0), 0);
}

static void
a_store_without_documents_is_a_store(void **state)
{
    (void)state;
    struct error err;
    struct store_writer *w;
    struct store *s;
    uint32_t n;
    char *dir = unit_mkdir();

    assert_ok(store_writer_open(&w, dir, STORE_SORT_BYTES, &err));
    assert_ok(store_writer_finish(w, &err));
    store_writer_close(w);
    positions_unit_none(dir, 0);
    assert_ok(store_open(&s, dir, &err));
    assert_int_equal(store_units(s), 0);
    assert_int_equal(store_documents(s), 0);
    assert_int_equal(store_words(s), 0);
    assert_int_equal(store_word_lower_bound(s, "a", 1), 0);
    assert_int_equal(store_find_unit(s, "a", 1, &n, &err), STATUS_NOT_FOUND);
    assert_int_equal(store_facet_values(s, STORE_YEAR), 1);
    store_close(s);
    unit_rmdir(dir);
}

static void
the_writer_refuses_what_it_cannot_store(void **state)
{
    (void)state;
    struct error err;
    struct store_writer *w, *second = NULL;
    struct store_document d = store_unit_documents[0];
    struct store_unit u = {.id = "x#p1", .number = "", .text = "t"};
    uint32_t docid = 0;
    char *dir = unit_mkdir();
    char *big = xmalloc(70000);

    assert_ok(store_writer_open(&w, dir, STORE_SORT_BYTES, &err));
    /* Files that exist are never written over. */
    assert_int_equal(store_writer_open(&second, dir, STORE_SORT_BYTES, &err),
                     STATUS_IO);
    assert_null(second);
    assert_int_equal(
        store_writer_open(&second, "/nonexistent", STORE_SORT_BYTES, &err),
        STATUS_NOT_FOUND);
    assert_int_equal(store_writer_unit(w, &u, 1, &docid, &err), STATUS_INVALID);
    const char *const dates[] = {"2014", "2014-13-01", "2014-02-06 ",
                                 "06/02/2014", "2014-02-0x"};
    for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
        d.date = dates[i];
        assert_int_equal(store_writer_document(w, &d, &err), STATUS_INVALID);
    }
    assert_ok(store_writer_document(w, &store_unit_documents[0], &err));
    memset(big, 'x', 69999);
    big[69999] = '\0';
    u.id = big;
    assert_int_equal(store_writer_unit(w, &u, 1, &docid, &err),
                     STATUS_TOO_LARGE);
    u.id = "x#p1";
    u.kind = UNIT_KINDS;
    assert_int_equal(store_writer_unit(w, &u, 1, &docid, &err), STATUS_INVALID);
    assert_int_equal(docid, 0);
    assert_ok(store_writer_word(w, "b", "b", 1, &err));
    assert_int_equal(store_writer_word(w, "b", "b", 1, &err), STATUS_INVALID);
    assert_int_equal(store_writer_word(w, "a", "a", 1, &err), STATUS_INVALID);
    store_writer_close(w);
    store_writer_close(NULL);
    free(big);
    unit_rmdir(dir);
}

static void
a_full_disk_is_an_error_that_names_the_file(void **state)
{
    (void)state;
    struct error err;
    struct store_writer *w;
    struct rlimit old, small;
    uint32_t docid;
    enum status status = STATUS_OK;
    char *dir = unit_mkdir();
    char *text = xcalloc(1, 100001);
    struct store_unit u = {.id = "x#p1", .number = "", .text = text};

    memset(text, 'x', 100000);
    u.text_len = 100000;
    assert_ok(store_writer_open(&w, dir, STORE_SORT_BYTES, &err));
    assert_ok(store_writer_document(w, &store_unit_documents[0], &err));
    /* A limit on a file's size is refused in the same calls. */
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    small = old;
    small.rlim_cur = 300000;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    for (int i = 0; i < 10 && status == STATUS_OK; i++)
        status = store_writer_unit(w, &u, 1, &docid, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_int_equal(status, STATUS_IO);
    assert_non_null(strstr(err.message, "/text"));
    store_writer_close(w);
    free(text);
    unit_rmdir(dir);
}

static void
many_units_keep_their_places(void **state)
{
    (void)state;
    enum { MANY = 20000 };
    struct error err;
    struct store_writer *w;
    struct store *s;
    char *dir = unit_mkdir();
    char id[32], text[64];

    assert_ok(store_writer_open(&w, dir, STORE_SORT_BYTES, &err));
    for (uint32_t i = 0; i < MANY; i++) {
        uint32_t docid;
        (void)snprintf(id, sizeof(id), "%u", i * 7919 % MANY);
        (void)snprintf(text, sizeof(text), "text of %s", id);
        struct store_document d = {.id = id,
                                   .title = "",
                                   .committee = id,
                                   .date = "",
                                   .plan = "",
                                   .url = "",
                                   .source = "",
                                   .year = 1990 + i % 30};
        struct store_unit u = {.id = id,
                               .number = "",
                               .text = text,
                               .text_len = (uint32_t)strlen(text)};
        assert_ok(store_writer_document(w, &d, &err));
        assert_ok(store_writer_unit(w, &u, i, &docid, &err));
    }
    assert_ok(store_writer_finish(w, &err));
    store_writer_close(w);
    positions_unit_none(dir, 0);
    assert_ok(store_open(&s, dir, &err));
    assert_int_equal(store_facet_values(s, STORE_COMMITTEE), MANY + 1);
    bool *seen = xcalloc(MANY, sizeof(*seen));
    for (uint32_t docid = 1; docid <= MANY; docid++) {
        struct store_unit u;
        uint32_t found;
        store_unit(s, docid, &u);
        assert_ok(store_find_unit(s, u.id, strlen(u.id), &found, &err));
        assert_int_equal(found, docid);
        assert_string_equal(u.text + strlen("text of "), u.id);
        assert_string_equal(
            store_facet_value(s, STORE_COMMITTEE,
                              store_facet(s, STORE_COMMITTEE)[docid]),
            u.id);
        uint32_t place = store_newest(s)[docid];
        assert_false(seen[place]);
        seen[place] = true;
    }
    free(seen);
    store_close(s);
    unit_rmdir(dir);
}

static void
a_term_that_is_too_long_is_cut_and_told_apart(void **state)
{
    (void)state;
    struct buf a = {0}, b = {0};
    char value[400];

    schema_term(&a, SCHEMA_YEAR, "2014", 4);
    assert_string_equal(a.data, "Y2014");
    memset(value, 'x', sizeof(value));
    schema_term(&a, SCHEMA_KIND, value, SCHEMA_TERM_MAX - 5);
    assert_int_equal(a.len, SCHEMA_TERM_MAX);
    assert_null(strchr(a.data, '#'));
    schema_term(&a, SCHEMA_KIND, value, SCHEMA_TERM_MAX - 4);
    assert_int_equal(a.len, 200 + 1 + 32);
    assert_int_equal(a.data[200], '#');
    schema_term(&b, SCHEMA_KIND, value, SCHEMA_TERM_MAX - 4);
    assert_string_equal(a.data, b.data);
    schema_term(&b, SCHEMA_KIND, value, SCHEMA_TERM_MAX - 3);
    assert_string_not_equal(a.data, b.data);
    /* "abc" repeated 100 times: SHA-256 as sha256sum(1) prints it. */
    for (int i = 0; i < 300; i++)
        value[i] = "abc"[i % 3];
    schema_term(&b, "", value, 300);
    assert_string_equal(b.data + 200, "#d9f5aeb06abebb3be3f38adec9a2e3b9");
    /* A character is not split. */
    memset(value, 'x', 199);
    memcpy(value + 199, "\xc3\xa9", 2);
    schema_term(&b, "", value, 300);
    assert_int_equal(b.data[199], '#');
    buf_done(&a);
    buf_done(&b);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_and_documents_come_back_as_written),
        cmocka_unit_test(documents_and_units_are_found_by_their_ids),
        cmocka_unit_test(facets_have_their_values_in_order),
        cmocka_unit_test(dates_and_orders_follow_from_the_documents),
        cmocka_unit_test(words_are_found_by_form_and_by_stem),
        cmocka_unit_test(a_store_without_documents_is_a_store),
        cmocka_unit_test(the_writer_refuses_what_it_cannot_store),
        cmocka_unit_test(a_full_disk_is_an_error_that_names_the_file),
        cmocka_unit_test(many_units_keep_their_places),
        cmocka_unit_test(a_term_that_is_too_long_is_cut_and_told_apart),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
