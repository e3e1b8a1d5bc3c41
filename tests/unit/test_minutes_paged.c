/* Text of pages: what is the paper's goes, and nothing else. */
#include "minutes_unit.h"

#define BR "\xe2\x80\xa8"
#define FILES 600
#define WORD_LEN 8 /* two letters and six that count */

static struct minutes *
parse_pages(const char *text)
{
    struct minutes_input in = {text, strlen(text), "panel/budget",
                               MINUTES_PAGED};
    struct minutes *m = NULL;
    struct error err;

    assert_ok(minutes_parse(&m, &in, &err));
    return m;
}

static void
heads_feet_and_page_numbers_go(void **state)
{
    (void)state;
    struct minutes *m = parse_pages(
        "   Weirs Board - 6 February 2014\n\nAgenda item\n\nThe weirs\n\n"
        "Minutes:\n\n1.  One was said.\n\n             Page 1 of 3\n"
        "\f   Weirs Board - 6 February 2014\n\n2.  Two was said.\n\n"
        "             Page 2 of 3\n"
        "\f   Weirs Board - 6 February 2014\n\n3.  Three was said.\n\n"
        "             Page 3 of 3\n\f");
    struct document *d = &m->documents[0];

    assert_int_equal(m->n_documents, 1);
    assert_string_equal(d->title, "The weirs");
    assert_string_equal(d->committee, "Weirs Board");
    assert_string_equal(d->date, "2014-02-06");
    assert_string_equal(keys(d), "p1 p2 p3");
    assert_text(d, "p1", "One was said.");
    assert_text(d, "p3", "Three was said.");
    minutes_free(m);
}

static void
a_number_that_goes_up_with_the_pages_makes_no_other_head(void **state)
{
    (void)state;
    struct minutes *m =
        parse_pages("12      Weirs Board\n\nThe first page says this.\n\n"
                    "\fWeirs Board      13\n\nThe second page says this.\n\n"
                    "\f14      Weirs Board\n\nThe third page says this.\n\n"
                    "\fWeirs Board      15\n\nThe fourth page says this.\n\n"
                    "\f16      Weirs Board\n\nThe fifth page says this.\n\n"
                    "\fWeirs Board      17\n\nThe sixth page says this.\n\n"
                    "\fTotal of 7 weirs\n\nThe seventh page says this.\n\n"
                    "\fTotal of 9 weirs\n\nThe eighth page says this.\n");
    struct document *d = &m->documents[0];

    assert_int_equal(m->n_documents, 1);
    assert_string_equal(keys(d), "u1 u2 u3 u4 u5 u6 u7 u8 u9 u10");
    assert_text(d, "u7", "Total of 7 weirs");
    minutes_free(m);
}

static void
what_says_something_is_no_furniture(void **state)
{
    (void)state;
    struct minutes *m = parse_pages(
        "Minutes:\n\n1. One.\n\nRESOLVED\n\fMinutes:\n\n2. Two.\n\nRESOLVED\n"
        "\fMinutes:\n\n3. Three.\n\nRESOLVED\n");

    assert_string_equal(keys(&m->documents[0]), "p1 r1 p2 r2 p3 r3");
    minutes_free(m);
}

static void
paragraphs_go_on_over_pages(void **state)
{
    (void)state;
    struct minutes *m = parse_pages(
        "Minutes:\n\n"
        "1.  The keeper told the Board that the weir had been mended and that\n"
        "    the cost had been met from the fund that the Board keeps for the\n"
        "\n                      1\n"
        "\f    mending of weirs. No member had asked for another report on "
        "it.\n"
        "    It was said that all was well, as the water had gone down again,\n"
        "\n                      2\n"
        "\f    and that the keeper would come back in the spring to say so.\n"
        "\n"
        "2.  The next was of the lock, which is old and leaks as all locks "
        "do.\n"
        "\n                      3\n"
        "\f    Members thanked the keeper.\n\n                      4\n");
    struct document *d = &m->documents[0];

    assert_string_equal(keys(d), "p1 p2");
    assert_text(d, "p1",
                "The keeper told the Board that the weir had been mended and "
                "that the cost had been met from the fund that the Board "
                "keeps for the mending of weirs. No member had asked for "
                "another report on it. It was said that all was well, as the "
                "water had gone down again, and that the keeper would come "
                "back in the spring to say so.");
    minutes_free(m);
}

