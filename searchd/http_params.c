/* Parameters: see http_params.h. */
#include "config.h"

#include "searchd/http_params.h"

#include <string.h>

#include "common/num.h"
#include "common/utf8.h"

static int
hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* Decodes s[0..len) in place and ends it; how long it is then. *strict is
 * cleared where something stood for itself that should not have. */
static size_t
decode(char *s, size_t len, bool plus_is_blank, bool *strict)
{
    size_t to = 0;
    for (size_t i = 0; i < len; i++) {
        int high = -1, low = -1;
        if (s[i] == '%' && i + 2 < len) {
            high = hex(s[i + 1]);
            low = hex(s[i + 2]);
        }
        if (high >= 0 && low >= 0) {
            s[to++] = (char)(high * 16 + low);
            i += 2;
        } else {
            *strict = *strict && s[i] != '%';
            s[to++] = plus_is_blank && s[i] == '+' ? ' ' : s[i];
        }
    }
    s[to] = '\0';
    return to;
}

/* A decoded value may hold a NUL: a blank, as other controls. */
static char *
text(char *s, size_t len)
{
    bool strict = true;
    utf8_make_line(s, decode(s, len, true, &strict));
    return s;
}

void
http_params_parse(struct http_params *out, char *query)
{
    out->n = 0;
    while (*query != '\0' && out->n < HTTP_PARAMS_MAX) {
        size_t len = strcspn(query, "&"), name = strcspn(query, "=&");
        bool last = query[len] == '\0';
        char *value = name < len ? query + name + 1 : query + len;
        size_t value_len = name < len ? len - name - 1 : 0;
        query[len] = '\0';
        if (len > 0) {
            value = text(value, value_len);
            out->items[out->n].value = value;
            out->items[out->n++].name = text(query, name);
        }
        query += last ? len : len + 1;
    }
}

bool
http_params_decode_path(char *path, size_t *len)
{
    bool strict = true;
    *len = decode(path, strlen(path), false, &strict);
    return strict && strlen(path) == *len;
}

const char *
http_params_get(const struct http_params *p, const char *name)
{
    for (size_t i = 0; i < p->n; i++)
        if (strcmp(p->items[i].name, name) == 0)
            return p->items[i].value;
    return "";
}

static void
set_query(struct search_request *search, const char *q)
{
    search->query = q;
    search->query_len = strlen(q);
}

/* Sets the options that are given; the first error stays. */
static enum status
set_options(const struct http_params *p, const char *const *names,
            struct search_request *search, struct error *err)
{
    enum status status = STATUS_OK;
    for (; *names != NULL && status == STATUS_OK; names++) {
        const char *value = http_params_get(p, *names);
        if (value[0] != '\0')
            status = search_request_set(search, *names, value, err);
    }
    return status;
}

static void
fill_page(const struct http_params *p, const struct search_request *search,
          struct page_query *page)
{
    *page = (struct page_query){
        .q = search->query,
        .year = http_params_get(p, "year"),
        .kind = http_params_get(p, "kind"),
        .committee = http_params_get(p, "committee"),
        .plan = http_params_get(p, "plan"),
        .document = http_params_get(p, "document"),
        .sort = http_params_get(p, "sort"),
        .match = http_params_get(p, "match"),
        .group = http_params_get(p, "group"),
        .decision = http_params_get(p, "decision"),
        .expand = http_params_get(p, "expand"),
        .similar = "",
        .from = search->from,
        .limit = search->limit,
    };
}

static const char *const filters[] = {
    "year",  "kind",  "committee", "plan",   "document", "sort",
    "match", "group", "decision",  "expand", NULL};
static const char *const paging[] = {"from", "limit", NULL};

/* SIMILAR's options, in the order of the page's and those of programs. */
static const char *const similar_filters[] = {
    "year", "kind", "committee", "plan", "document", "group", "decision", NULL};
static const char *const similar_data[] = {"facets", "snippets", NULL};

enum status
http_params_page(const struct http_params *p, struct page_query *page,
                 struct search_request *search, struct error *err)
{
    search_request_init(search);
    search->facets =
        1u << STORE_YEAR | 1u << STORE_KIND | 1u << STORE_COMMITTEE;
    set_query(search, http_params_get(p, "q"));
    enum status status = set_options(p, filters, search, err);
    if (status == STATUS_OK)
        status = set_options(p, paging, search, err);
    if (status == STATUS_OK)
        status = search_request_check(search, err);
    fill_page(p, search, page);
    return status;
}

