/* searchctl: what is printed, to the byte. */
#include "unit.h"

#include <fcntl.h>
#include <locale.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "searchctl/chart.h"
#include "searchctl/fault.h"
#include "searchctl/show.h"
#include "searchctl/wrap.h"

static const struct term plain = {.utf8 = true, .width = 40};
static const struct term bold = {.utf8 = true, .color = true, .width = 40};
static const struct term ascii = {.ascii = true, .width = 40};
static const struct term c_pipe = {.width = 40};

static void
expect_text(const struct term *t, const char *text, const char *want)
{
    struct buf b = {0};

    term_add_str(&b, t, text);
    buf_add_char(&b, '|');
    assert_string_equal(b.data, want);
    buf_done(&b);
}

static void
expect_wrap(const struct term *t, const char *text,
            const struct answer_mark *marks, size_t n, const char *want)
{
    struct buf b = {0};

    wrap_add(&b, t, text, marks, n, NULL, 4);
    buf_add_char(&b, '|');
    assert_string_equal(b.data, want);
    buf_done(&b);
}

static void
no_control_reaches_the_terminal(void **state)
{
    (void)state;
    const char *evil = "a\x1b]0;pwn\x07z";
    expect_text(&plain, evil, "a\xef\xbf\xbd]0;pwn\xef\xbf\xbdz|");
    expect_text(&ascii, evil, "a?]0;pwn?z|");
    expect_text(&c_pipe, evil, "a?]0;pwn?z|");
    expect_text(&plain,
                "\xc2\x9b"
                "31m\x7f\b",
                "\xef\xbf\xbd"
                "31m\xef\xbf\xbd\xef\xbf\xbd|");
    expect_text(&plain,
                "\xe2\x80\xae"
                "abc\xe2\x81\xa9",
                "\xef\xbf\xbd"
                "abc\xef\xbf\xbd|");
    expect_text(&plain, "\xff\x9b\xc3",
                "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd|");
    expect_text(&c_pipe, "\xff\xc2\x9b", "??|");
    expect_text(&plain,
                "a\tb\nc\xe2\x80\xa8"
                "d",
                "a b c d|");
}

static void
a_terminal_without_utf8_gets_ascii_and_a_pipe_gets_all(void **state)
{
    (void)state;
    const char *text =
        "\xe2\x80\x9c\xc2\xa3"
        "2\xe2\x80\x9d\xc2\xa0\xe2\x80\x93 \xe2\x80\x99\xe2\x80\xa6 \xc3\xa9";
    expect_text(&ascii, text, "\"GBP2\" - '... ?|");
    expect_text(
        &plain, text,
        "\xe2\x80\x9c\xc2\xa3"
        "2\xe2\x80\x9d\xc2\xa0\xe2\x80\x93 \xe2\x80\x99\xe2\x80\xa6 \xc3\xa9|");
    expect_text(
        &c_pipe, text,
        "\xe2\x80\x9c\xc2\xa3"
        "2\xe2\x80\x9d\xc2\xa0\xe2\x80\x93 \xe2\x80\x99\xe2\x80\xa6 \xc3\xa9|");
}

static void
long_text_is_wrapped_at_blanks(void **state)
{
    (void)state;
    expect_wrap(&plain, "", NULL, 0, "|");
    expect_wrap(&plain, "one", NULL, 0, "    one\n|");
    /* 36 columns are left: the first line has all of them. */
    expect_wrap(&plain, "123456789 123456789 123456789 123456 next", NULL, 0,
                "    123456789 123456789 123456789 123456\n    next\n|");
    expect_wrap(&plain, "123456789 123456789 123456789 1234567 next", NULL, 0,
                "    123456789 123456789 123456789\n    1234567 next\n|");
}

static void
a_word_longer_than_a_line_is_broken(void **state)
{
    (void)state;
    expect_wrap(&plain, "a 1234567890123456789012345678901234567890", NULL, 0,
                "    a\n    123456789012345678901234567890123456\n    7890\n|");
}

static void
wide_characters_take_two_columns(void **state)
{
    (void)state;
    /* 19 of them are 38 columns: one too many for 36. */
    struct buf text = {0}, want = {0};
    for (int i = 0; i < 19; i++)
        buf_add_str(&text, "\xe6\xbc\xa2");
    buf_add_str(&want, "    ");
    buf_add(&want, text.data, 18 * 3);
    buf_add_str(&want, "\n    \xe6\xbc\xa2\n|");
    expect_wrap(&plain, text.data, NULL, 0, want.data);
    buf_done(&want);
    buf_done(&text);
    assert_int_equal(term_columns(&plain, "e\xcc\x81\xe6\xbc\xa2", 6), 3);
}

