/* What the tests of the pages show: see page_fixture.h. */
#include "config.h"

#include "page_fixture.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const char *const titles[] = {
    "Review of Allotment Rents and Water Charges 2014/15",
    "Draft Highways Winter Service Plan",
    "Budget Monitoring: Quarter Three",
    "Petition: Speeding in Mill Lane",
    "Museum Opening Hours \xe2\x80\x93 Results of the Public Consultation "
    "and Recommendations of the Working Group on Culture, Heritage and "
    "the Visitor Economy",
};
static const char *const committees[] = {"Allotments Committee",
                                         "Highways and Transport Panel",
                                         "Finance & Audit Committee"};
static const char *const dates[] = {"2015-02-06", "2014-11-20", ""};

static const char text_one[] =
    "Members asked why the rents of the allotments at Quarry Road had risen "
    "by more than those of the others, and whether the holders had been told "
    "in time. The officer said that letters had gone out in October, and that "
    "the rents now matched the cost of water, which the council had paid "
    "for until then. \xe2\x80\xa6";
static const char text_two[] =
    "Several holders of allotments had asked for the rents to be paid by the "
    "quarter, and the chairman thought that a fair request.";

/* Within any text. */
static struct answer_mark marks_any[] = {{0, 1}};
static struct answer_mark marks_one[] = {{22, 5}, {35, 10}, {220, 5}};
static struct answer_mark marks_title[] = {{10, 9}, {20, 5}};
static struct answer_mark marks_two[] = {{19, 10}, {48, 5}};

/* text, or the ordinary value where text is NULL. */
static const char *
either(const char *text, const char *ordinary)
{
    return text != NULL ? text : ordinary;
}

static void
fill_site(struct fixture *f, const char *text)
{
    f->site = (struct page_site){
        .title = either(text, "Minutes search"),
        .logo = either(text, "Millbrook Borough Council minutes"),
        .home_url = either(text, "https://intranet.example/"),
        .home_text = either(text, "Intranet home"),
        .language = either(text, "en-GB"),
        .accent = either(text, ""),
        .accent_dark = either(text, ""),
        .prefix = "/minutes",
        .origin = "https://intranet.example",
    };
    f->facts = (struct page_facts){1204, 18733, 1998, 2026, 42};
    f->query = (struct page_query){
        .q = either(text, "allotment rents"),
        .year = either(text, "2016"),
        .kind = either(text, ""),
        .committee = either(text, "Allotments Committee"),
        .plan = either(text, ""),
        .document = either(text, ""),
        .sort = either(text, ""),
        .match = either(text, ""),
        .group = either(text, ""),
        .decision = either(text, ""),
        .expand = either(text, ""),
        .similar = "",
        .from = 20,
        .limit = 10,
    };
    f->what = either(text, "The query could not be read");
    f->message = either(text, "Expected a word or a phrase after AND.");
}

static void
fill_hit(struct fixture *f, const char *text, unsigned i)
{
    struct answer *a = f->answer;
    struct answer_hit *h = &a->hits[i];
    bool resolution = i % 5 == 3;

    h->rank = 21 + i;
    h->score = 9.5 - i;
    h->document = either(text, "allotments/2014/rents and water");
    h->title = either(text, titles[i % COUNT(titles)]);
    h->kind = either(text, resolution ? "resolution" : "minute");
    h->number =
        either(text, resolution ? "" : arena_printf(a->arena, "%u", i + 3));
    h->id = text != NULL ? arena_printf(a->arena, "%s#%s", text, text)
                         : arena_printf(a->arena, "%s#%c%u", h->document,
                                        resolution ? 'r' : 'p', i + 3);
    h->plan = either(text, "");
    h->date = either(text, dates[i % COUNT(dates)]);
    h->year = 2014;
    h->committee = either(text, committees[i % COUNT(committees)]);
    h->url = either(text, "https://democracy.example/mgAi.aspx?ID=7&x=1");
    h->n_snippets = 1 + i % 2;
    h->snippets = arena_array(a->arena, 2, sizeof(*h->snippets));
    h->snippets[0] = text != NULL
                         ? (struct answer_snippet){text, marks_any, 1}
                         : (struct answer_snippet){text_one, marks_one, 3};
    h->more = i % 4;
    h->title_marks = text != NULL ? marks_any : marks_title;
    h->n_title_marks = text != NULL ? 1 : i % COUNT(titles) == 0 ? 2 : 0;
    h->n_decisions = i % 3 == 0 ? 2 : 0;
    h->decisions = arena_array(a->arena, 2, sizeof(*h->decisions));
    h->decisions[0] = (struct answer_decision){
        text != NULL ? h->id : arena_printf(a->arena, "%s#r1", h->document),
        either(text, "resolution"), either(text, "1"),
        either(text, "RESOLVED that the rents be set as in the report.")};
    h->decisions[1] = (struct answer_decision){
        text != NULL ? h->id : arena_printf(a->arena, "%s#r2", h->document),
        either(text, "resolution"), either(text, ""),
        either(text, "RESOLVED that\xe2\x80\xa8(a) letters be sent; and"
                     "\xe2\x80\xa8(b) it be looked at again.")};
    h->snippets[1] = text != NULL
                         ? (struct answer_snippet){text, marks_any, 1}
                         : (struct answer_snippet){text_two, marks_two, 2};
}

