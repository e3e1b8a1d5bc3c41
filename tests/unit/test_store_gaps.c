/* lib/store: what has gone leaves a gap that nobody sees. */
#include "positions_unit.h"

#include "common/xalloc.h"
#include "store/files-list.h"
#include "store/store.h"

static void
add(struct store_writer *w, const char *id, const char *committee,
    const char *date, unsigned year, uint32_t units)
{
    struct error err;
    struct store_document d = {.id = id,
                               .title = id,
                               .committee = committee,
                               .date = date,
                               .plan = "",
                               .url = "",
                               .source = "a.txt",
                               .year = year,
                               .item = "ai:7",
                               .file = 3,
                               .cut = true};

    assert_ok(store_writer_document(w, &d, &err));
    for (uint32_t i = 0; i < units; i++) {
        char *unit = xasprintf("%s#p%u", id, (unsigned)i + 1);
        struct store_unit u = {.kind = UNIT_MINUTE,
                               .id = unit,
                               .number = "",
                               .text = "Text.",
                               .text_len = 5};
        uint32_t docid;
        assert_ok(store_writer_unit(w, &u, 1, &docid, &err));
        free(unit);
    }
}

/* Docids 1-2 a; 3-5 a gap; 6 b, dropped; 7-8 b again; 9 c. */
static struct store *
make(const char *dir)
{
    struct error err;
    struct store_writer *w;
    struct store *s;

    assert_ok(store_writer_open(&w, dir, STORE_SORT_BYTES, &err));
    add(w, "a", "Roads Panel", "2014-02-06", 2014, 2);
    assert_ok(store_writer_gone(w, 3, &err));
    assert_int_equal(store_writer_documents(w), 2);
    add(w, "b", "Vanished Panel", "2019-02-06", 2019, 1);
    store_writer_drop(w, 2);
    add(w, "b", "ROADS PANEL", "2016-02-06", 2016, 2);
    add(w, "c", "roads panel", "", 0, 1);
    assert_ok(store_writer_finish(w, &err));
    store_writer_close(w);
    positions_unit_none(dir, 0);
    assert_ok(store_open(&s, dir, &err));
    return s;
}

static void
gaps_do_not_count_and_are_not_found(void **state)
{
    (void)state;
    char *dir = unit_mkdir();
    struct store *s = make(dir);
    struct store_document d;
    struct error err;
    uint32_t n;

    assert_int_equal(store_units(s), 5);
    assert_int_equal(store_last_docid(s), 9);
    assert_int_equal(store_documents(s), 3);
    assert_int_equal(store_documents_end(s), 5);
    assert_ok(store_find_document(s, "b", 1, &n, NULL));
    assert_int_equal(n, 3);
    assert_ok(store_find_unit(s, "b#p1", 4, &n, NULL));
    assert_int_equal(n, 7);
    assert_int_equal(store_find_document(s, "", 0, &n, NULL), STATUS_NOT_FOUND);
    assert_int_equal(store_find_unit(s, "", 0, &n, NULL), STATUS_NOT_FOUND);
    store_document(s, 1, &d);
    assert_true(d.gone);
    store_document(s, 2, &d);
    assert_true(d.gone);
    store_document(s, 3, &d);
    assert_false(d.gone);
    assert_true(d.cut);
    assert_string_equal(d.item, "ai:7");
    assert_int_equal(d.file, 3);
    assert_int_equal(d.first, 7);
    store_close(s);
    unit_rmdir(dir);
}

static void
gaps_have_no_values_and_come_last(void **state)
{
    (void)state;
    char *dir = unit_mkdir();
    struct store *s = make(dir);
    const uint32_t newest[] = {0, 2, 3, 6, 7, 8, 5, 0, 1, 4};

    assert_int_equal(store_facet_values(s, STORE_YEAR), 3);
    assert_string_equal(store_facet_value(s, STORE_YEAR, 1), "2016");
    assert_string_equal(store_facet_value(s, STORE_YEAR, 2), "2014");
    assert_int_equal(store_facet_values(s, STORE_COMMITTEE), 2);
    assert_string_equal(store_facet_value(s, STORE_COMMITTEE, 1),
                        "Roads Panel");
    assert_int_equal(store_facet(s, STORE_COMMITTEE)[9], 1);
    assert_memory_equal(store_newest(s), newest, sizeof(newest));
    store_close(s);
    unit_rmdir(dir);
}

