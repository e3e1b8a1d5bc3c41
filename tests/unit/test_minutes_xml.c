/* lib/minutes: GetMeeting's XML. */
#include "minutes_unit.h"

#define MEETING(items)                                                         \
    "<?xml version='1.0' encoding='utf-16'?><getmeeting>"                      \
    "<committeetitle>Works &amp; Weirs</committeetitle>"                       \
    "<meetingdate>07/11/2019</meetingdate><agendaitems>" items                 \
    "</agendaitems></getmeeting>"
#define ITEM_OF(fields)                                                        \
    "<agendaitem><agendaitemid>7</agendaitemid>"                               \
    "<agendaitemnumber>2.</agendaitemnumber>"                                  \
    "<agendaitemtitle>Weirs 2019/20</agendaitemtitle>" fields "</agendaitem>"
#define BODY(text) "<minutesnonemptyhtmlbody>" text "</minutesnonemptyhtmlbody>"

static struct minutes *
xml(const char *text)
{
    struct minutes_input in = {text, strlen(text), "panel/a", MINUTES_XML};
    struct minutes *m = NULL;
    struct error err;

    assert_ok(minutes_parse(&m, &in, &err));
    return m;
}

static void
assert_refused(const char *text, const char *reason)
{
    struct minutes_input in = {text, strlen(text), "panel/a", MINUTES_XML};
    struct minutes *m = NULL;
    struct error err;

    assert_int_equal(minutes_parse(&m, &in, &err), STATUS_INVALID);
    if (strstr(err.message, reason) == NULL)
        fail_msg("%s", err.message);
}

static void
a_body_is_the_same_escaped_or_not(void **state)
{
    (void)state;
    static const char *const files[] = {
        MEETING(ITEM_OF(BODY("&lt;p&gt;1. A&amp;nbsp;&amp;amp; b&lt;br&gt;"
                             "&lt;p&gt;2. C&lt;/p&gt;"))),
        MEETING(ITEM_OF(BODY("<p>1. A&nbsp;&amp; b<br><p>2. C</p>"))),
        MEETING(ITEM_OF(BODY("<![CDATA[<p>1. A&nbsp;&amp; b<br><p>2. C]]>"))),
        MEETING(ITEM_OF("<minutesnonemptyhtmlbody xml:space='preserve'>"
                        "<p>1. A&#160;&#38; b</p><p>2. C</p>"
                        "</minutesnonemptyhtmlbody>"))};

    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        struct minutes *m = xml(files[i]);
        const struct document *d = &m->documents[0];
        assert_int_equal(m->n_documents, 1);
        assert_string_equal(keys(d), "p1 p2");
        assert_text(d, "p1", "A\xc2\xa0& b");
        assert_string_equal(d->item, "ai:7");
        assert_string_equal(d->date, "2019-11-07");
        assert_string_equal(d->committee, "Works & Weirs");
        assert_string_equal(d->plan, "2019/20");
        minutes_free(m);
    }
}

static void
items_have_numbers_and_parts(void **state)
{
    (void)state;
    struct minutes *m = xml(MEETING(
        ITEM_OF("<linkeddocuments><linkeddoc><title>No</title></linkeddoc>"
                "</linkeddocuments><decisionnonemptyhtmlbody>&lt;p&gt;Yes."
                "</decisionnonemptyhtmlbody>" BODY(
                    "&lt;p&gt;Minutes:&lt;p&gt;One."))
            ITEM_OF("<isrestricted>True</isrestricted>" BODY("Secret."))
                ITEM_OF("<minutesnonemptyhtmlbody/>")));

    assert_int_equal(m->n_documents, 3);
    assert_string_equal(m->documents[0].id, "panel/a/2");
    assert_string_equal(m->documents[0].title, "Weirs 2019/20");
    assert_string_equal(keys(&m->documents[0]), "d1 u1 u2");
    assert_int_equal(m->documents[1].n_units, 0);
    assert_int_equal(m->documents[2].n_units, 0);
    assert_true(has_doubt(m, "item 2: restricted"));
    minutes_free(m);
}

static void
titles_escaped_twice_are_titles(void **state)
{
    (void)state;
    struct minutes *m =
        xml("<r><meetingdate>07/11/2019</meetingdate><agendaitem>"
            "<agendaitemtitle> A &amp;amp; B &amp;ndash;\n C&#146;s "
            "</agendaitemtitle><minuteshtmlbody>x</minuteshtmlbody>"
            "</agendaitem></r>");

    assert_string_equal(m->documents[0].title,
                        "A & B \xe2\x80\x93 C\xe2\x80\x99s");
    minutes_free(m);
}

static void
other_xml_is_refused(void **state)
{
    (void)state;
    assert_refused("<rss><channel/></rss>", "its root is rss");
    assert_refused("<!DOCTYPE l [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b "
                   "'&a;&a;&a;&a;'>]><l>&b;</l>",
                   "document type declaration");
    assert_refused("<!DOCTYPE html><html><p>x</p></html>",
                   "document type declaration");
    assert_refused("<!DOCTYPE l SYSTEM 'file:///etc/passwd'><l/>",
                   "document type declaration");
    assert_refused("<getmeeting>\n<meetingdate>07/11/2019", "line 2");
    assert_refused("<getmeeting><a></b></getmeeting>", "not well-formed");
    assert_refused("<getmeeting>&nbsp;</getmeeting>", "not well-formed");
    assert_refused("no XML", "not well-formed");
}

static void
attacks_are_refused(void **state)
{
    (void)state;
    struct buf b = {0};

    for (int i = 0; i < 200; i++)
        buf_add_str(&b, "<a>");
    buf_add_str(&b, "");
    char *text = buf_take(&b);
    assert_refused(text, "nested too deeply");
    free(text);

    buf_add_str(&b, "<getmeeting");
    for (int i = 0; i < 100000; i++)
        buf_addf(&b, " a%d='>'", i);
    buf_add_str(&b, "/>");
    text = buf_take(&b);
    assert_refused(text, "too many attributes");
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_body_is_the_same_escaped_or_not),
        cmocka_unit_test(items_have_numbers_and_parts),
        cmocka_unit_test(titles_escaped_twice_are_titles),
        cmocka_unit_test(other_xml_is_refused),
        cmocka_unit_test(attacks_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
