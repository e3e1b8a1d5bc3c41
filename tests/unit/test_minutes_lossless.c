/* lib/minutes loses nothing: files of shuffled forms of lines, in which every
 * word is there once. It comes out in one unit, or stands in a title or a
 * committee's name. */
#include "minutes_unit.h"

#include "minutes/span.h"

#define FILES 1500
#define WORD_LEN 7 /* "q" and six letters */

struct maker {
    uint32_t seed;
    unsigned words, number;
    struct buf text;
};

static unsigned
roll(struct maker *k, unsigned sides)
{
    k->seed = k->seed * 1664525u + 1013904223u;
    return (k->seed >> 16) % sides;
}

/* The n-th word: "qaaaaab" and so on, in no language. */
static void
word_of(unsigned n, char word[WORD_LEN + 1])
{
    word[0] = 'q';
    for (size_t i = WORD_LEN - 1; i > 0; i--, n /= 26)
        word[i] = (char)('a' + n % 26);
    word[WORD_LEN] = '\0';
}

/* Adds a form: "~" becomes a new word, "@" a number, the next or any. */
static void
add_form(struct maker *k, const char *form)
{
    for (const char *p = form; *p != '\0'; p++) {
        char word[16];
        if (*p == '~') {
            word_of(k->words++, word);
            buf_add_str(&k->text, word);
        } else if (*p == '@') {
            unsigned n = roll(k, 4) != 0 ? ++k->number : roll(k, 40);
            (void)snprintf(word, sizeof(word), "%u", n);
            buf_add_str(&k->text, word);
        } else {
            buf_add_char(&k->text, *p);
        }
    }
}

static const char *const forms[] = {
    "@. The ~ ~ of ~ was ~.",
    "@.~ ~",
    "(@) ~ ~ was ~.",
    "(@). ~;",
    "@) ~ ~:",
    "The ~ was ~ and ~.",
    "~ ~ ~",
    "~",
    "The ~ ~ was of a length that a page wraps, and ~ it\nwent on with ~ ~.",
    "The ~ said:",
    "It was said that",
    "(a) ~ ~;",
    "(b) ~ ~; and",
    "(i) ~.",
    "ii. ~.",
    "\xc2\xb7 ~ ~",
    "- ~ ~.",
    "* [~](~)",
    "\xe2\x80\x93 ~",
    "# ~ ~",
    "## @. ~",
    "-----",
    "**~:**",
    "> ~ ~",
    "\"~ ~\"",
    "```js",
    "| { ~: ~",
    "|",
    "| ~ | ~ |\n|---|---|\n| ~ | ~ |",
    "| No. | Item |",
    "~   ~   ~",
    "{ ~: '~' };",
    "RESOLVED that ~ be ~.",
    "RESOLVED",
    "RESOLVED that:",
    "(@) RESOLVED that ~.",
    "It was unanimously resolved that ~.",
    "#### Conclusion/Resolution",
    "RECOMMENDED: ~",
    "Decision: ~ ~.",
    "Decision:",
    "Minutes:",
    "Decision Maker:",
    "Note: ~ ~.",
    "NOTE",
    "PRESENT: ~, ~",
    "For: 5 Against: 2 ~",
    "POST MEETING NOTE: ~",
    "Agenda",
    "Items",
    "Media",
    "Thursday, 6 February 2014 at 10 am",
    "On 6 February 2014 the ~ was ~.",
    "Minutes of the meeting held on 6 February 2014 were ~.",
    "In 2014/15 ~ was 24 of the ~.",
    "~ view the full minutes text for item ~",
    "see https://weald.example/~?~=1",
    "Caf\xc3\xa9 \xe2\x80\x9c~\xe2\x80\x9d \xc2\xa3@million",
};

/* A number alone is an item's on a page that lists them. */
static const char *const numbers[] = {"@.", "@", "4.1", "39/20"};

