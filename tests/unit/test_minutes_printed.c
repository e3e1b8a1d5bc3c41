/* lib/minutes: printed minutes and saved pages, which have neither an item's
 * page nor its headings. Each test is a trap that some paper has. */
#include "minutes_unit.h"

#define BR "\xe2\x80\xa8"

static struct minutes *
read_as(enum minutes_format format, const char *text)
{
    struct minutes_input in = {text, strlen(text), "panel/page", format};
    struct minutes *m = NULL;
    struct error err;

    assert_ok(minutes_parse(&m, &in, &err));
    return m;
}

/* ---- when the meeting was ---- */

#define PUBLISHED                                                              \
    "<meta property='article:published_time' content='2014-05-20T09:00:00Z'>"

static void
a_date_in_a_pages_heading_beats_that_of_its_publication(void **state)
{
    (void)state;
    static const struct {
        const char *heading, *date, *committee;
    } cases[] = {
        {"Works Committee, 12 May 2014", "2014-05-12", "Works Committee"},
        {"Minutes of the Works Committee held on Monday 12th May 2014",
         "2014-05-12", "Works Committee"},
        {"Annual gathering 12 May 2014", "2014-05-12", ""},
        {"Bridges", "2014-05-20", ""},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char page[1000];
        (void)snprintf(page, sizeof(page),
                       PUBLISHED "<title>Minutes</title><h1>%s</h1>"
                                 "<p>The arch was looked at.</p>",
                       cases[i].heading);
        struct minutes *m = read_as(MINUTES_HTML, page);
        const struct document *d = &m->documents[0];
        assert_int_equal(m->n_documents, 1);
        assert_string_equal(d->date, cases[i].date);
        assert_string_equal(d->committee, cases[i].committee);
        minutes_free(m);
    }
}

static void
a_date_in_the_path_beats_that_of_its_publication(void **state)
{
    (void)state;
    static const char page[] =
        PUBLISHED "<h1>Bridges</h1><p>The arch was looked at.</p>";
    struct minutes_input in = {page, strlen(page), "works/2014-05-12",
                               MINUTES_HTML};
    struct minutes *m = NULL;
    struct error err;

    assert_ok(minutes_parse(&m, &in, &err));
    assert_string_equal(m->documents[0].date, "2014-05-12");
    minutes_free(m);
}

/* ---- who met: the head of the paper ---- */

static void
the_head_of_a_paper_is_its_title_and_names_the_body(void **state)
{
    (void)state;
    static const struct {
        const char *text, *title, *committee;
    } cases[] = {
        {"OTTER TOWN COUNCIL\n\nWORKS COMMITTEE\n\nHELD ON MONDAY 12th MAY "
         "2014\n\nThe arch was looked at.\n",
         "OTTER TOWN COUNCIL, WORKS COMMITTEE, HELD ON MONDAY 12th MAY 2014",
         "WORKS COMMITTEE"},
        {"MINUTES OF THE MEETING\n\nHeld on 12 May 2014\n\nThe arch was "
         "looked at.\n",
         "MINUTES OF THE MEETING, Held on 12 May 2014", ""},
        {"Otter Town Council\n\nWorks Committee\n\nMinutes of the meeting held "
         "on 12 May 2014\n\nPlanning\n\nThe arch was looked at.\n",
         "Minutes of the meeting held on 12 May 2014", "Works Committee"},
        {"Otter Town Council\n\nMinutes of the Works Committee held on 12 May "
         "2014\n\nThe arch was looked at.\n",
         "Minutes of the Works Committee held on 12 May 2014",
         "Works Committee"},
        {"Bridge Repairs\n\nWorks Committee - 12 May 2014\n\nThe arch was "
         "looked at.\n",
         "Bridge Repairs", "Works Committee"},
    };

    for (unsigned k = 0; k < 2 * sizeof(cases) / sizeof(cases[0]); k++) {
        struct minutes *m =
            read_as(k % 2 ? MINUTES_PAGED : MINUTES_TEXT, cases[k / 2].text);
        const struct document *d = &m->documents[0];
        assert_int_equal(m->n_documents, 1);
        assert_string_equal(d->title, cases[k / 2].title);
        assert_string_equal(d->committee, cases[k / 2].committee);
        assert_string_equal(d->date, "2014-05-12");
        assert_string_equal(d->units[d->n_units - 1].text,
                            "The arch was looked at.");
        minutes_free(m);
    }
}

