/* lib/minutes on sample pages that lie beside the sources: two real item
 * pages, the line forms of others, and lines of malformed UTF-8. Without
 * them, skipped. */
#include "minutes_unit.h"

#include <unistd.h>

#include "minutes/span.h"

static void
sample_path(const char *name, char *path, size_t size)
{
    const char *top = getenv("top_srcdir");

    (void)snprintf(path, size, "%s/../shared/%s", top != NULL ? top : ".",
                   name);
}

static void
read_sample(const char *name, struct buf *out)
{
    char path[4096];
    struct error err;

    sample_path(name, path, sizeof(path));
    assert_ok(file_read(path, MINUTES_INPUT_MAX, out, &err));
}

/* The sample parsed, under its name without folder and extension. */
static struct minutes *
parse_sample(const char *folder, const char *source)
{
    char name[256];
    struct buf b = {0};

    (void)snprintf(name, sizeof(name), "%s/%s.txt", folder, source);
    read_sample(name, &b);
    struct minutes *m = parse_as(source, b.data, b.len);
    buf_done(&b);
    return m;
}

static void
both_real_item_pages_have_eleven_paragraphs_and_a_resolution(void **state)
{
    (void)state;
    static const struct {
        const char *source, *title, *plan;
        unsigned year;
    } seeds[] = {
        {"police-and-crime-plan-2014-15", "Draft Police and Crime Plan 2014/15",
         "2014/15", 2014},
        {"police-and-crime-plan-2016-17", "Draft Police and Crime Plan 2016/17",
         "2016/17", 2016},
    };

    for (size_t i = 0; i < 2; i++) {
        struct minutes *m = parse_sample("seeds", seeds[i].source);
        struct document *d = &m->documents[0];
        assert_int_equal(m->n_documents, 1);
        assert_int_equal(m->n_doubts, 0);
        assert_string_equal(d->id, seeds[i].source);
        assert_string_equal(d->title, seeds[i].title);
        assert_string_equal(d->plan, seeds[i].plan);
        assert_int_equal(d->year, seeds[i].year);
        assert_string_equal(d->committee, "");
        assert_string_equal(d->date, "");
        assert_string_equal(keys(d), "p1 p2 p3 p4 p5 p6 p7 p8 p9 p10 p11 r1");
        for (size_t k = 0; k < 12; k++) {
            assert_kind(d, d->units[k].key,
                        k < 11 ? UNIT_MINUTE : UNIT_RESOLUTION);
            assert_false(span_blank(span_of(d->units[k].text)) != 0);
            assert_null(strstr(d->units[k].text, "\xe2\x80\xa8"));
        }
        minutes_free(m);
    }
}

static void
the_text_of_the_real_pages_is_as_written(void **state)
{
    (void)state;
    struct minutes *m = parse_sample("seeds", "police-and-crime-plan-2014-15");
    struct document *d = &m->documents[0];

    assert_non_null(strstr(unit(d, "p6")->text, " to to "));
    assert_non_null(strstr(unit(d, "p7")->text, " 100hours "));
    assert_non_null(strstr(unit(d, "p1")->text, "\xc2\xa0"));
    assert_true(strncmp(unit(d, "p10")->text, "One ", 4) == 0);
    assert_true(strncmp(unit(d, "r1")->text, "RESOLVED that ", 14) == 0);
    minutes_free(m);
    m = parse_sample("seeds", "police-and-crime-plan-2016-17");
    d = &m->documents[0];
    assert_non_null(strstr(unit(d, "p4")->text, "section 4.3 "));
    assert_non_null(strstr(unit(d, "p8")->text, "paragraph 4.5 "));
    assert_non_null(strstr(unit(d, "p9")->text, "24 of the additional"));
    minutes_free(m);
}

static void
each_layout_is_read_as_a_person_would(void **state)
{
    (void)state;
    /* The number of doubts, then of each document: item, title, keys. */
    static const struct {
        const char *source;
        size_t doubts;
        struct {
            const char *item, *title, *keys;
        } documents[4];
    } layouts[] = {
        {"01_mgAi_seedlike", 0, {{"", "Budget Monitoring Q3", "p1 p2 r1"}}},
        {"03_mgAi_no_minutes_marker",
         0,
         {{"", "Work Programme - Report of the Secretary", "u1"}}},
        {"04_ieListDocuments_full_meeting",
         0,
         {{"/1", "APOLOGIES FOR ABSENCE", "u1"},
          {"/2", "DECLARATIONS OF INTEREST", "u1"},
          {"/4.1", "Minute 6 - Annual Report", "p1 r1"}}},
        {"06_ieList_view_full_text",
         2,
         {{"/1", "Apologies", "u1"}, {"/3", "Appointment of Committee", "r1"}}},
        {"07_table_flattened",
         0,
         {{"/1", "Apologies and Substitutes", "p1 p2"},
          {"/2", "Declarations", "p1"}}},
        {"08_issue_details", 0, {{"", "Establishing a Panel", "u1 u2"}}},
        {"10_exempt", 0, {{"", "EXCLUSION OF PRESS AND PUBLIC", "r1 u1"}}},
        {"12_crlf_bom", 0, {{"", "Windows file", "p1"}}},
    };

    for (size_t i = 0; i < sizeof(layouts) / sizeof(layouts[0]); i++) {
        struct minutes *m = parse_sample("layouts", layouts[i].source);
        size_t n = 0;
        for (; n < 4 && layouts[i].documents[n].item != NULL; n++) {
            char id[128];
            assert_true(n < m->n_documents);
            struct document *d = &m->documents[n];
            (void)snprintf(id, sizeof(id), "%s%s", layouts[i].source,
                           layouts[i].documents[n].item);
            assert_string_equal(d->id, id);
            assert_string_equal(d->title, layouts[i].documents[n].title);
            assert_string_equal(keys(d), layouts[i].documents[n].keys);
        }
        assert_int_equal(m->n_documents, n);
        assert_int_equal(m->n_doubts, layouts[i].doubts);
        minutes_free(m);
    }
}

