/* Writing through the shim: what is taken, refused, made to last or dropped. */
#include "xs_unit.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static int
set_up(void **state)
{
    *state = unit_mkdir();
    return 0;
}

static int
tear_down(void **state)
{
    unit_rmdir(*state);
    return 0;
}

static uint32_t
count_documents(const char *path)
{
    struct error err;
    struct xs_stats s;
    xs_db *db;

    assert_ok(xs_db_open(&db, path, &err));
    assert_ok(xs_db_stats(db, &s, &err));
    xs_db_close(db);
    return s.documents;
}

static void
add_one(xs_writer *w, const char *term)
{
    struct error err;
    uint32_t docid;

    assert_ok(xs_writer_term(w, term, strlen(term), 1, &err));
    assert_ok(xs_writer_add(w, &docid, &err));
}

static void
a_term_has_up_to_245_bytes_zeros_counting_twice(void **state)
{
    struct error err;
    xs_writer *w;
    xs_query *q;
    char term[246];
    uint32_t docid;
    char *path = xasprintf("%s/terms", (char *)*state);

    memset(term, 'x', sizeof(term));
    assert_ok(xs_writer_open(&w, path, &err));
    assert_ok(xs_writer_term(w, term, 245, 1, &err));
    assert_int_equal(xs_writer_term(w, term, 246, 1, &err), STATUS_INVALID);
    assert_int_equal(xs_writer_posting(w, term, 246, 1, 1, &err),
                     STATUS_INVALID);
    assert_int_equal(xs_writer_term(w, "", 0, 1, &err), STATUS_INVALID);
    assert_int_equal(xs_query_term(&q, term, 246, &err), STATUS_INVALID);
    assert_int_equal(xs_query_term(&q, "", 0, &err), STATUS_INVALID);
    term[7] = '\0';
    assert_int_equal(xs_writer_term(w, term, 245, 1, &err), STATUS_INVALID);
    assert_ok(xs_writer_posting(w, term, 244, 1, 1, &err));
    /* The document is as it was: both good terms get in. */
    assert_ok(xs_writer_add(w, &docid, &err));
    assert_int_equal(docid, 1);
    assert_ok(xs_writer_commit(w, &err));
    xs_writer_close(w);

    xs_db *db;
    uint32_t df;
    uint64_t cf;
    assert_ok(xs_db_open(&db, path, &err));
    assert_ok(xs_db_term(db, term, 244, &df, &cf, &err));
    assert_int_equal(df, 1);
    term[7] = 'x';
    assert_ok(xs_db_term(db, term, 245, &df, &cf, &err));
    assert_int_equal(df, 1);
    xs_db_close(db);
    free(path);
}

static void
closing_discards_what_was_not_committed(void **state)
{
    struct error err;
    xs_writer *w;
    char *path = xasprintf("%s/discard", (char *)*state);

    assert_ok(xs_writer_open(&w, path, &err));
    add_one(w, "first");
    assert_ok(xs_writer_commit(w, &err));
    add_one(w, "second");
    assert_int_equal(count_documents(path), 1);
    xs_writer_close(w);
    assert_int_equal(count_documents(path), 1);
    xs_writer_close(NULL);
    free(path);
}

static void
several_commits_add_up(void **state)
{
    struct error err;
    xs_writer *w;
    char *path = xasprintf("%s/commits", (char *)*state);

    assert_ok(xs_writer_open(&w, path, &err));
    for (uint32_t i = 1; i <= 3; i++) {
        add_one(w, "term");
        assert_ok(xs_writer_commit(w, &err));
        assert_int_equal(count_documents(path), i);
    }
    assert_ok(xs_writer_commit(w, &err)); /* of nothing */
    xs_writer_close(w);
    free(path);
}

static void
a_second_writer_finds_the_database_locked(void **state)
{
    struct error err;
    xs_writer *w, *second = NULL;
    char *path = xasprintf("%s/locked", (char *)*state);

    assert_ok(xs_writer_open(&w, path, &err));
    assert_int_equal(xs_writer_open(&second, path, &err), STATUS_LOCKED);
    assert_non_null(strstr(err.message, path));
    assert_ok(xs_writer_commit(w, &err));
    xs_writer_close(w);
    assert_int_equal(xs_writer_open(&second, path, &err), STATUS_INVALID);
    assert_null(second);
    free(path);
}

static void
what_exists_is_never_written_over(void **state)
{
    struct error err;
    xs_writer *w = NULL;
    char *path = xasprintf("%s/exists", (char *)*state);

    assert_int_equal(xs_writer_open(&w, "/nonexistent/x", &err), STATUS_IO);
    assert_int_equal(mkdir(path, 0777), 0);
    assert_int_equal(xs_writer_open(&w, path, &err), STATUS_INVALID);
    assert_int_equal(rmdir(path), 0);
    assert_ok(file_create(path, "x", 1, &err));
    assert_int_equal(xs_writer_open(&w, path, &err), STATUS_INVALID);
    assert_null(w);
    free(path);
}

