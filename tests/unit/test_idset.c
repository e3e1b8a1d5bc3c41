/* indexer/idset.c: sets of ids, in memory and on the disk. */
#include "unit.h"

#include "indexer/idset.h"

static void
ids_are_a_set_that_grows(void **state)
{
    (void)state;
    struct idset *s = idset_new();
    char id[32];

    for (int i = 0; i < 5000; i++) {
        int len = snprintf(id, sizeof(id), "folder/%d", i);
        assert_true(idset_add(s, id, (size_t)len));
        assert_false(idset_add(s, id, (size_t)len));
    }
    assert_int_equal(idset_count(s), 5000);
    assert_true(idset_has(s, "folder/4999", 11));
    assert_false(idset_has(s, "folder/5000", 11));
    assert_true(idset_has(s, "folder/49 and more", 9));
    assert_false(idset_has(s, "", 0));
    idset_free(s);
}

/* What is put aside is found there, block by block, and nothing else is. */
static void
a_bounded_set_goes_to_the_disk(void **state)
{
    (void)state;
    char *dir = unit_mkdir();
    struct idset *s = idset_new();
    struct error err;
    char id[32];

    idset_bound(s, dir, 700);
    for (int i = 0; i < 20000; i++) {
        int len = snprintf(id, sizeof(id), "folder/%d", i);
        assert_false(idset_has(s, id, (size_t)len));
        assert_true(idset_add(s, id, (size_t)len));
        assert_false(idset_add(s, id, (size_t)len));
    }
    for (int i = 0; i < 20000; i++) {
        int len = snprintf(id, sizeof(id), "folder/%d", i);
        assert_true(idset_has(s, id, (size_t)len));
        assert_false(idset_add(s, id, (size_t)len));
    }
    assert_int_equal(idset_count(s), 20000);
    assert_ok(idset_check(s, &err));
    idset_free(s);
    unit_rmdir(dir);
}

static void
a_set_tells_what_kept_it_from_the_disk(void **state)
{
    (void)state;
    struct idset *s = idset_new();
    struct error err;
    char id[32];

    idset_bound(s, "/nonexistent", 10);
    for (int i = 0; i < 10; i++)
        (void)idset_add(s, id, (size_t)snprintf(id, sizeof(id), "%d", i));
    assert_ok(idset_check(s, &err));
    (void)idset_add(s, "next", 4);
    assert_int_equal(idset_check(s, &err), STATUS_NOT_FOUND);
    assert_non_null(strstr(err.message, "/nonexistent"));
    (void)idset_add(s, "more", 4);
    assert_int_equal(idset_check(s, &err), STATUS_NOT_FOUND);
    idset_free(s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_a_set_that_grows),
        cmocka_unit_test(a_bounded_set_goes_to_the_disk),
        cmocka_unit_test(a_set_tells_what_kept_it_from_the_disk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