static void
the_layouts_say_who_met_and_when(void **state)
{
    (void)state;
    struct minutes *m =
        parse_sample("layouts", "04_ieListDocuments_full_meeting");

    for (size_t i = 0; i < m->n_documents; i++) {
        assert_string_equal(m->documents[i].committee,
                            "Example Police and Crime Panel");
        assert_string_equal(m->documents[i].date, "2017-11-16");
        assert_int_equal(m->documents[i].year, 2017);
    }
    minutes_free(m);
    m = parse_sample("layouts", "08_issue_details");
    assert_string_equal(m->documents[0].committee, "Cabinet");
    assert_string_equal(m->documents[0].date, "2012-09-04");
    minutes_free(m);
}

static void
the_layouts_lists_cuts_and_tables_are_kept_apart(void **state)
{
    (void)state;
    struct minutes *m = parse_sample("layouts", "03_mgAi_no_minutes_marker");
    const char *text = unit(&m->documents[0], "u1")->text;

    assert_non_null(strstr(text, "\xe2\x80\xa8(a) "));
    assert_non_null(strstr(text, "\xe2\x80\xa8(i) "));
    assert_non_null(strstr(text, "\xe2\x80\xa8(ii) "));
    minutes_free(m);

    m = parse_sample("layouts", "06_ieList_view_full_text");
    assert_null(strstr(unit(&m->documents[0], "u1")->text, "view the"));
    assert_null(strstr(unit(&m->documents[1], "r1")->text, "view the"));
    assert_true(has_doubt(m, "item 3: the page cut"));
    minutes_free(m);

    m = parse_sample("layouts", "10_exempt");
    assert_null(strstr(unit(&m->documents[0], "r1")->text, "Surplus"));
    assert_non_null(strstr(unit(&m->documents[0], "u1")->text, "\xe2\x80\xa8"
                                                               "53 "));
    minutes_free(m);
}

static void
check_document(const struct document *d)
{
    assert_true(utf8_valid(d->title, strlen(d->title)));
    for (size_t i = 0; i < d->n_units; i++) {
        const char *text = d->units[i].text;
        assert_true(utf8_valid(text, strlen(text)));
        assert_null(strchr(text, '\n'));
        assert_null(strchr(text, '\t'));
    }
}

static void
lines_of_bad_utf_8_give_clean_text_or_a_refusal(void **state)
{
    (void)state;
    struct buf b = {0};
    size_t parsed = 0, refused = 0;

    read_sample("real/bad-utf8-lines.bin", &b);
    for (size_t at = 0; at < b.len;) {
        const char *lf = memchr(b.data + at, '\n', b.len - at);
        size_t n = lf != NULL ? (size_t)(lf - b.data) - at : b.len - at;
        struct minutes_input in = {b.data + at, n, "bad", MINUTES_TEXT};
        struct minutes *m = NULL;
        struct error err;
        enum status status = minutes_parse(&m, &in, &err);
        if (status == STATUS_OK) {
            parsed++;
            for (size_t i = 0; i < m->n_documents; i++)
                check_document(&m->documents[i]);
        } else {
            refused++;
            assert_int_equal(status, STATUS_INVALID);
            assert_true(utf8_valid(err.message, strlen(err.message)));
        }
        minutes_free(m);
        at += n + 1;
    }
    assert_true(parsed > 0 && refused > 0);
    buf_done(&b);
}

/* cmocka 1.1.7 reports skip() as "not ok", which counts as a failure: the
 * program says it for all its cases instead. */
static bool
samples_are_here(void)
{
    static const char *const names[] = {"seeds", "layouts",
                                        "real/bad-utf8-lines.bin"};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        char path[4096];
        sample_path(names[i], path, sizeof(path));
        if (access(path, R_OK) != 0)
            return false;
    }
    return true;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            both_real_item_pages_have_eleven_paragraphs_and_a_resolution),
        cmocka_unit_test(the_text_of_the_real_pages_is_as_written),
        cmocka_unit_test(each_layout_is_read_as_a_person_would),
        cmocka_unit_test(the_layouts_say_who_met_and_when),
        cmocka_unit_test(the_layouts_lists_cuts_and_tables_are_kept_apart),
        cmocka_unit_test(lines_of_bad_utf_8_give_clean_text_or_a_refusal),
    };
    if (!samples_are_here()) {
        printf("1..0 # SKIP no sample pages beside the sources\n");
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
