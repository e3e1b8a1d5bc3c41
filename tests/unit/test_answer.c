/* lib/answer: its lines, their reading, its JSON. */
#include "unit.h"

#include "answer/answer.h"

/* One of everything; the arrays are static, the arena is the answer's. */
static struct answer *
sample(void)
{
    static struct answer_mark marks[] = {{0, 7}, {8, 10}};
    static struct answer_snippet snippets[] = {
        {"Special constables \xe2\x80\xa6", marks, 2}, {"and more", NULL, 0}};
    static struct answer_mark title_marks[] = {{0, 4}, {5, 7}};
    static struct answer_decision decisions[] = {
        {"plan#r1", "resolution", "1", "RESOLVED that it be agreed"},
        {"plan#r2", "decision", "", "To go on"}};
    static struct answer_hit hits[] = {{.rank = 1,
                                        .score = 9.3149,
                                        .id = "plan#p7",
                                        .kind = "minute",
                                        .number = "7",
                                        .title = "Plan 2014/15",
                                        .document = "plan",
                                        .plan = "2014/15",
                                        .date = "2014-02-06",
                                        .committee = "Parks Panel",
                                        .url = "https://example.org/7",
                                        .year = 2014,
                                        .more = 3,
                                        .title_marks = title_marks,
                                        .n_title_marks = 2,
                                        .decisions = decisions,
                                        .n_decisions = 2,
                                        .snippets = snippets,
                                        .n_snippets = 2},
                                       {.rank = 2,
                                        .score = 2,
                                        .id = "x#u1",
                                        .kind = "",
                                        .number = "",
                                        .title = "",
                                        .document = "",
                                        .plan = "",
                                        .date = "",
                                        .committee = "",
                                        .url = ""}};
    static struct answer_count years[] = {{"2014", 1}, {"", 1}};
    static struct answer_count kinds[] = {{"minute", 2}};
    static struct answer_facet facets[] = {{"year", years, 2},
                                           {"kind", kinds, 1}};
    static struct answer_expansion expanded[] = {
        {"CSE", "child sexual exploitation", "plan#p1"}};
    static const char *missing[] = {"constibles"};
    static const char *notes[] = {"one", "two"};

    struct answer *a = answer_new();
    a->query = "special AND constables";
    a->total = 2;
    a->generation = 42;
    a->ms = 0.26;
    a->hits = hits;
    a->n_hits = 2;
    a->facets = facets;
    a->n_facets = 2;
    a->suggestion = "special constable";
    a->suggestion_total = 3;
    a->expanded = expanded;
    a->n_expanded = 1;
    a->missing = missing;
    a->n_missing = 1;
    a->grouped = true;
    a->groups = 2;
    a->notes = notes;
    a->n_notes = 2;
    return a;
}

static const char sample_lines[] =
    "QUERY\tspecial AND constables\n"
    "NOTE\tone\n"
    "NOTE\ttwo\n"
    "EXPAND\tCSE\tchild sexual exploitation\tplan#p1\n"
    "MISSING\tconstibles\n"
    "SUGGESTION\tspecial constable\t3\n"
    "HIT\t1\t9.31\tplan#p7\tminute\t7\t2014\tPlan 2014/15\tplan\t2014/15\t"
    "2014-02-06\tParks Panel\thttps://example.org/7\t3\t0+4,5+7\n"
    "SNIP\t1\t0+7,8+10\tSpecial constables \xe2\x80\xa6\n"
    "SNIP\t1\t\tand more\n"
    "DECISION\t1\tplan#r1\tresolution\t1\tRESOLVED that it be agreed\n"
    "DECISION\t1\tplan#r2\tdecision\t\tTo go on\n"
    "HIT\t2\t2.00\tx#u1\t\t\t\t\t\t\t\t\t\t0\t\n"
    "FACET\tyear\t2014\t1\n"
    "FACET\tyear\t\t1\n"
    "FACET\tkind\tminute\t2\n";

static const char sample_ok[] =
    " hits=2 total=2 from=0 relaxed=0 ms=0.3 gen=42 groups=2";

