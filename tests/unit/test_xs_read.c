/* Reading through the shim: statistics, terms, postings, queries; and what
 * is no database. */
#include "xs_unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/buf.h"

#define DOCUMENTS 400

struct fixture {
    struct xs_unit_db base;
};

static int
set_up(void **state)
{
    struct fixture *f = xcalloc(1, sizeof(*f));

    xs_unit_open(&f->base, DOCUMENTS);
    *state = f;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *f = *state;

    xs_unit_close(&f->base);
    free(f);
    return 0;
}

static void
statistics_are_those_of_what_was_added(void **state)
{
    const struct fixture *f = *state;
    struct error err;
    struct xs_stats s;

    assert_ok(xs_db_stats(f->base.db, &s, &err));
    assert_int_equal(s.documents, DOCUMENTS);
    assert_int_equal(s.last_docid, DOCUMENTS);
    assert_int_equal(s.total_length, DOCUMENTS * XS_UNIT_WORDS);
    assert_int_equal(s.min_length, XS_UNIT_WORDS);
    assert_non_null(strstr(xs_version(), "1.4."));
}

static void
postings_tell_documents_and_counts(void **state)
{
    const struct fixture *f = *state;
    struct error err;
    struct xs_postings *p;
    uint32_t df = 7;
    uint64_t cf = 7, sum = 0;
    size_t i = 0;

    assert_ok(xs_db_postings(f->base.db, "a4", 2, &p, &err));
    for (uint32_t d = 1; d <= DOCUMENTS; d++) {
        uint32_t wdf = 0;
        for (unsigned k = 1; k <= XS_UNIT_WORDS; k++)
            wdf += xs_unit_word(d, k) == 4;
        if (wdf == 0)
            continue;
        assert_int_equal(p->docids[i], d);
        assert_int_equal(p->wdfs[i], wdf);
        sum += wdf;
        i++;
    }
    assert_int_equal(p->n, i);
    xs_postings_free(p);
    xs_postings_free(NULL);
    assert_ok(xs_db_term(f->base.db, "a4", 2, &df, &cf, &err));
    assert_int_equal(df, i);
    assert_int_equal(cf, sum);
}

static void
an_unknown_term_has_no_postings(void **state)
{
    const struct fixture *f = *state;
    struct error err;
    struct xs_postings *p = NULL;
    uint32_t df = 7;
    uint64_t cf = 7;
    char term[245];

    memset(term, 'z', sizeof(term));
    assert_ok(xs_db_postings(f->base.db, term, 245, &p, &err));
    assert_int_equal(p->n, 0);
    xs_postings_free(p);
    assert_ok(xs_db_term(f->base.db, term, 245, &df, &cf, &err));
    assert_int_equal(df, 0);
    assert_int_equal(cf, 0);
    p = NULL;
    assert_int_equal(xs_db_postings(f->base.db, "", 0, &p, &err),
                     STATUS_INVALID);
    assert_int_equal(xs_db_term(f->base.db, "", 0, &df, &cf, &err),
                     STATUS_INVALID);
    assert_null(p);
}

static void
all_terms_are_walked_in_steps(void **state)
{
    const struct fixture *f = *state;
    struct error err;
    struct xs_terms *t;
    char after[8] = "";
    unsigned seen = 0;

    for (;;) {
        assert_ok(
            xs_db_terms(f->base.db, "a", 1, after, strlen(after), 3, &t, &err));
        assert_true(t->n <= 3);
        for (size_t i = 0; i < t->n; i++) {
            uint32_t df = 0;
            for (uint32_t d = 1; d <= DOCUMENTS; d++)
                df += xs_unit_has(d, seen);
            (void)snprintf(after, sizeof(after), "a%u", seen++);
            assert_string_equal(t->terms[i].term, after);
            assert_int_equal(t->terms[i].len, 2);
            assert_int_equal(t->terms[i].df, df);
        }
        size_t n = t->n;
        xs_terms_free(t);
        if (n == 0)
            break;
    }
    assert_int_equal(seen, 10);
    /* After a term that is not there; no such prefix; none wanted. */
    assert_ok(xs_db_terms(f->base.db, "", 0, "a45", 3, 1, &t, &err));
    assert_string_equal(t->terms[0].term, "a5");
    xs_terms_free(t);
    assert_ok(xs_db_terms(f->base.db, "b", 1, "", 0, 9, &t, &err));
    assert_int_equal(t->n, 0);
    xs_terms_free(t);
    assert_ok(xs_db_terms(f->base.db, "a", 1, "", 0, 0, &t, &err));
    assert_int_equal(t->n, 0);
    xs_terms_free(t);
    xs_terms_free(NULL);
}

static void
expect_no_database(const char *path, enum status want)
{
    struct error err;
    xs_db *db = NULL;
    enum status got = xs_db_open(&db, path, &err);

    if (got != want)
        fail_msg("%s: %s (%s)", path, status_name(got),
                 got == STATUS_OK ? "" : err.message);
    assert_null(db);
}

