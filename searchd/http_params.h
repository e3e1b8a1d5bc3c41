/* The query string of an address into what a page and a search ask for.
 * Pure. */
#ifndef SEARCHD_HTTP_PARAMS_H
#define SEARCHD_HTTP_PARAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/error.h"
#include "engine/request.h"
#include "page/page.h"

/* Twice what a page has; more are passed over. */
#define HTTP_PARAMS_MAX 32

struct http_params {
    struct {
        const char *name, *value; /* decoded, one line of valid UTF-8 */
    } items[HTTP_PARAMS_MAX];
    size_t n;
};

/* Takes "q=a+b&year=2014" apart, in place: the strings point into text,
 * which has to live as long. A '%' that is followed by no two hexadecimal
 * digits stands for itself (people type addresses); what is no text becomes
 * a '?', a control a blank. */
void http_params_parse(struct http_params *out, char *text);

/* Decodes %XX in place (not '+'). False where a '%' is none, or a NUL comes
 * out. *len is set to the new length. */
bool http_params_decode_path(char *text, size_t *len);

/* The value of the first parameter of that name; "" if there is none. */
const char *http_params_get(const struct http_params *p, const char *name);

/* What a page is asked for. An empty value is as none. STATUS_USAGE for a
 * value that is wrong; names that are not known are passed over (links rot
 * gently). page is filled in any case; strings point into p's. */
enum status http_params_page(const struct http_params *p,
                             struct page_query *page,
                             struct search_request *search,
                             struct error *err) WARN_UNUSED;

/* The same for a document's page, where `hit` is the rank of the hit that led
 * there (0: none) and `from` the first unit to show. */
enum status http_params_document(const struct http_params *p,
                                 struct page_query *page,
                                 struct search_request *search, uint32_t *rank,
                                 uint32_t *from, struct error *err) WARN_UNUSED;

/* The same for what is like the paragraph `id`, which page->similar is.
 * STATUS_USAGE where there is none. */
enum status http_params_similar(const struct http_params *p,
                                struct page_query *page,
                                struct search_request *search,
                                struct error *err) WARN_UNUSED;

/* The same for programs: SIMILAR's options and id. */
enum status http_params_api_similar(const struct http_params *p,
                                    struct page_query *page,
                                    struct search_request *search,
                                    struct error *err) WARN_UNUSED;

/* The same for programs: SEARCH's options and q. A name that is not known,
 * or given twice, is STATUS_USAGE. */
enum status http_params_api(const struct http_params *p,
                            struct search_request *search,
                            struct error *err) WARN_UNUSED;

/* Whether nothing is asked: no words and no filter. */
bool http_params_empty(const struct page_query *page);

#endif
