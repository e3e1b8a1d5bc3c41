/* lib/text/path.c: paths that differ only in how people write them are one. */
#include "unit.h"

#include "common/buf.h"
#include "text/path.h"

static void
paths_are_folded_and_bared(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"2014/Roads/Item 3.TXT", "2014/roads/item 3.txt"},
        {"2014\\Roads\\Item.txt", "2014/roads/item.txt"},
        {"./2014/roads/", "2014/roads"},
        {"//.//./2014///", "2014"},
        {".hidden", ".hidden"},
        {"../up", "../up"},
        {".", "."},
        {"./", "."},
        {"", ""},
        {"/", ""},
        {"\xc3\x89T\xc3\x89/Stra\xc3\x9f"
         "e",
         "\xc3\xa9t\xc3\xa9/strasse"},
        {"E\xcc\x81t", "\xc3\xa9t"},
        {"A\xff\xc3\x89", "a\xff\xc3\x89"},
    };
    struct buf out = {0};

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        path_fold(cases[i][0], strlen(cases[i][0]), &out);
        assert_string_equal(out.data, cases[i][1]);
        assert_int_equal(out.len, strlen(cases[i][1]));
    }
    buf_done(&out);
}

static void
a_folded_path_is_its_own(void **state)
{
    (void)state;
    static const char path[] = "A/\xe1\xba\x9e/\xc4\xb0/\xce\xa3";
    struct buf once = {0}, twice = {0};

    path_fold(path, strlen(path), &once);
    path_fold(once.data, once.len, &twice);
    assert_string_equal(once.data, twice.data);
    buf_done(&once);
    buf_done(&twice);
}

static void
what_is_too_long_for_a_path_is_taken_as_it_is(void **state)
{
    (void)state;
    size_t len = 100000;
    char *path = malloc(len);
    struct buf out = {0};

    assert_non_null(path);
    memset(path, 'A', len);
    path_fold(path, len, &out);
    assert_int_equal(out.len, len);
    assert_int_equal(out.data[len - 1], 'a');
    buf_done(&out);
    free(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_folded_and_bared),
        cmocka_unit_test(a_folded_path_is_its_own),
        cmocka_unit_test(what_is_too_long_for_a_path_is_taken_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