static void
a_failed_commit_is_not_tried_again(void **state)
{
    struct error err;
    xs_writer *w;
    struct rlimit old, small;
    char term[16];
    char *path = xasprintf("%s/full", (char *)*state);

    assert_ok(xs_writer_open(&w, path, &err));
    add_one(w, "kept");
    assert_ok(xs_writer_commit(w, &err));
    for (int i = 0; i < 5000; i++) {
        (void)snprintf(term, sizeof(term), "t%d", i);
        add_one(w, term);
    }
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    small = old;
    small.rlim_cur = 32768;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    enum status status = xs_writer_commit(w, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_int_equal(status, STATUS_IO);
    assert_non_null(strstr(err.message, "File too large"));
    /* Xapian itself would now report success, with nothing written. */
    assert_int_equal(xs_writer_commit(w, &err), STATUS_IO);
    uint32_t docid = 0;
    assert_int_equal(xs_writer_add(w, &docid, &err), STATUS_IO);
    assert_int_equal(docid, 0);
    xs_writer_close(w);
    assert_int_equal(count_documents(path), 1);
    free(path);
}

static void
compacting_joins_databases_in_their_order(void **state)
{
    struct error err;
    struct xs_postings *p;
    struct xs_stats s;
    xs_db *db;
    char *dir = *state;
    char *a = xs_unit_build(dir, "a", 1, 300);
    char *empty = xs_unit_build(dir, "none", 1, 0);
    char *b = xs_unit_build(dir, "b", 301, 200);
    char *dest = xasprintf("%s/compact", dir);
    const char *const srcs[] = {a, empty, b};

    assert_ok(xs_compact(srcs, 3, dest, true, &err));
    assert_ok(xs_db_open(&db, dest, &err));
    assert_ok(xs_db_stats(db, &s, &err));
    assert_int_equal(s.documents, 500);
    assert_int_equal(s.last_docid, 500);
    assert_int_equal(s.total_length, 500 * XS_UNIT_WORDS);
    /* Document d of the whole has the words of document d. */
    assert_ok(xs_db_postings(db, "a3", 2, &p, &err));
    size_t i = 0;
    for (uint32_t d = 1; d <= 500; d++)
        if (xs_unit_has(d, 3))
            assert_int_equal(p->docids[i++], d);
    assert_int_equal(i, p->n);
    xs_postings_free(p);
    xs_db_close(db);

    assert_int_equal(xs_compact(srcs, 3, dest, true, &err), STATUS_INVALID);
    free(dest);
    dest = xasprintf("%s/compact2", dir);
    assert_int_equal(xs_compact(srcs, 0, dest, true, &err), STATUS_INVALID);
    const char *const missing[] = {"/nonexistent/x"};
    assert_int_equal(xs_compact(missing, 1, dest, true, &err),
                     STATUS_NOT_FOUND);
    struct stat st;
    assert_int_equal(stat(dest, &st), -1);
    assert_ok(xs_compact(srcs, 1, dest, true, &err));
    assert_int_equal(count_documents(dest), 300);
    free(a);
    free(b);
    free(empty);
    free(dest);
}

static void
a_document_is_removed_and_its_docid_not_given_again(void **state)
{
    struct error err;
    struct xs_stats s;
    xs_writer *w;
    xs_db *db;
    uint32_t docid, df;
    uint64_t cf;
    const char *dir = *state;
    char *first = xasprintf("%s/first", dir), *path = xasprintf("%s/upd", dir);

    assert_ok(xs_writer_open(&w, first, &err));
    for (int i = 0; i < 3; i++)
        add_one(w, i == 2 ? "last" : "word");
    assert_ok(xs_writer_commit(w, &err));
    xs_writer_close(w);
    const char *const srcs[] = {first};
    assert_ok(xs_compact(srcs, 1, path, true, &err));

    assert_ok(xs_writer_open_existing(&w, path, &err));
    assert_ok(xs_writer_delete(w, 3, &err));
    assert_ok(xs_writer_delete(w, 1, &err));
    assert_ok(xs_writer_term(w, "word", 4, 1, &err));
    assert_ok(xs_writer_add(w, &docid, &err));
    assert_int_equal(docid, 4);
    assert_ok(xs_writer_commit(w, &err));
    assert_int_equal(xs_writer_delete(w, 1, &err), STATUS_NOT_FOUND);
    xs_writer_close(w);

    assert_ok(xs_db_open(&db, path, &err));
    assert_ok(xs_db_stats(db, &s, &err));
    assert_int_equal(s.documents, 2);
    assert_int_equal(s.last_docid, 4);
    assert_ok(xs_db_term(db, "word", 4, &df, &cf, &err));
    assert_int_equal(df, 2);
    assert_ok(xs_db_term(db, "last", 4, &df, &cf, &err));
    assert_int_equal(df, 0);
    xs_db_close(db);
    assert_int_equal(xs_writer_open_existing(&w, dir, &err), STATUS_NOT_FOUND);
    free(first);
    free(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_term_has_up_to_245_bytes_zeros_counting_twice),
        cmocka_unit_test(closing_discards_what_was_not_committed),
        cmocka_unit_test(several_commits_add_up),
        cmocka_unit_test(a_second_writer_finds_the_database_locked),
        cmocka_unit_test(what_exists_is_never_written_over),
        cmocka_unit_test(a_failed_commit_is_not_tried_again),
        cmocka_unit_test(compacting_joins_databases_in_their_order),
        cmocka_unit_test(a_document_is_removed_and_its_docid_not_given_again),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