/* The id of the paragraph that others are like. */
static enum status
take_id(const char *id, struct page_query *page, struct error *err)
{
    page->similar = id;
    if (id[0] == '\0')
        return error_set(err, STATUS_USAGE,
                         "id names the paragraph that others are like");
    return STATUS_OK;
}

enum status
http_params_similar(const struct http_params *p, struct page_query *page,
                    struct search_request *search, struct error *err)
{
    search_request_init(search);
    search->facets =
        1u << STORE_YEAR | 1u << STORE_KIND | 1u << STORE_COMMITTEE;
    set_query(search, "");
    enum status status = set_options(p, similar_filters, search, err);
    if (status == STATUS_OK)
        status = set_options(p, paging, search, err);
    if (status == STATUS_OK)
        status = search_request_check(search, err);
    fill_page(p, search, page);
    page->sort = page->match = page->expand = "";
    enum status named = take_id(http_params_get(p, "id"), page,
                                status == STATUS_OK ? err : NULL);
    return status == STATUS_OK ? named : status;
}

static enum status
number(const struct http_params *p, const char *name, uint32_t max,
       uint32_t *out, struct error *err)
{
    const char *value = http_params_get(p, name);
    if (value[0] != '\0' && !num_parse_u32(value, max, out))
        return error_set(err, STATUS_USAGE, "%s is a number up to %u", name,
                         (unsigned)max);
    return STATUS_OK;
}

enum status
http_params_document(const struct http_params *p, struct page_query *page,
                     struct search_request *search, uint32_t *rank,
                     uint32_t *from, struct error *err)
{
    search_request_init(search);
    search->facets = 0;
    set_query(search, http_params_get(p, "q"));
    enum status status = set_options(p, filters, search, err);
    *rank = *from = 0;
    if (status == STATUS_OK)
        status = number(p, "hit", SEARCH_DEPTH_MAX, rank, err);
    if (status == STATUS_OK)
        status = number(p, "from", UINT32_MAX, from, err);
    fill_page(p, search, page);
    return status;
}

static bool
is_among(const char *name, const char *const *names)
{
    while (*names != NULL && strcmp(*names, name) != 0)
        names++;
    return *names != NULL;
}

static bool
is_of_similar(const char *name)
{
    return is_among(name, similar_filters) || is_among(name, paging) ||
           is_among(name, similar_data);
}

/* Options, and into *text the parameter called `key`. */
static enum status
set_all(const struct http_params *p, const char *key, const char **text,
        struct search_request *search, struct error *err)
{
    bool similar = strcmp(key, "id") == 0;

    search_request_init(search);
    set_query(search, "");
    for (size_t i = 0; i < p->n; i++) {
        const char *name = p->items[i].name, *value = p->items[i].value;
        for (size_t j = 0; j < i; j++)
            if (strcmp(p->items[j].name, name) == 0)
                return error_set(err, STATUS_USAGE, "%.64s is given twice",
                                 name);
        enum status status = STATUS_OK;
        if (strcmp(name, key) == 0)
            *text = value;
        else if (similar && !is_of_similar(name))
            status = STATUS_NOT_FOUND;
        else
            status = search_request_set(search, name, value, err);
        if (status == STATUS_USAGE && value[0] == '\0')
            status = STATUS_OK; /* a form's empty field */
        if (status == STATUS_NOT_FOUND)
            status = error_set(err, STATUS_USAGE,
                               "no parameter is called %.64s", name);
        if (status != STATUS_OK)
            return status;
    }
    return search_request_check(search, err);
}

enum status
http_params_api(const struct http_params *p, struct search_request *search,
                struct error *err)
{
    const char *q = "";
    enum status status = set_all(p, "q", &q, search, err);

    set_query(search, q);
    return status;
}

enum status
http_params_api_similar(const struct http_params *p, struct page_query *page,
                        struct search_request *search, struct error *err)
{
    const char *id = "";
    enum status status = set_all(p, "id", &id, search, err);

    if (status == STATUS_OK)
        status = take_id(id, page, err);
    if (http_params_get(p, "facets")[0] == '\0')
        search->facets = 0;
    return status;
}

bool
http_params_empty(const struct page_query *page)
{
    return page->q[strspn(page->q, " ")] == '\0' && page->year[0] == '\0' &&
           page->kind[0] == '\0' && page->committee[0] == '\0' &&
           page->plan[0] == '\0' && page->document[0] == '\0';
}
