/* Generations: published, found, and cleared away. */
#include "unit.h"

#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/xalloc.h"
#include "store/generation.h"

static bool
exists(const char *index, const char *name)
{
    struct stat st;
    char *path = xasprintf("%s/%s", index, name);
    bool there = lstat(path, &st) == 0;

    free(path);
    return there;
}

static void
make_folder(const char *index, const char *name)
{
    char *path = xasprintf("%s/%s", index, name);

    assert_int_equal(mkdir(path, 0777), 0);
    free(path);
}

static void
publish(const char *index, uint64_t number)
{
    struct error err;
    char *path;

    assert_ok(generation_create(index, number, &path, &err));
    free(path);
    assert_ok(generation_publish(index, number, &err));
}

static void
expect_current(const char *index, uint64_t want, const char *name)
{
    struct error err;
    char *path, *base = realpath(index, NULL);
    uint64_t number;

    assert_ok(generation_current(index, &path, &number, &err));
    assert_true(number == want);
    char *full = xasprintf("%s/%s", base, name);
    assert_string_equal(path, full);
    free(full);
    free(base);
    free(path);
}

static void
an_index_that_is_not_there_yet_says_what_to_do(void **state)
{
    (void)state;
    struct error err;
    char *index = unit_mkdir(), *path = NULL;
    uint64_t number = 7;

    assert_int_equal(generation_current(index, &path, &number, &err),
                     STATUS_NOT_FOUND);
    assert_non_null(strstr(err.message, "run " INDEXER_NAME " --index"));
    assert_int_equal(generation_current("/nonexistent/x", &path, &number, &err),
                     STATUS_NOT_FOUND);
    assert_null(path);
    assert_int_equal(number, 7);
    assert_ok(generation_highest(index, &number, &err));
    assert_int_equal(number, 0);
    assert_ok(generation_clean(index, 1, &err));
    assert_int_equal(generation_highest("/nonexistent/x", &number, &err),
                     STATUS_NOT_FOUND);
    unit_rmdir(index);
}

static void
what_is_published_is_current(void **state)
{
    (void)state;
    struct error err;
    char *index = unit_mkdir(), *path = NULL;
    uint64_t number;

    assert_ok(generation_create(index, 1, &path, &err));
    assert_non_null(strstr(path, "/gen-000001.tmp"));
    free(path);
    path = NULL;
    assert_int_equal(generation_create(index, 1, &path, &err), STATUS_IO);
    assert_null(path);
    assert_ok(generation_highest(index, &number, &err));
    assert_int_equal(number, 1);
    assert_ok(generation_publish(index, 1, &err));
    assert_false(exists(index, "gen-000001.tmp"));
    expect_current(index, 1, "gen-000001");
    publish(index, 2);
    expect_current(index, 2, "gen-000002");
    publish(index, 1234567);
    expect_current(index, 1234567, "gen-1234567");
    assert_ok(generation_highest(index, &number, &err));
    assert_int_equal(number, 1234567);
    /* Nothing to publish: current stays. */
    assert_int_equal(generation_publish(index, 5000000, &err),
                     STATUS_NOT_FOUND);
    expect_current(index, 1234567, "gen-1234567");
    unit_rmdir(index);
}

static void
what_a_crash_left_is_in_nobodys_way(void **state)
{
    (void)state;
    struct error err;
    char *index = unit_mkdir();
    char *next = xasprintf("%s/current.tmp", index);

    publish(index, 1);
    /* Between symlink and rename of a publication. */
    assert_int_equal(symlink("gen-000009", next), 0);
    publish(index, 2);
    expect_current(index, 2, "gen-000002");
    /* Between the two renames. */
    make_folder(index, "gen-000003");
    assert_int_equal(symlink("gen-000003", next), 0);
    make_folder(index, "gen-000004.tmp");
    assert_ok(generation_clean(index, 1, &err));
    expect_current(index, 2, "gen-000002");
    assert_true(exists(index, "gen-000001"));
    assert_false(exists(index, "gen-000003"));
    assert_false(exists(index, "gen-000004.tmp"));
    assert_false(exists(index, "current.tmp"));
    free(next);
    unit_rmdir(index);
}

static void
cleaning_keeps_the_newest_and_what_is_not_ours(void **state)
{
    (void)state;
    struct error err;
    char *index = unit_mkdir();
    const uint64_t numbers[] = {1, 2, 3, 10, 1000000};

    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        publish(index, numbers[i]);
    make_folder(index, "gen-7");
    make_folder(index, "notes");
    assert_ok(generation_clean(index, 2, &err));
    expect_current(index, 1000000, "gen-1000000");
    assert_true(exists(index, "gen-000010"));
    assert_true(exists(index, "gen-000003"));
    assert_false(exists(index, "gen-000002"));
    assert_false(exists(index, "gen-000001"));
    assert_true(exists(index, "gen-7"));
    assert_true(exists(index, "notes"));
    assert_ok(generation_clean(index, 0, &err));
    assert_false(exists(index, "gen-000010"));
    expect_current(index, 1000000, "gen-1000000");
    unit_rmdir(index);
}

static void
a_link_that_leads_elsewhere_is_refused(void **state)
{
    (void)state;
    struct error err;
    char *index = unit_mkdir(), *path = NULL;
    char *link = xasprintf("%s/current", index);
    uint64_t number;
    const char *const bad[] = {
        "../gen-000001",
        "./gen-000001",
        "/tmp",
        "gen-000001/",
        "gen-1",
        "gen-0000001",
        "gen-000000",
        "gen-000001.tmp",
        "gen-+00001",
        "gen-",
        "gen-99999999999999999999999999999999999999999999999999",
        "gen-18446744073709551616",
    };

    publish(index, 1);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_int_equal(remove(link), 0);
        assert_int_equal(symlink(bad[i], link), 0);
        if (generation_current(index, &path, &number, &err) != STATUS_CORRUPT)
            fail_msg("taken: %s", bad[i]);
        assert_non_null(strstr(err.message, "--rebuild"));
        assert_int_equal(generation_clean(index, 0, &err), STATUS_CORRUPT);
    }
    assert_true(exists(index, "gen-000001"));
    /* A file, a folder, a dangling link. */
    assert_int_equal(remove(link), 0);
    assert_ok(file_create(link, "gen-000001", 10, &err));
    assert_int_equal(generation_current(index, &path, &number, &err),
                     STATUS_CORRUPT);
    assert_int_equal(remove(link), 0);
    make_folder(index, "current");
    assert_int_equal(generation_current(index, &path, &number, &err),
                     STATUS_CORRUPT);
    assert_int_equal(rmdir(link), 0);
    assert_int_equal(symlink("gen-000002", link), 0);
    assert_int_equal(generation_current(index, &path, &number, &err),
                     STATUS_CORRUPT);
    assert_null(path);
    free(link);
    unit_rmdir(index);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_index_that_is_not_there_yet_says_what_to_do),
        cmocka_unit_test(what_is_published_is_current),
        cmocka_unit_test(what_a_crash_left_is_in_nobodys_way),
        cmocka_unit_test(cleaning_keeps_the_newest_and_what_is_not_ours),
        cmocka_unit_test(a_link_that_leads_elsewhere_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