/* ---- numbered headings ---- */

/* Items by id and their keys, "55: u1; 56: u1 r1". */
static const char *
outline(const struct minutes *m)
{
    static char all[1000];
    size_t n = 0;

    for (size_t i = 0; i < m->n_documents; i++) {
        const char *slash = strrchr(m->documents[i].id, '/');
        n += (size_t)snprintf(all + n, sizeof(all) - n, "%s%s %s: %s",
                              i > 0 ? "; " : "", slash + 1,
                              m->documents[i].title, keys(&m->documents[i]));
        assert_true(n < sizeof(all));
    }
    return all;
}

static void
assert_outline(enum minutes_format format, const char *text, const char *want)
{
    struct minutes *m = read_as(format, text);

    assert_string_equal(outline(m), want);
    minutes_free(m);
}

static void
numbered_headings_begin_items(void **state)
{
    (void)state;
    static const char want[] = "55 APOLOGIES: u1; 56 MINUTES: u1; 57 NOTE: u1";

    assert_outline(MINUTES_TEXT,
                   "55. APOLOGIES\n\nCllr Mill was ill.\n\n56. MINUTES\n\n"
                   "They were agreed.\n\n57. NOTE\n\nIt was read.\n",
                   want);
    assert_outline(MINUTES_PAGED,
                   "55. APOLOGIES\nCllr Mill was ill.\n\n56. MINUTES\n"
                   "They were agreed.\n\f57. NOTE\nIt was read.\n",
                   want);
    assert_outline(MINUTES_HTML,
                   "<p class=MsoNormal><b>55.<span>&nbsp; </span>APOLOGIES</b>"
                   "<p>Cllr Mill was ill.<p><strong>56. MINUTES</strong>"
                   "<p>They were agreed.<h3>57. NOTE</h3><p>It was read.",
                   want);
    /* Items of which nothing is told, and a resolution's list. */
    assert_outline(MINUTES_TEXT,
                   "1. Apologies\n\nNone.\n\n2. Planning\n\nRESOLVED:\n\n"
                   "1. That the shed be built.\n\n2. That it be painted.\n\n"
                   "3. Letters\n\n4. Next meeting\n\nIn June.\n",
                   "1 Apologies: u1; 2 Planning: r1; 3 Letters: ; "
                   "4 Next meeting: u1");
}

