/* What the tests of the pages show: a site, a query, an answer and a document
 * with every field filled, in ordinary words or all with one given text. */
#ifndef TESTS_PAGE_FIXTURE_H
#define TESTS_PAGE_FIXTURE_H

#include "answer/answer.h"
#include "common/buf.h"
#include "page/page.h"

enum fixture_page {
    FIXTURE_HOME,
    FIXTURE_RESULTS,
    FIXTURE_SIMILAR,
    FIXTURE_DOCUMENT,
    FIXTURE_ERROR,
    FIXTURE_HELP,
    FIXTURE_HTML, /* how many of them are HTML */
    FIXTURE_FEED = FIXTURE_HTML,
    FIXTURE_OPENSEARCH,
    FIXTURE_PAGES
};

struct fixture {
    struct page_site site;
    struct page_query query;
    struct page_facts facts;
    struct answer *answer;
    struct page_document document;
    struct page_like like;
    const char *what, *message; /* of the error */
};

/* text NULL: ordinary words, ten hits, twelve years. Else each field from
 * outside is text, which must outlive the fixture. */
void fixture_init(struct fixture *f, const char *text);
void fixture_done(struct fixture *f);

/* "results": the page's name. */
const char *fixture_name(enum fixture_page page);
void fixture_write(const struct fixture *f, enum fixture_page page,
                   struct buf *out);

/* Gives the answer a facet "year" of n years up to 2026, newest first, and
 * 5 paragraphs without one. */
void fixture_set_years(struct fixture *f, unsigned n);

#endif
