/* Lines of JSON: paragraphs and documents as a database has them. */
#include "minutes_unit.h"

#define BR "\xe2\x80\xa8"

static enum status
try(const char *text, size_t len, struct minutes **m, struct error *err)
{
    struct minutes_input in = {text, len, "export/2014", MINUTES_JSONL};

    return minutes_parse(m, &in, err);
}

static struct minutes *
parse_lines(const char *text)
{
    struct minutes *m = NULL;
    struct error err;

    assert_ok(try(text, strlen(text), &m, &err));
    return m;
}

static void
a_paragraph_a_line_keeps_its_id(void **state)
{
    (void)state;
    struct minutes *m = parse_lines(
        "{\"id\":\"w#p1\",\"text\":\"One.\",\"number\":1,\"title\":\"Weirs "
        "2019/20\",\"committee\":\"Board\",\"date\":\"6 February 2014\","
        "\"url\":\"https://weald.example/1\"}\n\n"
        "{\"document\":\"locks\",\"id\":\"A-77\",\"text\":\"RESOLVED "
        "that\\n(a) it leaks\\n(b) so be it\"}\n"
        "{\"id\":\"w#x9\",\"text\":\"Two.\",\"kind\":\"Decision\"}\n");
    struct document *d = &m->documents[0];

    assert_int_equal(m->n_documents, 2);
    assert_string_equal(d->id, "w");
    assert_string_equal(d->title, "Weirs 2019/20");
    assert_int_equal(d->title_from, ORIGIN_FIELD);
    assert_string_equal(d->committee, "Board");
    assert_string_equal(d->date, "2014-02-06");
    assert_string_equal(d->url, "https://weald.example/1");
    assert_string_equal(d->plan, "2019/20");
    assert_string_equal(keys(d), "p1 x9");
    assert_string_equal(unit(d, "p1")->id, "w#p1");
    assert_string_equal(unit(d, "p1")->number, "1");
    assert_kind(d, "x9", UNIT_DECISION);
    d = &m->documents[1];
    assert_string_equal(d->id, "locks");
    assert_string_equal(keys(d), "r1");
    assert_string_equal(unit(d, "r1")->id, "A-77");
    assert_text(d, "r1", "RESOLVED that" BR "(a) it leaks" BR "(b) so be it");
    minutes_free(m);
}

static void
without_ids_paragraphs_are_numbered_as_elsewhere(void **state)
{
    (void)state;
    struct minutes *m = parse_lines(
        "{\"text\":\"Heading\",\"title\":\"Weirs\"}\n"
        "{\"text\":\"One.\",\"number\":\"1\",\"title\":\"Weirs\"}\n"
        "{\"text\":\"Two.\",\"number\":\"2\",\"title\":\"Weirs\"}\n"
        "{\"text\":\"Again.\",\"number\":\"1\",\"title\":\"Weirs\"}\n"
        "{\"text\":\"RECOMMENDED: so.\",\"title\":\"Weirs\"}\n"
        "{\"text\":\"Note: so.\",\"title\":\"Weirs\"}\n");
    struct document *d = &m->documents[0];

    assert_int_equal(m->n_documents, 1);
    assert_string_equal(d->id, "export/2014");
    assert_string_equal(keys(d), "u1 p1 p2 s2p1 r1 n1");
    assert_null(unit(d, "p1")->id);
    minutes_free(m);
}

