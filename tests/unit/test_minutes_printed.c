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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_date_in_a_pages_heading_beats_that_of_its_publication),
        cmocka_unit_test(a_date_in_the_path_beats_that_of_its_publication),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