static void
what_is_no_database_is_refused(void **state)
{
    const struct fixture *f = *state;
    struct error err;
    char *path = xasprintf("%s/garbage", f->base.dir);
    char *version = xasprintf("%s/iamglass", path);
    char junk[200];

    expect_no_database("/nonexistent/x", STATUS_NOT_FOUND);
    expect_no_database("", STATUS_NOT_FOUND);
    assert_int_equal(mkdir(path, 0777), 0);
    expect_no_database(path, STATUS_NOT_FOUND);
    assert_ok(file_create(version, "", 0, &err));
    expect_no_database(path, STATUS_CORRUPT);
    assert_int_equal(remove(version), 0);
    memset(junk, 'g', sizeof(junk));
    assert_ok(file_create(version, junk, sizeof(junk), &err));
    expect_no_database(path, STATUS_CORRUPT);
    assert_int_equal(remove(version), 0);
    /* A good one, of a later version of its format. */
    struct buf b = {0};
    char *good = xasprintf("%s/iamglass", f->base.path);
    assert_ok(file_read(good, 1 << 20, &b, &err));
    b.data[strlen("..Xapian Glass")]++;
    assert_ok(file_create(version, b.data, b.len, &err));
    expect_no_database(path, STATUS_SCHEMA);
    buf_done(&b);
    free(good);
    free(version);
    free(path);
}

static void
a_stub_is_never_followed(void **state)
{
    const struct fixture *f = *state;
    struct error err;
    struct stat st;
    char *ran = xasprintf("%s/ran", f->base.dir);
    char *stub = xasprintf("%s/stub", f->base.dir);
    char *dir = xasprintf("%s/stubdir", f->base.dir);
    char *inside = xasprintf("%s/XAPIANDB", dir);
    char *text =
        xasprintf("auto %s\nremote :/usr/bin/touch %s\n", f->base.path, ran);

    assert_ok(file_create(stub, text, strlen(text), &err));
    expect_no_database(stub, STATUS_NOT_FOUND);
    assert_int_equal(mkdir(dir, 0777), 0);
    assert_ok(file_create(inside, text, strlen(text), &err));
    expect_no_database(dir, STATUS_NOT_FOUND);
    const char *const srcs[] = {dir};
    char *dest = xasprintf("%s/dest", f->base.dir);
    assert_int_equal(xs_compact(srcs, 1, dest, true, &err), STATUS_NOT_FOUND);
    xs_writer *w = NULL;
    assert_int_equal(xs_writer_open(&w, dir, &err), STATUS_INVALID);
    assert_int_equal(stat(ran, &st), -1);
    free(dest);
    free(text);
    free(inside);
    free(dir);
    free(stub);
    free(ran);
}

/* Overwrites the head of the first block of every table. */
static void
damage(const char *path)
{
    DIR *d = opendir(path);

    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d)) != NULL;) {
        if (strstr(e->d_name, ".glass") == NULL)
            continue;
        char *file = xasprintf("%s/%s", path, e->d_name);
        char junk[64];
        memset(junk, 0xa5, sizeof(junk));
        int fd = open(file, O_WRONLY);
        assert_true(fd >= 0);
        assert_int_equal(pwrite(fd, junk, sizeof(junk), 0), sizeof(junk));
        assert_int_equal(close(fd), 0);
        free(file);
    }
    (void)closedir(d);
}

static void
a_damaged_table_is_a_corrupt_database(void **state)
{
    const struct fixture *f = *state;
    struct error err;
    struct xs_postings *p = NULL;
    char *path = xs_unit_build(f->base.dir, "damaged", 1, DOCUMENTS);
    xs_db *db = NULL;

    damage(path);
    enum status status = xs_db_open(&db, path, &err);
    if (status == STATUS_OK)
        status = xs_db_postings(db, "a4", 2, &p, &err);
    assert_int_equal(status, STATUS_CORRUPT);
    assert_null(p);
    xs_db_close(db);
    xs_db_close(NULL);
    free(path);
}

static void
a_query_describes_itself(void **state)
{
    (void)state;
    struct error err;
    char *text;
    xs_query *q = xs_unit_pair(XS_AND, xs_unit_term(1), xs_unit_term(2)),
             *scaled;

    assert_ok(xs_query_scale(&scaled, q, 2.5, &err));
    assert_ok(xs_query_describe(scaled, &text, &err));
    assert_string_equal(text, "Query(2.5 * (a1 AND a2))");
    free(text);
    xs_query_free(scaled);
    assert_ok(xs_query_nothing(&q, &err));
    assert_ok(xs_query_describe(q, &text, &err));
    assert_string_equal(text, "Query()");
    free(text);
    xs_query_free(q);
    xs_query_free(NULL);
}

static void
builders_refuse_what_cannot_be_built_and_consume_it(void **state)
{
    (void)state;
    struct error err;
    xs_query *q = NULL;
    xs_query *three[] = {xs_unit_term(1), xs_unit_term(2), xs_unit_term(3)};
    xs_query *hole[] = {xs_unit_term(1), NULL};

    /* That they are freed is the leak checker's to see. */
    assert_int_equal(xs_query_combine(&q, XS_NOT, three, 3, 0, &err),
                     STATUS_INVALID);
    assert_int_equal(xs_query_combine(&q, XS_AND, hole, 2, 0, &err),
                     STATUS_INVALID);
    assert_int_equal(xs_query_combine(&q, XS_AND, NULL, 0, 0, &err),
                     STATUS_INVALID);
    assert_int_equal(xs_query_scale(&q, xs_unit_term(1), -1, &err),
                     STATUS_INVALID);
    assert_int_equal(xs_query_scale(&q, NULL, 1, &err), STATUS_INVALID);
    assert_null(q);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statistics_are_those_of_what_was_added),
        cmocka_unit_test(postings_tell_documents_and_counts),
        cmocka_unit_test(an_unknown_term_has_no_postings),
        cmocka_unit_test(all_terms_are_walked_in_steps),
        cmocka_unit_test(what_is_no_database_is_refused),
        cmocka_unit_test(a_stub_is_never_followed),
        cmocka_unit_test(a_damaged_table_is_a_corrupt_database),
        cmocka_unit_test(a_query_describes_itself),
        cmocka_unit_test(builders_refuse_what_cannot_be_built_and_consume_it),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