static void
a_line_break_inside_a_unit_is_one_on_the_screen(void **state)
{
    (void)state;
    expect_wrap(&plain,
                "list:\xe2\x80\xa8(a) one\xe2\x80\xa8\xe2\x80\xa8(b) two", NULL,
                0, "    list:\n    (a) one\n\n    (b) two\n|");
}

static void
marks_are_bold_and_never_across_a_line_end(void **state)
{
    (void)state;
    const struct answer_mark marks[] = {{0, 3}, {4, 3}};
    expect_wrap(&bold, "one two three", marks, 2,
                "    \033[1mone\033[0m \033[1mtwo\033[0m three\n|");
    expect_wrap(&plain, "one two three", marks, 2, "    one two three\n|");
    const struct answer_mark phrase = {30, 14};
    expect_wrap(&bold, "123456789 123456789 123456789 police officers", &phrase,
                1,
                "    123456789 123456789 123456789 \033[1mpolice\033[0m\n"
                "    \033[1mofficer\033[0ms\n|");
}

/* A hit with a snippet, and the years. */
static struct answer_mark hit_marks[] = {{8, 5}};
static struct answer_snippet hit_snippets[] = {
    {"Members asked about the benches.", hit_marks, 1}};
static struct answer_hit the_hits[] = {{.rank = 1,
                                        .id = "parks-2021#p7",
                                        .kind = "minute",
                                        .number = "7",
                                        .title = "Benches in Mill Park",
                                        .document = "parks-2021",
                                        .plan = "",
                                        .date = "",
                                        .committee = "",
                                        .url = "",
                                        .year = 2021,
                                        .snippets = hit_snippets,
                                        .n_snippets = 1},
                                       {.rank = 10,
                                        .id = "x#r1",
                                        .kind = "resolution",
                                        .number = "",
                                        .title = "",
                                        .document = "x",
                                        .plan = "",
                                        .date = "",
                                        .committee = "",
                                        .url = ""}};
static struct answer_count the_years[] = {{"2021", 2}, {"2019", 1}, {"", 3}};
static struct answer_facet the_facets[] = {{"year", the_years, 3}};

static void
hits_total_and_years_are_shown(void **state)
{
    (void)state;
    struct answer a = {.query = "benches",
                       .total = 24,
                       .hits = the_hits,
                       .n_hits = 2,
                       .facets = the_facets,
                       .n_facets = 1};
    struct buf b = {0};
    show_answer(&b, &bold, &a);
    assert_string_equal(b.data,
                        " 1  \033[1mBenches in Mill Park\033[0m, \xc2\xb6"
                        "7, 2021\n"
                        "    parks-2021#p7\n"
                        "    Members \033[1masked\033[0m about the benches.\n"
                        "\n"
                        "10  resolution\n"
                        "    x#r1\n"
                        "\n"
                        "24 paragraphs, 1\xe2\x80\x93"
                        "10 shown\n"
                        "\n"
                        "2021  \xe2\x96\x88\xe2\x96\x88   2\n"
                        "2019  \xe2\x96\x88    1\n"
                        "none  \xe2\x96\x88\xe2\x96\x88\xe2\x96\x88  3\n");
    buf_clear(&b);
    a.n_hits = 1;
    a.total = 1;
    show_answer(&b, &ascii, &a);
    assert_string_equal(b.data, "1  Benches in Mill Park, par. 7, 2021\n"
                                "   parks-2021#p7\n"
                                "   Members asked about the benches.\n"
                                "\n"
                                "1 paragraph\n"
                                "\n"
                                "2021  ##   2\n"
                                "2019  #    1\n"
                                "none  ###  3\n");
    buf_done(&b);
}

static void
nothing_found_says_so_and_why(void **state)
{
    (void)state;
    const char *notes[] = {"without year:2014 there are 3"};
    struct answer_expansion expanded[] = {
        {"CSE", "child exploitation", "a#p1"}};
    struct answer a = {.query = "bench AND year:2014",
                       .notes = notes,
                       .n_notes = 1,
                       .expanded = expanded,
                       .n_expanded = 1,
                       .suggestion = "benches",
                       .suggestion_total = 1};
    struct term wide = plain;
    struct buf b = {0};
    wide.width = 80;
    show_answer(&b, &wide, &a);
    assert_string_equal(
        b.data, "nothing found for: bench AND year:2014\n"
                "without year:2014 there are 3\n"
                "CSE was also taken for \"child exploitation\" (a#p1 says so)\n"
                "Did you mean: benches (1 paragraph)?\n");
    buf_done(&b);
}