static void
names_that_are_made_stay(void **state)
{
    (void)state;
    static const char first[] =
        "{\"title\":\"New\",\"paragraphs\":[\"1. N.\"]}"
        "\n{\"text\":\"Lone.\",\"date\":\"1 May 2014\"}\n";
    static const char *const lines[] = {
        "{\"title\":\"Weirs\",\"text\":\"Minutes:\\n\\n1. One.\"}\n",
        "{\"title\":\"Weirs\",\"paragraphs\":[\"1. Another.\"]}\n",
        "{\"paragraphs\":[\"1. Of no title.\"]}\n",
        ("{\"title\":\"Locks\",\"paragraphs\":[{\"text\":\"One.\","
         "\"number\":1}]}\n"),
        "{\"text\":\"One.\",\"committee\":\"Board\"}\n",
    };
    enum { LINES = sizeof(lines) / sizeof(lines[0]) };
    char text[2000] = "", after[2000], *ids[LINES];

    for (size_t i = 0; i < LINES; i++)
        strcat(text, lines[i]);
    struct minutes *m = parse_lines(text);
    assert_int_equal(m->n_documents, LINES);
    for (size_t i = 0; i < LINES; i++) {
        const struct document *d = &m->documents[i];
        size_t len = strlen("export/2014/") + 12;
        ids[i] = strdup(d->id);
        assert_int_equal(strncmp(d->id, "export/2014/", 12), 0);
        assert_int_equal(strspn(d->id + 12, "0123456789abcdef"), 12);
        assert_string_equal(d->id + len, i == 1 ? "-2" : "");
        assert_string_equal(d->title, i < 2    ? "Weirs"
                                      : i == 3 ? "Locks"
                                               : "2014");
        assert_string_equal(d->date, "");
    }
    assert_int_equal(strncmp(ids[0], ids[1], strlen(ids[0])), 0);
    minutes_free(m);
    /* Lines before them, and another text of what has a title. */
    (void)snprintf(after, sizeof(after), "%s%s", first, text);
    strstr(after, "1. Another.")[3] = 'B';
    m = parse_lines(after);
    assert_int_equal(m->n_documents, LINES + 2);
    for (size_t i = 0; i < LINES; i++) {
        assert_string_equal(m->documents[i + 2].id, ids[i]);
        free(ids[i]);
    }
    minutes_free(m);
}

static void
names_that_are_made_are_no_titles_and_no_dates(void **state)
{
    (void)state;
    struct minutes_input in = {.source = "cabinet/2014/02",
                               .format = MINUTES_JSONL};
    struct minutes *m;
    struct error err;

    in.bytes = "{\"text\":\"One.\",\"committee\":\"Board\"}\n"
               "\n\n\n\n\n\n\n\n\n\n"
               "{\"text\":\"Two.\",\"committee\":\"Panel\"}\n";
    in.len = strlen(in.bytes);
    assert_ok(minutes_parse(&m, &in, &err));
    assert_int_equal(m->n_documents, 2);
    assert_int_equal(strlen(m->documents[1].id),
                     strlen("cabinet/2014/02/") + 12);
    assert_string_equal(m->documents[1].title, "02");
    assert_string_equal(m->documents[1].date, "");
    minutes_free(m);
}

static void
a_document_a_line(void **state)
{
    (void)state;
    struct minutes *m = parse_lines(
        "{\"id\":\"w\",\"title\":\"Weirs\",\"paragraphs\":[\"1. One.\","
        "\"2. Two.\",{\"text\":\"RESOLVED that so.\"},\"\"]}\n"
        "{\"id\":\"l\",\"title\":\"Locks\",\"text\":\"Minutes:\\n\\n1. "
        "One.\\n\\n2. Two.\"}\n"
        "{\"document\":\"k\",\"title\":\"Keys\",\"paragraphs\":[{\"text\":"
        "\"Seven.\",\"number\":7,\"id\":\"k7\"},\"Loose.\"]}\n");

    assert_int_equal(m->n_documents, 3);
    assert_string_equal(m->documents[0].id, "w");
    assert_string_equal(m->documents[0].title, "Weirs");
    assert_string_equal(keys(&m->documents[0]), "p1 p2 r1");
    assert_text(&m->documents[0], "p1", "One.");
    assert_string_equal(keys(&m->documents[1]), "p1 p2");
    assert_string_equal(keys(&m->documents[2]), "p7 u1");
    assert_string_equal(unit(&m->documents[2], "p7")->id, "k7");
    assert_true(has_doubt(m, "paragraph 4 of the list has no text"));
    minutes_free(m);
}

