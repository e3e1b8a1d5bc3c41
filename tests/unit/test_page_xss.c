/* lib/page with hostile text in every field: the page has the elements and
 * attributes that it has with harmless text, and no others. */
#include "unit.h"

#include "markup.h"
#include "page/link.h"
#include "page_fixture.h"
#include "xss.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Writes and reads a page with text in every field; url in the place of the
 * address of the original and of the home page. */
static void
read_page(struct markup *m, enum fixture_page page, const char *text,
          const char *url)
{
    struct fixture f;
    struct buf out = {0};

    fixture_init(&f, text);
    f.site.home_url = f.document.url = url;
    fixture_write(&f, page, &out);
    markup_read(m, &out, page >= FIXTURE_HTML);
    if (m->wrong != NULL)
        fail_msg("%s with %s: %s at \"%.60s\"", fixture_name(page), text,
                 m->wrong, out.data + m->at);
    buf_done(&out);
    fixture_done(&f);
}

static void
no_page_gets_an_element_or_attribute_from_a_text(void **state)
{
    struct markup harmless, hostile;

    (void)state;
    assert_int_equal(COUNT(xss_strings), 50);
    for (enum fixture_page page = 0; page < FIXTURE_PAGES; page++)
        for (size_t i = 0; i < COUNT(xss_strings); i++) {
            read_page(&harmless, page, "harmless words", "/original");
            read_page(&hostile, page, xss_strings[i], "/original");
            const char *tag = markup_new_tag(&harmless, &hostile);
            if (tag != NULL)
                fail_msg("%s with %s: a new <%s>", fixture_name(page),
                         xss_strings[i], tag);
            tag = markup_new_tag(&hostile, &harmless);
            if (tag != NULL)
                fail_msg("%s with %s: no <%s>", fixture_name(page),
                         xss_strings[i], tag);
            markup_done(&hostile);
            markup_done(&harmless);
        }
}

static bool
begins(const char *s, const char *with)
{
    return strncmp(s, with, strlen(with)) == 0;
}

/* An address is one of ours, or all of what link_safe() lets through. */
static void
every_address_is_ours_or_was_found_safe(void **state)
{
    struct markup m;

    (void)state;
    for (enum fixture_page page = 0; page < FIXTURE_PAGES; page++)
        for (size_t i = 0; i < COUNT(xss_strings); i++) {
            const char *s = xss_strings[i];
            struct buf safe = {0};
            link_outside(&safe, s);
            read_page(&m, page, s, s);
            for (size_t j = 0; j < m.n_values; j++) {
                const char *v = m.values[j];
                if (!begins(v, "/minutes/") && !begins(v, "#") &&
                    !begins(v, "https://intranet.example/minutes/") &&
                    !(link_safe(s) && strcmp(v, safe.data) == 0))
                    fail_msg("%s with %s: a link to %s", fixture_name(page), s,
                             v);
            }
            markup_done(&m);
            buf_done(&safe);
        }
}

static void
the_reader_of_these_tests_sees_what_is_wrong(void **state)
{
    static const char *const bad[] = {
        "<p>a < b</p>",
        "<p>a > b</p>",
        "<p>a & b</p>",
        "<p>&nbsp;</p>",
        "<p title=a>b</p>",
        "<p title='a'>b</p>",
        "<p onclick>b</p>",
        "<p><b></p></b>",
        "<p>",
        "</p>",
        "<p>\x01</p>",
        "<p>\xff</p>",
        "<!-- a -->",
        "<p title=\"<\">b</p>",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct buf page = {0};
        struct markup m;
        buf_add_str(&page, "<!DOCTYPE html>\n");
        buf_add_str(&page, bad[i]);
        markup_read(&m, &page, false);
        if (m.wrong == NULL)
            fail_msg("%s was taken", bad[i]);
        markup_done(&m);
        buf_done(&page);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reader_of_these_tests_sees_what_is_wrong),
        cmocka_unit_test(no_page_gets_an_element_or_attribute_from_a_text),
        cmocka_unit_test(every_address_is_ours_or_was_found_safe),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
