/* lib/common: numbers, UTF-8, buffers, arenas, errors, whole files. */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/kind.h"
#include "common/num.h"
#include "common/utf8.h"
#include "common/xalloc.h"

static void
a_number_is_all_digits_and_in_range(void **state)
{
    (void)state;
    uint64_t n = 7;
    const char *const bad[] = {"", "-1", "+1", " 1", "1 ", "0x1", "1.0", "a"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_false(num_parse(bad[i], strlen(bad[i]), UINT64_MAX, &n));
    assert_int_equal(n, 7);
    assert_true(num_parse("007", 3, 10, &n));
    assert_int_equal(n, 7);
    assert_true(num_parse("100", 3, 100, &n));
    assert_false(num_parse("101", 3, 100, &n));
    assert_true(num_parse("18446744073709551615", 20, UINT64_MAX, &n));
    assert_true(n == UINT64_MAX);
    assert_false(num_parse("18446744073709551616", 20, UINT64_MAX, &n));
    assert_false(num_parse("5", 1, 4, &n));
}

static void
utf8_refuses_what_rfc_3629_refuses(void **state)
{
    (void)state;
    const char *const bad[] = {"\x80",         "\xc0\x80",
                               "\xc1\xbf",     "\xe0\x80\x80",
                               "\xed\xa0\x80", "\xf4\x90\x80\x80",
                               "\xf8\x88\x80", "\xc3",
                               "\xe2\x82",     "\xff"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_false(utf8_valid(bad[i], strlen(bad[i])));
    const char *good = "a\xc2\x80\xe2\x82\xac\xf4\x8f\xbf\xbf";
    assert_true(utf8_valid(good, strlen(good)));
    assert_int_equal(utf8_count(good, strlen(good)), 4);
    assert_int_equal(utf8_cut("\xe2\x82\xac", 3, 2), 0);
    assert_int_equal(utf8_valid_prefix("ab\xff", 3), 2);
}

static void
a_text_made_one_line_keeps_its_length(void **state)
{
    (void)state;
    char s[] = "a\tb\x1b[\xc2\x9b\xff\xc3\xa9\n";
    utf8_make_line(s, sizeof(s) - 1);
    assert_string_equal(s, "a b [  ?\xc3\xa9 ");
}

/* Character by character, as utf8_make_line is described. */
static void
make_line_slowly(char *s, size_t len)
{
    unsigned used;
    for (size_t i = 0; i < len; i += used) {
        uint32_t cp = utf8_decode(s + i, len - i, &used);
        if (cp == UTF8_INVALID)
            s[i] = '?';
        else if (utf8_is_control(cp))
            memset(s + i, ' ', used);
    }
}

static void
a_line_is_made_alike_wherever_a_character_stands(void **state)
{
    (void)state;
    static const char *const odd[] = {
        "\x1f",     "\x7f",         "\x80", "\xff", "\xc2\x85", "\xc3\xa9",
        "\xe2\x82", "\xe2\x80\x94", "~",    " ",    "\xc2",     "\t"};
    enum { N = sizeof(odd) / sizeof(odd[0]) };
    for (size_t at = 0; at < 40; at++)
        for (size_t pair = 0; pair < N * N; pair++) {
            char s[64], slow[64];
            memset(s, pair % 2 != 0 ? '~' : ' ', sizeof(s));
            memcpy(s + at, odd[pair / N], strlen(odd[pair / N]));
            memcpy(s + at + 4 + pair % 5, odd[pair % N], strlen(odd[pair % N]));
            memcpy(slow, s, sizeof(s));
            size_t len = sizeof(s) - pair % 9;
            utf8_make_line(s, len);
            make_line_slowly(slow, len);
            assert_memory_equal(s, slow, sizeof(s));
        }
}

static void
utf8_round_trips_every_scalar_value(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
        if (cp >= 0xd800 && cp <= 0xdfff)
            continue;
        char s[4];
        unsigned used;
        size_t n = utf8_encode(cp, s);
        assert_true(utf8_decode(s, n, &used) == cp && used == n);
    }
}

static void
a_buffer_grows_and_gives_its_bytes_away(void **state)
{
    (void)state;
    struct buf b = {0};
    for (int i = 0; i < 1000; i++)
        buf_addf(&b, "%d,", i);
    buf_add_utf8(&b, 0x20ac);
    assert_int_equal(b.len, 3893);
    for (size_t n = 0; n < 200; n++) {
        char x[201] = {0};
        memset(x, 'x', n);
        struct buf f = {0};
        buf_addf(&f, "%s", x);
        buf_addf(&f, "<%s>", x);
        assert_int_equal(f.len, 2 * n + 2);
        assert_int_equal(strlen(f.data), f.len);
        buf_done(&f);
    }
    struct buf numbers = {0};
    static const uint64_t some[] = {0, 9, 10, 1000, UINT64_MAX};
    for (size_t i = 0; i < 5; i++) {
        buf_add_number(&numbers, some[i]);
        buf_add_char(&numbers, ' ');
    }
    assert_string_equal(numbers.data, "0 9 10 1000 18446744073709551615 ");
    buf_done(&numbers);
    char *s = buf_take(&b);
    assert_string_equal(s + 3890, "\xe2\x82\xac");
    assert_null(b.data);
    free(s);
}

static void
an_arena_gives_zeroed_aligned_memory(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    for (size_t n = 1; n < 10000; n = n * 3 + 1) {
        char *p = arena_alloc(a, n);
        assert_int_equal((uintptr_t)p % sizeof(void *), 0);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xff, n);
    }
    assert_string_equal(arena_printf(a, "%s-%d", "x", 4), "x-4");
    assert_string_equal(arena_strndup(a, "abc", 2), "ab");
    arena_free(a);
    arena_free(NULL);
}