static void
a_short_last_line_ends_its_paragraph(void **state)
{
    (void)state;
    struct minutes *m = parse_pages(
        "Minutes:\n\nThe keeper told the Board that the weir had been mended "
        "and\nthat it held.\n\fThe Board thanked the keeper, who had done it "
        "all without help.\n");

    assert_string_equal(keys(&m->documents[0]), "u1 u2");
    minutes_free(m);
}

static void
hyphens_at_line_ends_are_undone(void **state)
{
    (void)state;
    struct minutes *m = parse_pages(
        "Minutes:\n\n"
        "1.  The order of the prior-\n    ities was said by the self-\n"
        "    governing Board to be a matter of the Anglo-\n    Saxon county, "
        "of short-\n    and long-term plans, of a well-kept weir, of the day-\n"
        "    to-day work, of 2014-\n    15, of a sand-\n    bank and the "
        "sandbank, and of wa\xc2\xad\n    ter. The sub-committee, or the "
        "sub-\n    committee, met in the twenty-\n    first week, and not in "
        "the twenty-first month.\n");
    struct document *d = &m->documents[0];

    assert_text(d, "p1",
                "The order of the priorities was said by the self-governing "
                "Board to be a matter of the Anglo-Saxon county, of short- "
                "and long-term plans, of a well-kept weir, of the day-to-day "
                "work, of 2014-15, of a sandbank and the sandbank, and of "
                "water. The sub-committee, or the sub-committee, met in the "
                "twenty-first week, and not in the twenty-first month.");
    minutes_free(m);
}

static void
doubts_name_pages(void **state)
{
    (void)state;
    struct minutes *m = parse_pages("Minutes:\n\n1. One.\n\f2. Two.\n\n"
                                    "3. Three.\n\f\n\n9. Nine.\n\n");
    bool found = false;

    for (size_t i = 0; i < m->n_doubts; i++)
        found = found || m->doubts[i].line == 3;
    assert_true(found);
    minutes_free(m);
}

static void
double_spaced_lines_are_paragraphs_all_the_same(void **state)
{
    (void)state;
    struct minutes *m = parse_pages(
        "Minutes:\n\n\n"
        "The keeper told the Board that the weir had been mended and that\n\n"
        "the cost had been met from the fund that the Board keeps for the\n\n"
        "mending of weirs. No member had asked for another report on it, "
        "and\n\n"
        "nobody would.\n\n\n"
        "The Board told the keeper that the locks had to be mended too, "
        "then\n\n"
        "the stairs, and all that leaks or is about to leak between the "
        "weir\n\n"
        "and the sea.\n");

    assert_string_equal(keys(&m->documents[0]), "u1 u2");
    minutes_free(m);
}

static void
short_lines_with_gaps_are_no_double_spaced_text(void **state)
{
    (void)state;
    struct minutes *m = parse_pages(
        "Agenda and minutes\n\n"
        "Weirs Board - Thursday, 6th February, 2014 7.00 pm\n\n"
        "Venue: The Maltings\n\nContact: The Clerk\n\nItems\nNo. Item\n\n"
        "1.\n\nApologies\n\nMinutes:\n\n"
        "Apologies were received from Councillor B. Mill.\n\n"
        "The Board was told that the key had been found.\n\n"
        "Nobody was asked what it had been looked for.\n\n"
        "The Clerk was thanked for having looked for it.\n\n");
    struct document *d = &m->documents[0];

    assert_int_equal(m->n_documents, 1);
    assert_string_equal(d->committee, "Weirs Board");
    assert_string_equal(d->date, "2014-02-06");
    assert_string_equal(keys(d), "u1 u2 u3 u4");
    minutes_free(m);
}

/* ---- nothing is lost ---- */

struct maker {
    uint32_t seed;
    unsigned words;
    struct buf text;
};

static unsigned
roll(struct maker *k, unsigned sides)
{
    k->seed = k->seed * 1664525u + 1013904223u;
    return (k->seed >> 16) % sides;
}

/* The n-th word: "qqaaaaab" and so on, in no language. */
static void
word_of(unsigned n, char word[WORD_LEN + 1])
{
    word[0] = word[1] = 'q';
    for (size_t i = WORD_LEN - 1; i > 1; i--, n /= 26)
        word[i] = (char)('a' + n % 26);
    word[WORD_LEN] = '\0';
}