static struct answer_facet
make_facet(struct fixture *f, const char *name, const char *const *values,
           size_t n)
{
    struct arena *arena = f->answer->arena;
    struct answer_facet facet = {name, NULL, n};

    facet.counts = arena_array(arena, n, sizeof(*facet.counts));
    for (size_t i = 0; i < n; i++)
        facet.counts[i] = (struct answer_count){values[i], 1200 / (i + 1)};
    return facet;
}

static void
fill_facets(struct fixture *f, const char *text)
{
    static const char *const kinds[] = {"minute", "note", "resolution"};
    struct answer *a = f->answer;

    a->facets = arena_array(a->arena, 3, sizeof(*a->facets));
    a->n_facets = 3;
    fixture_set_years(f, 12);
    if (text != NULL) {
        a->facets[0] = make_facet(f, "year", &text, 1);
        a->facets[1] = make_facet(f, "kind", &text, 1);
        a->facets[2] = make_facet(f, "committee", &text, 1);
    } else {
        a->facets[1] = make_facet(f, "kind", kinds, COUNT(kinds));
        a->facets[2] =
            make_facet(f, "committee", committees, COUNT(committees));
    }
}

void
fixture_set_years(struct fixture *f, unsigned n)
{
    struct answer *a = f->answer;
    struct answer_facet *years = &a->facets[0];

    *years = (struct answer_facet){"year", NULL, n + 1};
    years->counts = arena_array(a->arena, n + 1, sizeof(*years->counts));
    for (unsigned i = 0; i < n; i++)
        years->counts[i] = (struct answer_count){
            arena_printf(a->arena, "%u", 2026 - i), 7 + i * 37 % 211};
    years->counts[n] = (struct answer_count){"", 5};
}

static void
fill_answer(struct fixture *f, const char *text)
{
    struct answer *a = f->answer;

    a->query = either(text, "allotment AND rents");
    a->total = 1234;
    a->groups = 456; /* a test sets grouped */
    a->from = 20;
    a->generation = 42;
    a->n_hits = 10;
    a->hits = arena_array(a->arena, a->n_hits, sizeof(*a->hits));
    for (unsigned i = 0; i < a->n_hits; i++)
        fill_hit(f, text, i);
    fill_facets(f, text);
    a->suggestion = either(text, "allotment rent");
    a->suggestion_total = 1240;
    a->n_expanded = 1;
    a->expanded = arena_array(a->arena, 1, sizeof(*a->expanded));
    a->expanded[0] = (struct answer_expansion){
        either(text, "QRA"), either(text, "Quarry Road allotments"),
        text != NULL ? arena_printf(a->arena, "%s#%s", text, text)
                     : "allotments/2014/rents and water#p1"};
    a->n_missing = 1;
    a->missing = arena_array(a->arena, 1, sizeof(*a->missing));
    a->missing[0] = either(text, "quarrey");
    a->n_notes = 1;
    a->notes = arena_array(a->arena, 1, sizeof(*a->notes));
    a->notes[0] = either(text, "nothing has all the words; these have some "
                               "of them");
}