static void
short_paragraphs_and_lists_begin_none(void **state)
{
    (void)state;
    static const struct {
        enum minutes_format format;
        const char *text, *keys;
    } cases[] = {
        {MINUTES_TEXT, "1. Noted\n\n2. The Clerk spoke.\n\n3. Noted\n",
         "p1 p2 p3"},
        {MINUTES_TEXT,
         "The Panel saw the following.\n\n1. Lamp\n\n2. Bridge\n\n3. Fence\n\n"
         "It liked them.\n",
         "u1 p1 p2 p3 u2"},
        {MINUTES_TEXT, "1. Apologies\n\nNone.\n", "p1 u1"},
        {MINUTES_TEXT,
         "Title: Weirs\n\n1. Apologies\n\nNone.\n\n2. Bats\n\nNone.\n",
         "p1 u1 p2 u2"},
        {MINUTES_TEXT, "Minutes:\n\n1. Apologies\n\nNone.\n\n2. Bats\n\nOne.",
         "p1 u1 p2 u2"},
        {MINUTES_HTML, "<p><b>2. Planning</b><p>It was noted.<p>1. So it was.",
         "u1 u2 p1"},
        {MINUTES_HTML, "<p><b>1.</b> Lamps<p>Lit.<p>2. <b>The</b> eel.",
         "p1 u1 p2"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct minutes *m = read_as(cases[i].format, cases[i].text);
        assert_int_equal(m->n_documents, 1);
        assert_string_equal(keys(&m->documents[0]), cases[i].keys);
        minutes_free(m);
    }
}

static void
a_numbered_word_of_a_note_is_a_heading(void **state)
{
    (void)state;
    struct minutes *m =
        read_as(MINUTES_TEXT, "Minutes:\n\n1. The Clerk spoke.\n\n2. NOTE\n\n"
                              "A note was read.\n\n3. NOTE: It was short.\n");

    assert_string_equal(keys(&m->documents[0]), "p1 p2 u1 n1");
    assert_text(&m->documents[0], "p2", "NOTE");
    minutes_free(m);
}

static void
a_resolutions_list_ends_where_the_numbers_go_on(void **state)
{
    (void)state;
#define BEFORE "Minutes:\n\n1. One.\n\n2. Two.\n\nRESOLVED:\n\n"
    static const struct {
        const char *text, *keys;
    } cases[] = {
        {BEFORE "1. That A be so.\n\n2. That B be so.\n\n3. That C be so.",
         "p1 p2 r1"},
        {BEFORE "1. That A be so.\n\n2. That B be so.\n\n3. The Clerk spoke.",
         "p1 p2 r1 p3"},
        {BEFORE "1. A is so.\n\n2. B is so.\n\n3. Planning\n\n4. Bats",
         "p1 p2 r1 p3 p4"},
        {BEFORE "1. the eel;\n\n2. the otter; and\n\n3. The Clerk", "p1 p2 r1"},
        {BEFORE "1. the eel be fed.\n\n2. it be left.\n\n3. The Clerk spoke.",
         "p1 p2 r1 p3"},
        {BEFORE "1. That A be so.\n\n2. That B be so.\n\n4. The Clerk spoke.",
         "p1 p2 r1 p4"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct minutes *m = read_as(MINUTES_TEXT, cases[i].text);
        assert_string_equal(keys(&m->documents[0]), cases[i].keys);
        minutes_free(m);
    }
}

/* ---- numbers of two levels ---- */

static void
numbers_of_two_levels_count_in_sequence(void **state)
{
    (void)state;
    static const struct {
        const char *text, *keys;
    } cases[] = {
        {"Minutes:\n\n1.1 The lamp.\n\n1.2 The eel.\n\n2.1 The otter.\n",
         "p1.1 p1.2 p2.1"},
        {"Minutes:\n\n1. Works\n\n1.1. The lamp.\n1.2. The eel.\n\n2. Bats\n\n"
         "2.1. The bat.\n",
         "p1 p1.1 p1.2 p2 p2.1"},
        {"Minutes:\n\n1.1 The lamp, see section 4.3\n\n1.2 RESOLVED that it "
         "be lit.\n\n1.4 The eel.\n",
         "p1.1 r1 p1.4"},
        {"Minutes:\n\n1.1 The lamp.\n\n1.2 The eel.\n\nBats\n\n1.1 The bat.\n\n"
         "1.2 The owl.\n",
         "p1.1 p1.2 u1 s2p1.1 s2p1.2"},
        {"Minutes:\n\n1.1 12/00345/FUL, barn: no objection.\n1.2 12/346, silo: "
         "objection.\n",
         "p1.1 p1.2"},
        /* Text, all of it. */
        {"Minutes:\n\n1.1 1/2 came.\n\n1.2 24/7 went.\n", "u1 u2"},
        {"Minutes:\n\n1.1 million came.\n\n1.2 million went.\n", "u1 u2"},
        {"Minutes:\n\n1.1 Million came.\n\nThey went.\n", "u1 u2"},
        {"Minutes:\n\n4.3 Lamps are lit.\n\n4.4 Lamps are lit.\n", "u1 u2"},
        {"Minutes:\n\n1772.1 The lamp.\n\n1772.2 The eel.\n",
         "p1772.1 p1772.2"},
        {"Minutes:\n\n1.1 The lamp.\n\n1.2 The eel.\n\n9.5 Otters.\n",
         "p1.1 p1.2 u1"},
        {"Minutes:\n\n10.30 The Clerk left.\n\n10.31 He came.\n", "u1 u2"},
        {"Minutes:\n\n1.1.2014 The day.\n\n1.2.2014 Another.\n", "u1 u2"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct minutes *m = read_as(MINUTES_TEXT, cases[i].text);
        assert_string_equal(keys(&m->documents[0]), cases[i].keys);
        minutes_free(m);
    }
}

static void
an_items_only_paragraph_has_its_number(void **state)
{
    (void)state;
    struct minutes *m =
        read_as(MINUTES_TEXT, "1. Lamps\n\n1.1 The lamp was lit.\n\n2. Eels\n\n"
                              "2.1 The eel was seen.\n\n3. Bats\n\n"
                              "4.1 Bats were not seen.\n");

    assert_string_equal(outline(m), "1 Lamps: p1.1; 2 Eels: p2.1; 3 Bats: u1");
    assert_string_equal(m->documents[1].units[0].number, "2.1");
    assert_text(&m->documents[1], "p2.1", "The eel was seen.");
    minutes_free(m);

    /* Without a gap, and with references of planning applications. */
    m = read_as(MINUTES_TEXT, "1. Lamps\nNone.\n\n2. Planning\n"
                              "2.1 12/00345/FUL, barn: no objection.\n"
                              "2.2 12/00346/FUL, silo: objection.\n");
    assert_string_equal(outline(m), "1 Lamps: u1; 2 Planning: p2.1 p2.2");
    minutes_free(m);
}

/* ---- the ends of pages ---- */

static void
a_paragraph_that_breaks_off_goes_on_over_the_page(void **state)
{
    (void)state;
#define FULL                                                                   \
    "The keeper told the Board that the weir had been mended and that the\n"
    struct minutes *m = read_as(
        MINUTES_PAGED,
        "Minutes:\n\n" FULL FULL FULL "cost had been met by Otterford and the\n"
        "\f"
        "Clerk, who was thanked.\n\n" FULL "roof leaked, see Appendix A\n"
        "\f"
        "Bats were seen.\n\nIt was RESOLVED that\n\f1. the bats be fed.\n");
    const struct document *d = &m->documents[0];

    assert_string_equal(keys(d), "u1 u2 u3 r1");
    assert_non_null(strstr(unit(d, "u1")->text,
                           "Otterford and the Clerk, who was thanked."));
    assert_text(d, "u3", "Bats were seen.");
    assert_text(d, "r1", "It was RESOLVED that" BR "1. the bats be fed.");
    minutes_free(m);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_date_in_a_pages_heading_beats_that_of_its_publication),
        cmocka_unit_test(a_date_in_the_path_beats_that_of_its_publication),
        cmocka_unit_test(the_head_of_a_paper_is_its_title_and_names_the_body),
        cmocka_unit_test(numbered_headings_begin_items),
        cmocka_unit_test(short_paragraphs_and_lists_begin_none),
        cmocka_unit_test(a_numbered_word_of_a_note_is_a_heading),
        cmocka_unit_test(a_resolutions_list_ends_where_the_numbers_go_on),
        cmocka_unit_test(numbers_of_two_levels_count_in_sequence),
        cmocka_unit_test(an_items_only_paragraph_has_its_number),
        cmocka_unit_test(a_paragraph_that_breaks_off_goes_on_over_the_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