/* Below "Minutes:" the words of other pages are words. */
static const char *const inside[] = {
    "Agenda item",           "No. Item", "Agenda and minutes",
    "Issue - meetings",      "Venue: ~", "Contact: ~",
    "~ ~ - 6 February 2014", "Title: ~", "Meeting: 04/09/2012 - ~ ~ ",
    "Committee: ~",
};

enum page { HEADED, BARE, ITEM_PAGE, MEETING_PAGE, PAGES };

static const char *const tops[PAGES] = {
    [HEADED] = "Title: Weirs\nDate: 2014-02-06\nCommittee: ~ ~\n\nMinutes:\n\n",
    [BARE] = "",
    [ITEM_PAGE] = "Agenda item\n\n~ ~ ~\n\nMinutes:\n\n",
    [MEETING_PAGE] = ("Agenda and minutes\n\n~ ~ - 6 February 2014\n\n"
                      "Venue: Inn\n\nNo. Item\n\n99.\n\n~ ~\n\nMinutes:\n\n"),
};

static void
make_file(struct maker *k, enum page page)
{
    unsigned n = 1 + roll(k, 60);
    bool blanks = roll(k, 4) != 0;

    buf_clear(&k->text);
    k->words = k->number = 0;
    add_form(k, tops[page]);
    while (n-- > 0) {
        if (page == HEADED && roll(k, 8) == 0)
            add_form(k, inside[roll(k, sizeof(inside) / sizeof(inside[0]))]);
        else if (page != MEETING_PAGE && roll(k, 12) == 0)
            add_form(k, numbers[roll(k, sizeof(numbers) / sizeof(numbers[0]))]);
        else
            add_form(k, forms[roll(k, sizeof(forms) / sizeof(forms[0]))]);
        buf_add_str(&k->text, blanks || roll(k, 4) == 0 ? "\n\n" : "\n");
    }
    add_form(k, "~"); /* a file has text */
}

static unsigned
occurrences(const char *text, const char *word)
{
    unsigned n = 0;

    while ((text = strstr(text, word)) != NULL) {
        n++;
        text++;
    }
    return n;
}

/* Where a word came out: in so many units, or in what is said of them. */
static unsigned
units_with(const struct minutes *m, const char *word, bool *said)
{
    unsigned n = 0;

    *said = false;
    for (size_t i = 0; i < m->n_documents; i++) {
        const struct document *d = &m->documents[i];
        *said = *said || strstr(d->title, word) != NULL ||
                strstr(d->committee, word) != NULL;
        for (size_t j = 0; j < d->n_units; j++)
            n += occurrences(d->units[j].text, word);
    }
    return n;
}

static void
every_word_of_any_file_comes_out_once(void **state)
{
    (void)state;
    struct maker k = {.seed = 20140206};

    for (unsigned f = 0; f < FILES; f++) {
        make_file(&k, (enum page)(f % PAGES));
        struct minutes *m = parse_as("a", k.text.data, k.text.len);
        for (unsigned w = 0; w < k.words; w++) {
            char word[WORD_LEN + 1];
            bool said;
            word_of(w, word);
            unsigned n = units_with(m, word, &said);
            if (n > 1 || (n == 0 && !said))
                fail_msg("%s is in %u units of:\n%.*s", word, n,
                         (int)k.text.len, k.text.data);
        }
        minutes_free(m);
    }
    buf_done(&k.text);
}

static void
bars_headings_and_labels_derail_no_text(void **state)
{
    (void)state;
    struct minutes *m =
        parse("Title: Weirs\nCommittee: Board\n\nMinutes:\n\n# Opening\n\n"
              "Agenda item\n\nVenue: the Inn.\n\nIt leaks.\n\nDecision:\n\n"
              "Mend it.\n\nLocks\n\nMinutes:\n\nSupporting documents:\n\n"
              "They were read out.\n\nAdditional documents:\n\nMap\n");
    struct document *d = &m->documents[0];

    assert_int_equal(m->n_documents, 1);
    assert_string_equal(keys(d), "u1 u2 u3 u4 d1 u5 u6 u7 u8 u9");
    assert_text(d, "d1", "Mend it.");
    assert_text(d, "u6", "Supporting documents:");
    minutes_free(m);
}