static void
a_relaxed_answer_says_so(void **state)
{
    (void)state;
    struct answer a = {.query = "a OR b",
                       .total = 2,
                       .relaxed = true,
                       .hits = the_hits + 1,
                       .n_hits = 1};
    struct term wide = plain;
    struct buf b = {0};
    wide.width = 80;
    show_answer(&b, &wide, &a);
    assert_string_equal(
        b.data, "no paragraph has all the words; these have some\n\n"
                "10  resolution\n    x#r1\n\n2 paragraphs, number 10 shown\n");
    buf_clear(&b);
    const char *notes[] = {"these have some of them"};
    a.notes = notes;
    a.n_notes = 1;
    show_answer(&b, &wide, &a);
    assert_string_equal(
        b.data, "these have some of them\n\n"
                "10  resolution\n    x#r1\n\n2 paragraphs, number 10 shown\n");
    buf_clear(&b);
    a.n_notes = 0;
    a.relaxed = false;
    a.n_hits = 0;
    show_answer(&b, &wide, &a);
    assert_string_equal(b.data, "2 paragraphs, none shown\n");
    buf_done(&b);
}

static void
groups_and_decisions_are_shown_below_a_hit(void **state)
{
    (void)state;
    struct answer_decision decision = {"parks-2021#r1", "resolution", "",
                                       "RESOLVED that six benches be bought."};
    struct answer_hit h = the_hits[0];
    h.more = 3;
    h.decisions = &decision;
    h.n_decisions = 1;
    struct answer a = {.query = "benches",
                       .total = 4,
                       .grouped = true,
                       .groups = 1,
                       .hits = &h,
                       .n_hits = 1};
    struct buf b = {0};
    show_answer(&b, &ascii, &a);
    assert_string_equal(b.data, "1  Benches in Mill Park, par. 7, 2021\n"
                                "   parks-2021#p7\n"
                                "   Members asked about the benches.\n"
                                "   resolution (r1): RESOLVED that six\n"
                                "   benches be bought.\n"
                                "   and 3 more in this document\n"
                                "\n"
                                "4 paragraphs in 1 document, number 1 shown\n");
    buf_done(&b);
}

static void
words_that_nothing_has_are_said(void **state)
{
    (void)state;
    const char *missing[] = {"benchs"};
    struct answer a = {.query = "benchs", .missing = missing, .n_missing = 1};
    struct buf b = {0};
    show_answer(&b, &ascii, &a);
    assert_string_equal(b.data, "nothing found for: benchs\n"
                                "no paragraph has the word \"benchs\"\n");
    buf_done(&b);
}

static void
a_hostile_title_stays_in_its_place(void **state)
{
    (void)state;
    struct answer_hit h = the_hits[1];
    h.title = "\xe2\x80\xa8\x1b[2Jx";
    h.id = "\x07";
    struct answer a = {.query = "q", .total = 1, .hits = &h, .n_hits = 1};
    struct buf b = {0};
    show_answer(&b, &bold, &a);
    for (size_t i = 0; i < b.len; i++)
        assert_true(b.data[i] != '\x07');
    assert_string_equal(b.data,
                        "10  \n"
                        "    \033[1m\xef\xbf\xbd[2Jx\033[0m, resolution\n"
                        "    \xef\xbf\xbd\n"
                        "\n"
                        "1 paragraph\n");
    buf_done(&b);
}

static void
bars_are_scaled_to_the_width_and_never_vanish(void **state)
{
    (void)state;
    struct answer_count counts[] = {{"2021", 1000}, {"2020", 500}, {"2019", 1}};
    struct answer_facet f = {"year", counts, 3};
    struct buf b = {0};
    chart_add(&b, &ascii, &f);
    assert_string_equal(b.data, "2021  ############################  1000\n"
                                "2020  ##############                 500\n"
                                "2019  #                                1\n");
    buf_done(&b);
}

static void
a_caret_stands_below_the_wrong_place(void **state)
{
    (void)state;
    struct error err = {STATUS_BAD_QUERY, 6, "expected a word after AND"};
    struct buf b = {0};
    fault_add(&b, &plain, "a AND", &err);
    assert_string_equal(b.data, SEARCHCTL_NAME ": expected a word after AND\n"
                                               "  a AND\n"
                                               "       ^\n");
    buf_clear(&b);
    /* Columns are characters; a wide one takes two on the screen. */
    err.column = 3;
    fault_add(&b, &plain, "\xe6\xbc\xa2\xe6\xbc\xa2)", &err);
    assert_string_equal(b.data, SEARCHCTL_NAME ": expected a word after AND\n"
                                               "  \xe6\xbc\xa2\xe6\xbc\xa2)\n"
                                               "      ^\n");
    buf_clear(&b);
    /* The place is brought into sight. */
    err.column = 51;
    fault_add(&b, &plain,
              "1234567890123456789012345678901234567890123456789 )end", &err);
    assert_string_equal(b.data, SEARCHCTL_NAME
                        ": expected a word after AND\n"
                        "  89012345678901234567890123456789 )end\n"
                        "                                   ^\n");
    buf_done(&b);
}

