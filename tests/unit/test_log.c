/* lib/common: what may stand in a line of the log, how often, and when the
 * journal reads it. */
#include "unit.h"

#include <inttypes.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/clock.h"
#include "common/file.h"
#include "common/limit.h"
#include "common/log.h"
#include "common/logfmt.h"
#include "common/xalloc.h"

static void add(struct buf *out, const char *format, ...) PRINTF_LIKE(2, 3);

static void
add(struct buf *out, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    logfmt_add(out, format, arguments);
    va_end(arguments);
}

#define assert_line(want, ...)                                                 \
    do {                                                                       \
        struct buf line_ = {0};                                                \
        add(&line_, __VA_ARGS__);                                              \
        assert_string_equal(line_.data, want);                                 \
        buf_done(&line_);                                                      \
    } while (0)

static void
numbers_and_words_are_written_as_printf_would(void **state)
{
    (void)state;
    assert_line("a=-1 b=2 c=3 d=ff", "a=%d b=%u c=%zu d=%x", -1, 2u, (size_t)3,
                255u);
    assert_line("a=18446744073709551615 b=-9223372036854775808",
                "a=%" PRIu64 " b=%" PRId64, UINT64_MAX, INT64_MIN);
    assert_line("a=1.50 b=100% c=x d=wo", "a=%.2f b=%d%% c=%c d=%.2s", 1.5, 100,
                'x', "words");
    assert_line("a=wor b=4 c=5", "a=%.*s b=%ld c=%llu", 3, "words", 4L, 5ULL);
    const char *volatile none = NULL;
    assert_line("a=/run/x.sock b=\"\" c=\"\"", "a=%s b=%s c=\"%s\"",
                "/run/x.sock", "", none);
}

static void
a_value_cannot_forge_a_pair(void **state)
{
    (void)state;
    assert_line("path=\"a\\\" level=\\\"0\" n=1", "path=\"%s\" n=%d",
                "a\" level=\"0", 1);
    assert_line("path=\"a \\\\\\\" b=\\\"\" n=1", "path=\"%s\" n=%d",
                "a \\\" b=\"", 1);
    assert_line("path=\"a n=2\" n=1", "path=%s n=%d", "a n=2", 1);
    assert_line("path=\"a=2\" n=1", "path=%s n=%d", "a=2", 1);
    assert_line("path=\"a\\\"\" n=1", "path=%s n=%d", "a\"", 1);
    /* A percent sign in a value is no conversion. */
    assert_line("path=%s%n", "path=%s", "%s%n");
}

static void
a_value_cannot_break_the_line_or_speak_to_a_terminal(void **state)
{
    (void)state;
    assert_line("a=\"x\\x0a<0>forged\\x0d\\x09\"", "a=\"%s\"",
                "x\n<0>forged\r\t");
    assert_line("a=\"\\x1b]0;t\\x07\\x7f\"", "a=%s", "\x1b]0;t\x07\x7f");
    assert_line("a=\"\\xc2\\x9b31m\"", "a=\"%s\"",
                "\xc2\x9b"
                "31m");
    assert_line("a=\"\\x9b\\xff\\xc0\\x80\"", "a=\"%s\"", "\x9b\xff\xc0\x80");
    assert_line("a=\"\\xe2\\x80\\xae\\xe2\\x81\\xa6\"", "a=\"%s\"",
                "\xe2\x80\xae\xe2\x81\xa6");
    assert_line("a=\"\\xe2\\x80\\xa8\\xe2\\x80\\xa9\"", "a=\"%s\"",
                "\xe2\x80\xa8\xe2\x80\xa9");
    assert_line("a=\"caf\xc3\xa9\"", "a=%s", "caf\xc3\xa9");
}

static void
a_long_value_is_cut_and_its_quotes_closed(void **state)
{
    (void)state;
    char *text = xmalloc(100001);
    memset(text, '\x01', 100000);
    text[100000] = '\0';
    struct buf line = {0};
    add(&line, "a=\"%s\" b=%d", text, 7);
    assert_true(line.len < LOGFMT_VALUE_MAX + 16);
    assert_string_equal(line.data + line.len - 8, "\xe2\x80\xa6\" b=7");
    buf_done(&line);
    free(text);
}

static void
a_sentence_keeps_its_quotes_but_no_controls(void **state)
{
    (void)state;
    struct buf line = {0};
    logfmt_add_sentence(&line, "no \"x\ny\" \\ here");
    assert_string_equal(line.data, "no \"x\\x0ay\" \\ here");
    buf_done(&line);
}