static const char sample_json[] =
    "{\"query\": \"special AND constables\", \"total\": 2, \"groups\": 2, "
    "\"from\": 0, "
    "\"generation\": 42, \"ms\": 0.3, \"relaxed\": false, \"hits\": ["
    "{\"rank\": 1, \"score\": 9.31, \"id\": \"plan#p7\", \"document\": "
    "\"plan\", \"title\": \"Plan 2014/15\", \"committee\": \"Parks Panel\", "
    "\"kind\": \"minute\", \"number\": \"7\", \"year\": 2014, \"plan\": "
    "\"2014/15\", \"date\": \"2014-02-06\", \"url\": "
    "\"https://example.org/7\", \"more\": 3, \"title_marks\": [[0, 4], [5, "
    "7]], "
    "\"snippets\": [{\"text\": \"Special "
    "constables \xe2\x80\xa6\", \"marks\": [[0, 7], [8, 10]]}, {\"text\": "
    "\"and more\", \"marks\": []}], \"decisions\": [{\"id\": \"plan#r1\", "
    "\"kind\": \"resolution\", \"number\": \"1\", \"text\": \"RESOLVED that it "
    "be agreed\"}, {\"id\": \"plan#r2\", \"kind\": \"decision\", \"number\": "
    "null, \"text\": \"To go on\"}]}, {\"rank\": 2, \"score\": 2.0, \"id\": "
    "\"x#u1\", \"document\": null, \"title\": null, \"committee\": null, "
    "\"kind\": null, \"number\": null, \"year\": null, \"plan\": null, "
    "\"date\": null, \"url\": null, \"more\": 0, \"title_marks\": [], "
    "\"snippets\": [], \"decisions\": []}], \"facets\": {\"year\": "
    "[{\"value\": \"2014\", \"count\": 1}, {\"value\": null, \"count\": 1}], "
    "\"kind\": [{\"value\": \"minute\", \"count\": 2}]}, \"suggestion\": "
    "{\"query\": \"special constable\", \"total\": 3}, \"expanded\": "
    "[{\"from\": \"CSE\", \"to\": \"child sexual exploitation\", \"where\": "
    "\"plan#p1\"}], \"missing\": [\"constibles\"], \"notes\": [\"one\", "
    "\"two\"]}";

/* Reads lines, each ended by a newline, into a new answer. */
static struct answer *
read_all(const char *lines)
{
    struct answer *a = answer_new();
    struct error err;

    for (const char *end; (end = strchr(lines, '\n')) != NULL; lines = end + 1)
        assert_ok(answer_read_line(a, lines, (size_t)(end - lines), &err));
    return a;
}

static void
an_answer_is_written_as_the_protocol_has_it(void **state)
{
    (void)state;
    struct answer *a = sample();
    struct buf b = {0};
    answer_write_lines(a, &b);
    assert_string_equal(b.data, sample_lines);
    buf_clear(&b);
    answer_write_ok(a, &b);
    assert_string_equal(b.data, sample_ok);
    buf_done(&b);
    answer_free(a);
}

static void
an_answer_read_back_writes_the_same_lines_and_json(void **state)
{
    (void)state;
    struct answer *a = sample(), *read = read_all(sample_lines);
    struct buf b = {0};
    struct error err;
    buf_add_str(&b, "OK @tag");
    answer_write_ok(a, &b);
    assert_ok(answer_read_line(read, b.data, b.len, &err));
    buf_clear(&b);
    answer_write_lines(read, &b);
    assert_string_equal(b.data, sample_lines);
    buf_clear(&b);
    answer_write_ok(read, &b);
    assert_string_equal(b.data, sample_ok);
    buf_clear(&b);
    answer_write_json(read, &b);
    assert_string_equal(b.data, sample_json);
    buf_clear(&b);
    answer_write_json(a, &b);
    assert_string_equal(b.data, sample_json);
    buf_done(&b);
    answer_free(read);
    answer_free(a);
}

static void
an_empty_answer_has_every_name_in_json(void **state)
{
    (void)state;
    struct answer *a = answer_new();
    struct buf b = {0};
    answer_write_json(a, &b);
    assert_string_equal(
        b.data, "{\"query\": \"\", \"total\": 0, \"groups\": null, \"from\": "
                "0, \"generation\": "
                "0, \"ms\": 0.0, \"relaxed\": false, \"hits\": [], "
                "\"facets\": {}, \"suggestion\": null, \"expanded\": [], "
                "\"missing\": [], "
                "\"notes\": []}");
    buf_done(&b);
    answer_free(a);
}

static void
controls_never_leave_and_bidi_is_escaped_in_json(void **state)
{
    (void)state;
    struct answer *a = answer_new();
    struct buf b = {0};
    a->query = "a\x1b]0;x\x07\tb\n\xff\xe2\x80\xae\xc2\x9b";
    answer_write_lines(a, &b);
    assert_string_equal(b.data, "QUERY\ta ]0;x  b ?\xe2\x80\xae  \n");
    buf_clear(&b);
    answer_write_json(a, &b);
    assert_non_null(strstr(b.data, "\"a ]0;x  b ?\\u202e  \""));
    buf_done(&b);
    answer_free(a);
}

static void
unknown_tags_and_fields_on_the_right_are_ignored(void **state)
{
    (void)state;
    struct answer *a = read_all(
        "FUTURE\tx\n\nHIT\t1\t1\ta#p1\t\t\t\t\t\t\t\t\t\t\t\tnew\tnewer\n"
        "HIT\t2\t1\ta#p2\t\t\t\t\t\t\t\t\t\n"
        "NOTE\tn\tmore\nOK total=1 colour=red bye\n");
    assert_int_equal(a->n_hits, 2); /* one of a server of before */
    assert_string_equal(a->hits[0].url, "");
    assert_string_equal(a->notes[0], "n");
    assert_int_equal(a->total, 1);
    answer_free(a);
}