static void
fill_document(struct fixture *f, const char *text)
{
    static const char *const bodies[] = {text_one, text_two};
    struct arena *arena = f->answer->arena;
    const size_t n = 12;
    struct page_unit *units = arena_array(arena, n, sizeof(*units));

    for (unsigned i = 0; i < n; i++) {
        bool resolution = i == n - 1;
        units[i] = (struct page_unit){
            .id = text != NULL ? text
                               : arena_printf(arena,
                                              "allotments/2014/rents and "
                                              "water#%s%u",
                                              resolution ? "r" : "p",
                                              resolution ? 1 : i + 1),
            .key = text != NULL ? text
                   : resolution ? "r1"
                                : arena_printf(arena, "p%u", i + 1),
            .kind = either(text, resolution ? "resolution" : "minute"),
            .number = either(
                text, resolution ? "" : arena_printf(arena, "%u", i + 1)),
            .text =
                either(text, resolution ? "RESOLVED that\xe2\x80\xa8(a) the "
                                          "rents be noted; and\xe2\x80\xa8(b) "
                                          "holders be asked again in a year."
                                        : bodies[i % COUNT(bodies)]),
            .marks = text != NULL ? marks_any
                     : i % 2 == 0 ? marks_one
                                  : marks_two,
            .n_marks = text != NULL ? 1
                       : resolution ? 0
                                    : 2,
            .hit = i % 3 == 2,
        };
    }
    f->document = (struct page_document){
        .id = either(text, "allotments/2014/rents and water"),
        .title = either(text, titles[0]),
        .committee = either(text, committees[0]),
        .date = either(text, "2015-02-06"),
        .plan = either(text, "2014/15"),
        .url = either(text, "https://democracy.example/mgAi.aspx?ID=7&x=1"),
        .source = either(text, "allotments/2014/rents and water.html"),
        .year = 2015,
        .units = units,
        .n_units = n,
        .rank = 23,
        .previous_document = either(text, "highways/winter"),
        .previous_key = either(text, "p4"),
        .next_document = either(text, "allotments/2014/rents and water"),
        .next_key = either(text, "p6"),
        .total = 1234,
        .host = "intranet.example",
    };
}

void
fixture_init(struct fixture *f, const char *text)
{
    *f = (struct fixture){.answer = answer_new()};
    fill_site(f, text);
    fill_answer(f, text);
    fill_document(f, text);
    f->like = (struct page_like){
        .document = f->document.id,
        .title = f->document.title,
        .id = f->document.units[0].id,
        .kind = f->document.units[0].kind,
        .number = f->document.units[0].number,
        .text = f->document.units[0].text,
    };
}

void
fixture_done(struct fixture *f)
{
    answer_free(f->answer);
}

const char *
fixture_name(enum fixture_page page)
{
    static const char *const names[FIXTURE_PAGES] = {
        [FIXTURE_HOME] = "home",       [FIXTURE_RESULTS] = "results",
        [FIXTURE_SIMILAR] = "similar", [FIXTURE_DOCUMENT] = "document",
        [FIXTURE_ERROR] = "error",     [FIXTURE_HELP] = "help",
        [FIXTURE_FEED] = "feed",       [FIXTURE_OPENSEARCH] = "opensearch"};

    return names[page];
}

void
fixture_write(const struct fixture *f, enum fixture_page page, struct buf *out)
{
    struct page_query similar = f->query;

    similar.similar = f->like.id;
    similar.q = similar.sort = similar.match = similar.expand = "";
    switch (page) {
    case FIXTURE_HOME:
        page_home(&f->site, &f->facts, out);
        break;
    case FIXTURE_RESULTS:
        page_results(&f->site, &f->query, f->answer, out);
        break;
    case FIXTURE_SIMILAR:
        page_similar(&f->site, &similar, &f->like, f->answer, out);
        break;
    case FIXTURE_DOCUMENT:
        page_document(&f->site, &f->query, &f->document, out);
        break;
    case FIXTURE_ERROR:
        page_error(&f->site, &f->query, 400, f->what, f->message, 3, out);
        break;
    case FIXTURE_HELP:
        page_help(&f->site, "intranet.example", out);
        break;
    case FIXTURE_FEED:
        page_feed(&f->site, &f->query, f->answer, "intranet.example",
                  1423180800, out);
        break;
    case FIXTURE_OPENSEARCH:
        page_opensearch(&f->site, "intranet.example", out);
        break;
    case FIXTURE_PAGES:
        break;
    }
}
