/* searchd's http_head.c, http_host.c, http_params.c and etag.c on any bytes:
 * no read or write outside, and what passes keeps the headers' promises. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "common/xalloc.h"
#include "searchd/etag.h"
#include "searchd/http_gzip.h"
#include "searchd/http_head.h"
#include "searchd/http_host.h"
#include "searchd/http_params.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition)                                                     \
    do {                                                                       \
        if (!(condition))                                                      \
            abort();                                                           \
    } while (0)

static void
judge(const char *bytes, size_t size)
{
    struct http_refusal refusal = {0};
    size_t len = 0;
    http_head_path(bytes, size, refusal.path);
    REQUIRE(strlen(refusal.path) < HTTP_REFUSED_PATH_MAX);
    switch (http_head_judge(bytes, size, &len, &refusal)) {
    case HTTP_HEAD_MORE:
        REQUIRE(size <= HTTP_HEAD_MAX);
        break;
    case HTTP_HEAD_WHOLE:
        REQUIRE(len <= size && len >= 4 && len <= HTTP_HEAD_MAX);
        REQUIRE(memcmp(bytes + len - 4, "\r\n\r\n", 4) == 0);
        REQUIRE(memchr(bytes, '\0', len) == NULL);
        break;
    case HTTP_HEAD_REFUSED:
        REQUIRE(refusal.status >= 400 && refusal.what != NULL);
        break;
    }
}

static void
take_apart(const char *bytes, size_t size)
{
    char *text = xmemdup0(bytes, size);
    struct http_params p;
    struct page_query page;
    struct search_request search;
    uint32_t rank, from;
    struct error err;
    http_params_parse(&p, text);
    REQUIRE(p.n <= HTTP_PARAMS_MAX);
    for (size_t i = 0; i < p.n; i++) {
        const char *value = p.items[i].value;
        REQUIRE(utf8_valid(p.items[i].name, strlen(p.items[i].name)));
        REQUIRE(utf8_valid(value, strlen(value)));
        REQUIRE(strpbrk(value, "\r\n\t\x1b\x7f") == NULL);
    }
    (void)!http_params_page(&p, &page, &search, &err);
    REQUIRE(page.limit <= SEARCH_LIMIT_MAX);
    (void)!http_params_document(&p, &page, &search, &rank, &from, &err);
    (void)!http_params_api(&p, &search, &err);
    free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"intranet.example", "[::1]:80"};
    /* A copy that ends where it ends, and one that is a string. */
    char *exact = xmalloc(size + (size == 0));
    if (size > 0)
        memcpy(exact, data, size);
    judge(exact, size);
    take_apart(exact, size);
    char *text = xmemdup0(exact, size);
    size_t len;
    if (http_host_allowed(text, names, 2, names, 2))
        REQUIRE(http_host_valid(text));
    (void)etag_matches(text, "W/\"1-0\"");
    (void)http_gzip_accepted(text);
    if (http_params_decode_path(text, &len))
        REQUIRE(strlen(text) == len);
    free(text);
    free(exact);
    return 0;
}