static void
bad_lines_are_doubts_and_the_rest_is_taken(void **state)
{
    (void)state;
    static const char text[] =
        "nonsense\n[1]\n{\"text\":\"One.\",\"text\":\"Two.\"}\n"
        "{\"id\":\"d#a\",\"text\":\"Good.\",\"colour\":1,\"a\\n\\tb\":2}\n"
        "{\"id\":\"d#a\",\"text\":\"Same id.\",\"colour\":2}\n"
        "{\"id\":\"d#\\u001b\",\"text\":\"An escape\\u0007.\\u0000\"}\n"
        "{\"document\":\"e/\",\"id\":\"e/#z\",\"text\":\"A folder.\"}\n"
        "{\"document\":\"d\",\"text\":7.5,\"date\":[],\"kind\":\"song\"}\n"
        "{\"document\":\"a#b\",\"id\":\"d#z\",\"text\":\"A hash.\"}\n"
        "{\"document\":\"d\",\"text\":\"Other.\",\"title\":\"B\"}\n"
        "{\"document\":\"d\",\"text\":\"Other.\",\"title\":\"C\"}\n"
        "{\"id\":\"d\",\"paragraphs\":[\"Late.\"]}\n";
    struct minutes *m = parse_lines(text);
    struct document *d = &m->documents[0];

    assert_string_equal(d->id, "d");
    assert_text(d, "a", "Good.");
    assert_true(has_doubt(m, "no JSON"));
    assert_true(has_doubt(m, "no object"));
    assert_true(has_doubt(m, "duplicate"));
    assert_true(has_doubt(m, "the id d#a is line 4's already"));
    assert_true(has_doubt(m, "holds control characters"));
    assert_true(has_doubt(m, "\"text\" is no string"));
    assert_true(has_doubt(m, "\"date\" is no string"));
    assert_true(has_doubt(m, "no kind of paragraph: song"));
    assert_true(has_doubt(m, "holds a '#'"));
    assert_true(has_doubt(m, "ends in '/'"));
    assert_true(has_doubt(m, "another title than line 10"));
    assert_true(has_doubt(m, "left out: the document d is there since line 4"));
    assert_true(has_doubt(m, "the key \"a b\" means nothing"));
    unsigned colours = 0;
    for (size_t i = 0; i < m->n_doubts; i++)
        colours += strstr(m->doubts[i].text, "colour") != NULL;
    assert_int_equal(colours, 1);
    assert_int_equal(m->doubts[0].line, 1);
    minutes_free(m);
}

static void
nothing_to_take_is_refused(void **state)
{
    (void)state;
    struct minutes *m = NULL;
    struct error err;

    assert_int_equal(try("\n\n", 2, &m, &err), STATUS_INVALID);
    assert_int_equal(try("[\n1\n]\n", 6, &m, &err), STATUS_INVALID);
    assert_non_null(strstr(err.message, "none of its lines"));
}

static void
a_line_of_a_million_objects_is_refused(void **state)
{
    (void)state;
    struct buf b = {0};

    buf_add_str(&b, "{\"text\":\"One.\"}\n{\"paragraphs\":[");
    for (unsigned i = 0; i < 1000000; i++)
        buf_add_str(&b, "{},");
    buf_add_str(&b, "1]}\n");
    struct minutes *m = parse_lines(b.data);
    assert_true(has_doubt(m, "more values"));
    minutes_free(m);
    buf_clear(&b);
    for (unsigned i = 0; i < 100000; i++)
        buf_add_char(&b, '[');
    struct error err;
    assert_int_equal(try(b.data, b.len, &m, &err), STATUS_INVALID);
    buf_done(&b);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paragraph_a_line_keeps_its_id),
        cmocka_unit_test(without_ids_paragraphs_are_numbered_as_elsewhere),
        cmocka_unit_test(names_that_are_made_stay),
        cmocka_unit_test(names_that_are_made_are_no_titles_and_no_dates),
        cmocka_unit_test(a_document_a_line),
        cmocka_unit_test(bad_lines_are_doubts_and_the_rest_is_taken),
        cmocka_unit_test(nothing_to_take_is_refused),
        cmocka_unit_test(a_line_of_a_million_objects_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