static void
an_error_without_a_column_shows_no_query(void **state)
{
    (void)state;
    struct error err = {STATUS_IO, 0, "no daemon at \xe2\x80\xae/s"};
    struct buf b = {0};
    fault_add(&b, &plain, "a AND", &err);
    assert_string_equal(b.data,
                        SEARCHCTL_NAME ": no daemon at \xef\xbf\xbd/s\n");
    buf_done(&b);
}

static void
colour_and_width_follow_the_environment(void **state)
{
    (void)state;
    struct term t;
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(unsetenv("COLUMNS"), 0);
    term_detect(&t, fileno(file), TERM_COLOR_AUTO);
    assert_true(t.utf8);
    assert_false(t.ascii);
    assert_false(t.color);
    assert_int_equal(t.width, 80);
    assert_int_equal(setenv("COLUMNS", "132", 1), 0);
    term_detect(&t, fileno(file), TERM_COLOR_ALWAYS);
    assert_true(t.color);
    assert_int_equal(t.width, 132);
    assert_int_equal(setenv("COLUMNS", "1", 1), 0);
    term_detect(&t, fileno(file), TERM_COLOR_NEVER);
    assert_false(t.color);
    assert_int_equal(t.width, 20);
    assert_int_equal(setenv("COLUMNS", "many", 1), 0);
    term_detect(&t, fileno(file), TERM_COLOR_AUTO);
    assert_int_equal(t.width, 80);
    (void)fclose(file);
}

static void
a_terminal_has_colour_unless_it_is_dumb_or_told_not_to(void **state)
{
    (void)state;
    struct winsize size = {.ws_col = 93, .ws_row = 24};
    struct term t;
    int keeper = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(keeper >= 0);
    assert_int_equal(grantpt(keeper), 0);
    assert_int_equal(unlockpt(keeper), 0);
    int tty = open(ptsname(keeper), O_RDWR | O_NOCTTY);
    assert_true(tty >= 0);
    assert_int_equal(ioctl(tty, TIOCSWINSZ, &size), 0);

    assert_int_equal(unsetenv("COLUMNS"), 0);
    assert_int_equal(unsetenv("NO_COLOR"), 0);
    assert_int_equal(setenv("TERM", "xterm", 1), 0);
    term_detect(&t, tty, TERM_COLOR_AUTO);
    assert_true(t.color);
    assert_false(t.ascii);
    assert_int_equal(t.width, 93);
    term_detect(&t, tty, TERM_COLOR_NEVER);
    assert_false(t.color);
    assert_int_equal(setenv("NO_COLOR", "", 1), 0);
    term_detect(&t, tty, TERM_COLOR_AUTO);
    assert_true(t.color);
    assert_int_equal(setenv("NO_COLOR", "1", 1), 0);
    term_detect(&t, tty, TERM_COLOR_AUTO);
    assert_false(t.color);
    assert_int_equal(unsetenv("NO_COLOR"), 0);
    assert_int_equal(setenv("TERM", "dumb", 1), 0);
    term_detect(&t, tty, TERM_COLOR_AUTO);
    assert_false(t.color);

    assert_non_null(setlocale(LC_CTYPE, "C"));
    term_detect(&t, tty, TERM_COLOR_AUTO);
    assert_true(t.ascii && !t.utf8);
    assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
    (void)close(tty);
    (void)close(keeper);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_control_reaches_the_terminal),
        cmocka_unit_test(
            a_terminal_without_utf8_gets_ascii_and_a_pipe_gets_all),
        cmocka_unit_test(long_text_is_wrapped_at_blanks),
        cmocka_unit_test(a_word_longer_than_a_line_is_broken),
        cmocka_unit_test(wide_characters_take_two_columns),
        cmocka_unit_test(a_line_break_inside_a_unit_is_one_on_the_screen),
        cmocka_unit_test(marks_are_bold_and_never_across_a_line_end),
        cmocka_unit_test(hits_total_and_years_are_shown),
        cmocka_unit_test(nothing_found_says_so_and_why),
        cmocka_unit_test(a_relaxed_answer_says_so),
        cmocka_unit_test(groups_and_decisions_are_shown_below_a_hit),
        cmocka_unit_test(words_that_nothing_has_are_said),
        cmocka_unit_test(a_hostile_title_stays_in_its_place),
        cmocka_unit_test(bars_are_scaled_to_the_width_and_never_vanish),
        cmocka_unit_test(a_caret_stands_below_the_wrong_place),
        cmocka_unit_test(an_error_without_a_column_shows_no_query),
        cmocka_unit_test(colour_and_width_follow_the_environment),
        cmocka_unit_test(
            a_terminal_has_colour_unless_it_is_dumb_or_told_not_to),
    };
    /* Widths are the locale's; Debian's libc has this one built in. */
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) {
        printf("Bail out! no locale C.UTF-8\n");
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