static void
ten_a_minute_are_allowed_and_the_rest_is_counted(void **state)
{
    (void)state;
    uint64_t minute = 60000 * CLOCK_NS_PER_MS, now = 5 * minute;
    struct limit l = {0};
    assert_int_equal(limit_end(&l, now), 0);
    for (int i = 0; i < 10; i++)
        assert_true(limit_allows(&l, now + (uint64_t)i));
    for (int i = 0; i < 7; i++)
        assert_false(limit_allows(&l, now + minute / 2));
    assert_int_equal(limit_end(&l, now + minute - 1), 0);
    assert_int_equal(limit_end(&l, now + minute), 7);
    assert_int_equal(limit_end(&l, now + minute), 0);
    assert_true(limit_allows(&l, now + minute));
    assert_int_equal(limit_end(&l, now + 3 * minute), 0);
}

/* ---- what is written to stderr ---- */

struct captured {
    char *dir, *path;
};

static void
capture(struct captured *c)
{
    struct error err;
    c->dir = unit_mkdir();
    c->path = xasprintf("%s/log", c->dir);
    assert_ok(file_create(c->path, "", 0, &err));
    assert_non_null(freopen(c->path, "a", stderr));
}

static void
journal_named_as_stderr(bool other)
{
    struct stat st;
    char name[64];
    assert_int_equal(fstat(STDERR_FILENO, &st), 0);
    (void)snprintf(name, sizeof(name), "%ju:%ju", (uintmax_t)st.st_dev,
                   (uintmax_t)st.st_ino + other);
    assert_int_equal(setenv("JOURNAL_STREAM", name, 1), 0);
}

static void
assert_captured(struct captured *c, const char *want)
{
    FILE *f = fopen(c->path, "r");
    char text[8192];
    assert_non_null(f);
    text[fread(text, 1, sizeof(text) - 1, f)] = '\0';
    (void)fclose(f);
    assert_string_equal(text, want);
    assert_int_equal(truncate(c->path, 0), 0);
}

static void
levels_are_told_to_the_journal_alone(void **state)
{
    (void)state;
    struct captured c;
    capture(&c);
    (void)unsetenv("JOURNAL_STREAM");
    log_event(LOG_LEVEL_NOTICE, "level-test", "n=%d", 1);
    assert_captured(&c, "level-test n=1\n");
    journal_named_as_stderr(true);
    assert_false(log_is_journal());
    log_event(LOG_LEVEL_NOTICE, "level-test", "n=%d", 2);
    assert_captured(&c, "level-test n=2\n");
    journal_named_as_stderr(false);
    assert_true(log_is_journal());
    log_event(LOG_LEVEL_NOTICE, "level-test", "n=%d", 3);
    log_sentence(LOG_LEVEL_ERROR, "searchd: %s", "a\nb");
    assert_captured(&c, "<5>level-test n=3\n<3>searchd: a\\x0ab\n");
    (void)unsetenv("JOURNAL_STREAM");
    free(c.path);
    unit_rmdir(c.dir);
}

static void
what_comes_too_often_is_held_back_and_counted(void **state)
{
    (void)state;
    struct captured c;
    struct buf want = {0};
    capture(&c);
    for (int i = 0; i < 25; i++) {
        log_event(LOG_LEVEL_WARNING, "often", "n=%d", i);
        if (i < LIMIT_PER_MINUTE)
            buf_addf(&want, "often n=%d\n", i);
    }
    for (int i = 0; i < 12; i++) {
        log_always(LOG_LEVEL_INFO, "own", "n=%d", i);
        buf_addf(&want, "own n=%d\n", i);
    }
    log_event(LOG_LEVEL_WARNING, "seldom", "n=%d", 1);
    buf_addf(&want, "seldom n=1\n");
    log_tick(); /* no minute is over */
    assert_captured(&c, want.data);
    log_end();
    assert_captured(&c, "suppressed event=often messages=15\n");
    log_end();
    assert_captured(&c, "");
    buf_done(&want);
    free(c.path);
    unit_rmdir(c.dir);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_and_words_are_written_as_printf_would),
        cmocka_unit_test(a_value_cannot_forge_a_pair),
        cmocka_unit_test(a_value_cannot_break_the_line_or_speak_to_a_terminal),
        cmocka_unit_test(a_long_value_is_cut_and_its_quotes_closed),
        cmocka_unit_test(a_sentence_keeps_its_quotes_but_no_controls),
        cmocka_unit_test(ten_a_minute_are_allowed_and_the_rest_is_counted),
        cmocka_unit_test(levels_are_told_to_the_journal_alone),
        cmocka_unit_test(what_comes_too_often_is_held_back_and_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