static void
files_come_back_as_they_were_written(void **state)
{
    (void)state;
    struct error err;
    char *dir = unit_mkdir();
    struct files_writer *w;
    struct files_list *back = NULL;
    const bool contested[] = {false, false, true};
    const struct files_item one = {.path = "a/b\tc\n%41.txt",
                                   .reader = "text",
                                   .reason = "",
                                   .size = 12,
                                   .mtime = UINT64_C(1700000000123456789),
                                   .root = 1,
                                   .documents = 2,
                                   .units = 30,
                                   .doubts = 4,
                                   .state = FILES_CONTESTED,
                                   .hash = "abc"};
    const struct files_item two = {.path = "x",
                                   .reader = "pdf",
                                   .reason = "no text: a scan?",
                                   .state = FILES_SKIPPED};
    const struct files_item three = {
        .path = "y", .reader = "pdf", .reason = "", .state = FILES_TAKEN};

    assert_ok(files_writer_open(&w, dir, &err));
    assert_ok(files_writer_add(w, &one, &err));
    assert_ok(files_writer_add(w, &two, &err));
    assert_ok(files_writer_add(w, &three, &err));
    assert_ok(files_writer_finish(w, contested, &err));
    files_writer_close(w);
    assert_ok(files_list_open(&back, dir, &err));
    assert_int_equal(files_list_count(back), 3);
    const struct files_item *s = files_list_get(back, 0);
    assert_string_equal(s->path, one.path);
    assert_string_equal(s->reader, "text");
    assert_string_equal(s->hash, "abc");
    assert_int_equal(s->size, 12);
    assert_true(s->mtime == one.mtime);
    assert_int_equal(s->root, 1);
    assert_int_equal(s->documents, 2);
    assert_int_equal(s->units, 30);
    assert_int_equal(s->doubts, 4);
    assert_int_equal(s->state, FILES_CONTESTED);
    s = files_list_get(back, 1);
    assert_string_equal(s->reason, two.reason);
    assert_int_equal(s->state, FILES_SKIPPED);
    s = files_list_get(back, 2);
    assert_string_equal(s->path, "y");
    assert_string_equal(s->reason, "");
    assert_int_equal(s->state, FILES_CONTESTED);
    s = files_list_get(back, 0);
    assert_string_equal(s->path, one.path);
    files_list_close(back);
    unit_rmdir(dir);
}

static void
a_damaged_list_of_files_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "x",
        "\n",
        "0\t1\t2\t\t0\t0\t0\ttaken\ttext\tp\t",          /* no newline */
        "0\t1\t2\t\t0\t0\t0\ttaken\ttext\tp\n",          /* a field less */
        "0\t1\t2\t\t0\t0\t0\ttaken\ttext\tp\tr\tmore\n", /* one more */
        "-1\t1\t2\t\t0\t0\t0\ttaken\ttext\tp\t\n",
        "0\t1\t2\t\t0\t0\t0\tlost\ttext\tp\t\n",
        "0\t1\t2\t\t0\t0\t0\ttaken\ttext\t%0\t\n",
        "0\t1\t2\t\t0\t0\t0\ttaken\ttext\t%00\t\n",
    };

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct error err;
        struct files_list *all = NULL;
        char *dir = unit_mkdir();
        char *path = xasprintf("%s/files", dir);
        assert_ok(file_create(path, bad[i], strlen(bad[i]), &err));
        assert_int_equal(files_list_open(&all, dir, &err), STATUS_CORRUPT);
        free(path);
        unit_rmdir(dir);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gaps_do_not_count_and_are_not_found),
        cmocka_unit_test(gaps_have_no_values_and_come_last),
        cmocka_unit_test(files_come_back_as_they_were_written),
        cmocka_unit_test(a_damaged_list_of_files_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