/* A line of up to ten new words; the last may be parted. */
static void
add_line(struct maker *k, bool *parted)
{
    unsigned n = 1 + roll(k, 10);
    char word[WORD_LEN + 1];

    for (unsigned i = 0; i < n; i++) {
        word_of(*parted && i == 0 ? k->words - 1 : k->words++, word);
        if (*parted && i == 0)
            buf_addf(&k->text, "%s ", word + 4);
        else if (i + 1 == n && roll(k, 5) == 0 && n > 1)
            buf_addf(&k->text, "%.4s-", word);
        else
            buf_addf(&k->text, "%s%s", word, i + 1 < n ? " " : "");
    }
    *parted = k->text.data[k->text.len - 1] == '-';
    if (!*parted && roll(k, 3) == 0)
        buf_add_char(&k->text, '.');
    buf_add_char(&k->text, '\n');
}

static void
make_file(struct maker *k)
{
    unsigned pages = 1 + roll(k, 9), number = 0;
    bool head = roll(k, 2) == 0, foot = roll(k, 2) == 0, parted = false;

    buf_clear(&k->text);
    k->words = 0;
    for (unsigned page = 1; page <= pages; page++) {
        unsigned lines = 1 + roll(k, 30);
        if (head)
            buf_addf(&k->text, "     Weirs Board %u\n\n", page + 7);
        if (page == 1)
            buf_add_str(&k->text, "Title: Weirs\n\nMinutes:\n\n");
        while (lines-- > 0) {
            if (!parted && roll(k, 6) == 0)
                buf_add_str(&k->text, "\n");
            if (!parted && roll(k, 8) == 0)
                buf_addf(&k->text, "%u.  ", ++number);
            if (!parted && roll(k, 20) == 0)
                buf_add_str(&k->text, "RESOLVED that ");
            add_line(k, &parted);
        }
        if (foot)
            buf_addf(&k->text, "\n\n   - %u -\n", page);
        buf_add_char(&k->text, '\f');
    }
    if (parted) {
        char word[WORD_LEN + 1];
        word_of(k->words - 1, word);
        buf_addf(&k->text, "%s\n", word + 4);
    }
}

static unsigned
occurrences(const struct minutes *m, const char *word)
{
    unsigned n = 0;

    for (size_t i = 0; i < m->n_documents; i++)
        for (size_t j = 0; j < m->documents[i].n_units; j++) {
            const char *at = m->documents[i].units[j].text;
            for (; (at = strstr(at, word)) != NULL; at++)
                n++;
        }
    return n;
}

static void
every_word_that_is_no_furniture_comes_out_once(void **state)
{
    (void)state;
    struct maker k = {.seed = 20140206};

    for (unsigned f = 0; f < FILES; f++) {
        make_file(&k);
        struct minutes *m = parse_pages(k.text.data);
        for (unsigned w = 0; w < k.words; w++) {
            char word[WORD_LEN + 1];
            word_of(w, word);
            if (occurrences(m, word) != 1)
                fail_msg("%s comes out %u times of:\n%s", word,
                         occurrences(m, word), k.text.data);
        }
        /* One page repeats nothing. */
        if (strchr(k.text.data, '\f') != strrchr(k.text.data, '\f'))
            assert_int_equal(occurrences(m, "Weirs Board"), 0);
        minutes_free(m);
    }
    buf_done(&k.text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads_feet_and_page_numbers_go),
        cmocka_unit_test(
            a_number_that_goes_up_with_the_pages_makes_no_other_head),
        cmocka_unit_test(what_says_something_is_no_furniture),
        cmocka_unit_test(paragraphs_go_on_over_pages),
        cmocka_unit_test(a_short_last_line_ends_its_paragraph),
        cmocka_unit_test(hyphens_at_line_ends_are_undone),
        cmocka_unit_test(doubts_name_pages),
        cmocka_unit_test(double_spaced_lines_are_paragraphs_all_the_same),
        cmocka_unit_test(short_lines_with_gaps_are_no_double_spaced_text),
        cmocka_unit_test(every_word_that_is_no_furniture_comes_out_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
