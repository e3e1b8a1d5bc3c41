/* lib/proto/reply: the ends of a reply, written and read. */
#include "unit.h"

#include "proto/limits.h"
#include "proto/reply.h"

static enum status
read_end(const char *line, enum reply_type *type, struct reply_end *end,
         struct error *err)
{
    return reply_read(line, strlen(line), type, end, err);
}

static void
the_greeting_tells_generation_and_limits(void **state)
{
    (void)state;
    struct buf b = {0};
    reply_greeting(&b, 42, 2, 24);
    assert_string_equal(b.data, "OK minutiae 1 gen=42 documents=2 units=24 "
                                "line=4096 limit=100\n");
    buf_done(&b);
}

static void
the_ends_are_written_with_and_without_a_tag(void **state)
{
    (void)state;
    struct buf b = {0};
    reply_ok(&b, NULL, "");
    reply_ok(&b, "a1", " gen=3");
    reply_err(&b, NULL, REPLY_SYNTAX, 25, "expected a word");
    reply_err(&b, "x", REPLY_BUSY, 0, "ask\nagain\xff");
    struct error err = {STATUS_TIMEOUT, 0, "too slow"};
    reply_error(&b, "", &err);
    assert_string_equal(b.data, "OK\n"
                                "OK @a1 gen=3\n"
                                "ERR 400 SYNTAX col=25 : expected a word\n"
                                "ERR @x 503 BUSY : ask again?\n"
                                "ERR 504 TIMEOUT : too slow\n");
    buf_done(&b);
}

static void
every_status_has_a_code_and_the_codes_are_the_protocol(void **state)
{
    (void)state;
    static const struct {
        enum status status;
        unsigned number;
        const char *word;
    } cases[] = {
        {STATUS_USAGE, 402, "OPTION"},      {STATUS_BAD_QUERY, 400, "SYNTAX"},
        {STATUS_INVALID, 401, "REQUEST"},   {STATUS_NOT_FOUND, 404, "NOTFOUND"},
        {STATUS_TOO_LARGE, 413, "TOOLONG"}, {STATUS_LOCKED, 503, "BUSY"},
        {STATUS_CORRUPT, 506, "INDEX"},     {STATUS_SCHEMA, 506, "INDEX"},
        {STATUS_IO, 506, "INDEX"},          {STATUS_TIMEOUT, 504, "TIMEOUT"},
        {STATUS_BUSY, 503, "BUSY"},         {STATUS_NOMEM, 503, "BUSY"},
        {STATUS_INTERNAL, 500, "INTERNAL"}, {(enum status)99, 500, "INTERNAL"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        enum reply_code code = reply_code_of(cases[i].status);
        assert_int_equal(reply_code_number(code), cases[i].number);
        assert_string_equal(reply_code_word(code), cases[i].word);
    }
    assert_string_equal(reply_code_word((enum reply_code)99), "INTERNAL");
    assert_int_equal(reply_code_number((enum reply_code)99), 500);
}

static void
an_err_line_is_read_in_all_its_parts(void **state)
{
    (void)state;
    enum reply_type type;
    struct reply_end end;
    struct error err;
    assert_ok(read_end("ERR @a1 400 SYNTAX col=25 more=x : a word : after AND",
                       &type, &end, &err));
    assert_int_equal(type, REPLY_DONE_ERR);
    assert_string_equal(end.tag, "a1");
    assert_int_equal(end.code, 400);
    assert_string_equal(end.word, "SYNTAX");
    assert_int_equal(end.column, 25);
    assert_string_equal(end.message, "a word : after AND");
    assert_int_equal(reply_end_status(&end), STATUS_BAD_QUERY);

    assert_ok(read_end("ERR 503 NOINDEX", &type, &end, &err));
    assert_int_equal(reply_end_status(&end), STATUS_NOT_FOUND);
    assert_string_equal(end.message, "");
    assert_ok(read_end("ERR 499 NEWS : x", &type, &end, &err));
    assert_int_equal(reply_end_status(&end), STATUS_USAGE);
    assert_ok(read_end("ERR 599 NEWS : x", &type, &end, &err));
    assert_int_equal(reply_end_status(&end), STATUS_INTERNAL);
}

static void
an_ok_line_is_an_end_and_other_lines_are_not(void **state)
{
    (void)state;
    enum reply_type type;
    struct reply_end end;
    struct error err;
    assert_ok(read_end("OK", &type, &end, &err));
    assert_int_equal(type, REPLY_DONE_OK);
    assert_string_equal(end.tag, "");
    assert_ok(read_end("OK @7 hits=1", &type, &end, &err));
    assert_string_equal(end.tag, "7");
    static const char *const lines[] = {"",        "O",      "OKAY",
                                        "ERRATUM", "HIT\t1", "OK\t1"};
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        assert_ok(read_end(lines[i], &type, &end, &err));
        assert_int_equal(type, REPLY_LINE);
    }
}

static void
a_malformed_err_line_is_refused(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "ERR",
        "ERR @a",
        "ERR SYNTAX",
        "ERR 400",
        "ERR 4000 SYNTAX",
        "ERR 400 SYNTAX col=x : a",
        "ERR -1 SYNTAX",
        "ERR @ 400 SYNTAX",
        "ERR @a\x1b 400 SYNTAX",
        "OK @\xc3\xa9",
        "ERR 400 THISWORDISLONGERTHANANYTHATTHESERVERHAS",
    };
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        enum reply_type type;
        struct reply_end end;
        struct error err;
        assert_int_equal(read_end(lines[i], &type, &end, &err), STATUS_INVALID);
    }
}

static void
a_long_message_is_cut_between_characters_and_cleaned(void **state)
{
    (void)state;
    enum reply_type type;
    struct reply_end end;
    struct error err;
    char line[1024] = "ERR 500 INTERNAL : a\x1b";
    size_t n = strlen(line);
    while (n < 1000) {
        memcpy(line + n, "\xe2\x82\xac", 3);
        n += 3;
    }
    assert_ok(reply_read(line, n, &type, &end, &err));
    assert_memory_equal(end.message, "a \xe2\x82\xac", 5);
    assert_int_equal(strlen(end.message), 2 + 84 * 3);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_greeting_tells_generation_and_limits),
        cmocka_unit_test(the_ends_are_written_with_and_without_a_tag),
        cmocka_unit_test(
            every_status_has_a_code_and_the_codes_are_the_protocol),
        cmocka_unit_test(an_err_line_is_read_in_all_its_parts),
        cmocka_unit_test(an_ok_line_is_an_end_and_other_lines_are_not),
        cmocka_unit_test(a_malformed_err_line_is_refused),
        cmocka_unit_test(a_long_message_is_cut_between_characters_and_cleaned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