static void
a_list_of_documents_is_the_pages(void **state)
{
    (void)state;
    struct minutes *m =
        parse("Weirs\n\nMinutes:\n\n1. One.\n\nSupporting documents:\n\n"
              "\xc2\xb7 Map of the weirs PDF 12 KB\n\nPlan\n");

    assert_string_equal(keys(&m->documents[0]), "p1");
    minutes_free(m);
}

static void
dashes_make_a_list_only_where_one_is_announced(void **state)
{
    (void)state;
    struct minutes *m =
        parse(ITEM("- One was said.\n\n- Two was said.\n\nThe Board saw:\n\n"
                   "- weirs;\n\n* locks.\n\nThe end.\n\n- Three.\n"));
    struct document *d = &m->documents[0];

    assert_string_equal(keys(d), "u1 u2 u3 u4 u5");
    assert_text(d, "u3",
                "The Board saw:" LINE_BREAK "- weirs;" LINE_BREAK "* locks.");
    minutes_free(m);
}

#define SENTENCE                                                               \
    "The Board heard of the weirs, of the locks, of the lock keepers and of "  \
    "all that had been asked for in the year before, and was of one mind "     \
    "with the keeper."

static void
long_lines_that_end_as_sentences_are_paragraphs(void **state)
{
    (void)state;
    struct minutes *m = parse(ITEM(SENTENCE "\n" SENTENCE "\nNone.\n(a) weirs\n"
                                            "1. One.\n" SENTENCE "\n"));
    struct document *d = &m->documents[0];

    assert_string_equal(keys(d), "u1 u2 u3 p1 u4");
    assert_text(d, "u2", SENTENCE);
    assert_text(d, "u3", "None." LINE_BREAK "(a) weirs");
    minutes_free(m);
    m = parse(ITEM("A line that has been wrapped at a width of some eighty "
                   "columns, ends.\nAnd it goes on with the next one, which is "
                   "as long as the first.\nThe end.\n"));
    assert_string_equal(keys(&m->documents[0]), "u1");
    minutes_free(m);
}

static void
a_numbered_heading_has_a_line_of_its_own(void **state)
{
    (void)state;
    struct minutes *m = parse(ITEM("1. Apologies\nNone.\n2. Weirs\nmended\n"));
    struct document *d = &m->documents[0];

    assert_string_equal(keys(d), "p1 p2");
    assert_text(d, "p1", "Apologies" LINE_BREAK "None.");
    assert_text(d, "p2", "Weirs mended");
    minutes_free(m);
}

static void
a_decisions_number_is_no_text_and_makes_no_decision(void **state)
{
    (void)state;
    struct minutes *m = parse(
        "Issue - meetings\n\nWeirs\n\nMeeting: 04/09/2012 - Board (Item "
        "9)\n\n9 Weirs\n\nText.\n\nDecision number:\n\n12/00417\n\nIt was "
        "agreed.\n\nDecision:\n\nMend it.\n\nMore.\n");
    struct document *d = &m->documents[0];

    assert_int_equal(m->n_documents, 1);
    assert_string_equal(keys(d), "u1 u2 d1 u3");
    assert_text(d, "u2", "It was agreed.");
    minutes_free(m);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_of_any_file_comes_out_once),
        cmocka_unit_test(bars_headings_and_labels_derail_no_text),
        cmocka_unit_test(a_list_of_documents_is_the_pages),
        cmocka_unit_test(dashes_make_a_list_only_where_one_is_announced),
        cmocka_unit_test(long_lines_that_end_as_sentences_are_paragraphs),
        cmocka_unit_test(a_numbered_heading_has_a_line_of_its_own),
        cmocka_unit_test(a_decisions_number_is_no_text_and_makes_no_decision),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