static void
a_malformed_field_of_a_known_tag_is_refused(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "QUERY",
        "NOTE",
        "EXPAND\ta\tb",
        "SUGGESTION\ta",
        "SUGGESTION\ta\tx",
        "HIT",
        "HIT\t0\t1\ta#p1\t\t\t\t\t\t\t\t\t",
        "HIT\t1\t-1\ta#p1\t\t\t\t\t\t\t\t\t",
        "HIT\t1\tnan\ta#p1\t\t\t\t\t\t\t\t\t",
        "HIT\t1\t1.\ta#p1\t\t\t\t\t\t\t\t\t",
        "HIT\t1\t1\t\t\t\t\t\t\t\t\t\t",
        "HIT\t1\t1\ta#p1\t\t\t20145\t\t\t\t\t\t",
        "HIT\t1\t1\ta#p1\t\t\t\t\t\t\t\t",
        "HIT\t1\t1\ta#p1\t\t\t\tabc\t\t\t\t\t\tx\t",
        "HIT\t1\t1\ta#p1\t\t\t\tabc\t\t\t\t\t\t1\t2+2",
        "DECISION\t2\ta#r1\t\t\tother rank",
        "DECISION\t1\t\t\t\tno id",
        "DECISION\t1\ta#r1\t\t",
        "MISSING",
        "OK groups=",
        "SNIP\t2\t\tother rank",
        "SNIP\t1\t0+1",
        "SNIP\t1\t0\ttext",
        "SNIP\t1\t+\ttext",
        "SNIP\t1\t0+0\ttext",
        "SNIP\t1\t0+5\ttext",
        "SNIP\t1\t4+1\ttext",
        "SNIP\t1\t2+1,0+1\ttext",
        "SNIP\t1\t0+2,1+1\ttext",
        "SNIP\t1\t0+1,\ttext",
        "SNIP\t1\t,0+1\ttext",
        "SNIP\t1\t4294967295+4294967295\ttext",
        "SNIP\t1\t0+1\t\xc3\xa9",
        "SNIP\t1\t1+1\t\xc3\xa9",
        "FACET\tyear\t2014",
        "FACET\t\t2014\t1",
        "FACET\tyear\t2014\t-1",
        "OK total=",
        "OK total=x",
        "OK relaxed=2",
        "OK ms=1.2.3",
        "OK gen=99999999999999999999",
        "OK from=4294967296",
    };
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        struct answer *a = read_all("HIT\t1\t1\ta#p1\t\t\t\t\t\t\t\t\t\n");
        struct error err = {0};
        if (answer_read_line(a, lines[i], strlen(lines[i]), &err) !=
            STATUS_INVALID)
            fail_msg("taken: %s", lines[i]);
        assert_non_null(strstr(err.message, "malformed"));
        answer_free(a);
    }
}

static void
what_is_read_is_valid_text_and_marks_fit_it(void **state)
{
    (void)state;
    struct answer *a = read_all("HIT\t1\t1\ta#p1\t\t\t\t\x1b[1m\xff\t\t\t\t\t\n"
                                "SNIP\t1\t0+2,2+1\t\xc3\xa9z\n");
    assert_string_equal(a->hits[0].title, " [1m?");
    assert_int_equal(a->hits[0].snippets[0].n_marks, 2);
    answer_free(a);
}

static void
scores_are_rounded_alike_in_both_forms(void **state)
{
    (void)state;
    static const struct {
        double score;
        const char *line, *json;
    } cases[] = {
        {0, "\t0.00\t", "\"score\": 0.0,"},
        {0.005, "\t0.01\t", "\"score\": 0.01,"},
        {9.999, "\t10.00\t", "\"score\": 10.0,"},
        {-3, "\t0.00\t", "\"score\": 0.0,"},
        {12.3, "\t12.30\t", "\"score\": 12.3,"},
        {1e300, "\t1000000000.00\t", "\"score\": 1000000000.0,"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct answer *a = read_all("HIT\t1\t1\ta#p1\t\t\t\t\t\t\t\t\t\n");
        struct buf b = {0};
        a->hits[0].score = cases[i].score;
        answer_write_lines(a, &b);
        assert_non_null(strstr(b.data, cases[i].line));
        buf_clear(&b);
        answer_write_json(a, &b);
        if (strstr(b.data, cases[i].json) == NULL)
            fail_msg("%s not in %s", cases[i].json, b.data);
        buf_done(&b);
        answer_free(a);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_written_as_the_protocol_has_it),
        cmocka_unit_test(an_answer_read_back_writes_the_same_lines_and_json),
        cmocka_unit_test(an_empty_answer_has_every_name_in_json),
        cmocka_unit_test(controls_never_leave_and_bidi_is_escaped_in_json),
        cmocka_unit_test(unknown_tags_and_fields_on_the_right_are_ignored),
        cmocka_unit_test(a_malformed_field_of_a_known_tag_is_refused),
        cmocka_unit_test(what_is_read_is_valid_text_and_marks_fit_it),
        cmocka_unit_test(scores_are_rounded_alike_in_both_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