static void
an_error_message_is_one_line(void **state)
{
    (void)state;
    struct error err;
    assert_int_equal(error_set(&err, STATUS_IO, "a\nb\x1b[0m"), STATUS_IO);
    assert_string_equal(err.message, "a?b?[0m");
    (void)error_set(&err, STATUS_IO, "\xff\xc2\x9b\xc3\xa9\xe2\x82");
    assert_string_equal(err.message, "???\xc3\xa9??");
    errno = ENOENT;
    assert_int_equal(error_set_errno(&err, STATUS_IO, "open %s", "x"),
                     STATUS_NOT_FOUND);
    assert_string_equal(err.message, "open x: No such file or directory");
    assert_int_equal(error_set(NULL, STATUS_BUSY, "x"), STATUS_BUSY);
    assert_int_equal(status_exit_code(STATUS_IO), 74);
    assert_string_equal(status_name(STATUS_NOT_FOUND), "not-found");
}

static void
a_kind_is_known_by_its_name_in_any_case(void **state)
{
    (void)state;
    enum unit_kind k;
    for (unsigned i = 0; i < UNIT_KINDS; i++) {
        const char *name = unit_kind_name((enum unit_kind)i);
        assert_true(unit_kind_parse(name, strlen(name), &k));
        assert_int_equal(k, i);
    }
    assert_true(unit_kind_parse("ReSoLuTiOn", 10, &k));
    assert_int_equal(k, UNIT_RESOLUTION);
    assert_false(unit_kind_parse("resolutions", 11, &k));
    assert_false(unit_kind_parse("", 0, &k));
}

static void
a_file_over_the_limit_is_refused(void **state)
{
    (void)state;
    struct error err;
    char *dir = unit_mkdir();
    char *path = xasprintf("%s/f", dir);
    assert_ok(file_create(path, "0123456789", 10, &err));
    assert_int_equal(file_create(path, "", 0, &err), STATUS_IO);
    struct buf b = {0};
    assert_ok(file_read(path, 10, &b, &err));
    assert_int_equal(b.len, 10);
    assert_int_equal(file_read(path, 9, &b, &err), STATUS_TOO_LARGE);
    buf_done(&b);
    assert_int_equal(file_read("/nonexistent/x", 9, &b, &err),
                     STATUS_NOT_FOUND);
    free(path);
    unit_rmdir(dir);
}

static void
removing_a_tree_does_not_follow_symlinks(void **state)
{
    (void)state;
    struct error err;
    char *keep = unit_mkdir(), *dir = unit_mkdir();
    char *file = xasprintf("%s/kept", keep), *link = xasprintf("%s/l", dir);
    assert_ok(file_create(file, "x", 1, &err));
    assert_int_equal(symlink(keep, link), 0);
    assert_ok(file_remove_tree(dir, &err));
    struct stat st;
    assert_int_equal(stat(file, &st), 0);
    assert_int_equal(stat(dir, &st), -1);
    assert_ok(file_remove_tree(dir, &err));
    free(file);
    free(link);
    free(dir);
    unit_rmdir(keep);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_all_digits_and_in_range),
        cmocka_unit_test(utf8_refuses_what_rfc_3629_refuses),
        cmocka_unit_test(a_text_made_one_line_keeps_its_length),
        cmocka_unit_test(a_line_is_made_alike_wherever_a_character_stands),
        cmocka_unit_test(utf8_round_trips_every_scalar_value),
        cmocka_unit_test(a_buffer_grows_and_gives_its_bytes_away),
        cmocka_unit_test(an_arena_gives_zeroed_aligned_memory),
        cmocka_unit_test(an_error_message_is_one_line),
        cmocka_unit_test(a_kind_is_known_by_its_name_in_any_case),
        cmocka_unit_test(a_file_over_the_limit_is_refused),
        cmocka_unit_test(removing_a_tree_does_not_follow_symlinks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
