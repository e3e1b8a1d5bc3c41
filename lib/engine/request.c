/* A search's options: see request.h. One table row an option. */
#include "config.h"

#include "engine/request.h"

#include <string.h>

#include "common/clock.h"
#include "common/num.h"

void
search_request_init(struct search_request *r)
{
    memset(r, 0, sizeof(*r)); /* its padding, too: answers.c compares that */
    r->limit = SEARCH_LIMIT_DEFAULT;
    r->facets = 1u << STORE_YEAR;
    r->snippets = 2;
    r->expand = true;
    r->rank = rank_default;
}

static enum status
set_limit(struct search_request *r, const char *value, struct error *err)
{
    if (num_parse_u32(value, SEARCH_LIMIT_MAX, &r->limit))
        return STATUS_OK;
    return error_set(err, STATUS_USAGE, "limit is a number from 0 to %d",
                     SEARCH_LIMIT_MAX);
}

static enum status
set_from(struct search_request *r, const char *value, struct error *err)
{
    if (num_parse_u32(value, SEARCH_DEPTH_MAX, &r->from))
        return STATUS_OK;
    return error_set(err, STATUS_USAGE, "from is a number from 0 to %d",
                     SEARCH_DEPTH_MAX);
}

static enum status
set_match(struct search_request *r, const char *value, struct error *err)
{
    if (strcmp(value, "auto") == 0)
        r->match = SEARCH_AUTO;
    else if (strcmp(value, "all") == 0)
        r->match = SEARCH_ALL;
    else if (strcmp(value, "any") == 0)
        r->match = SEARCH_ANY;
    else
        return error_set(err, STATUS_USAGE, "match is auto, all or any");
    return STATUS_OK;
}

static enum status
set_sort(struct search_request *r, const char *value, struct error *err)
{
    static const char *const names[] = {
        [SEARCH_BY_RELEVANCE] = "relevance",
        [SEARCH_BY_NEWEST] = "newest",
        [SEARCH_BY_OLDEST] = "oldest",
        [SEARCH_BY_DOCUMENT] = "document",
    };

    for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(value, names[i]) == 0) {
            r->sort = (enum search_sort)i;
            return STATUS_OK;
        }
    }
    return error_set(err, STATUS_USAGE,
                     "sort is relevance, newest, oldest or document");
}

/* "2014", "2014..2016", "2014..", "..2016". */
static enum status
set_year(struct search_request *r, const char *value, struct error *err)
{
    const char *dots = strstr(value, "..");
    size_t len = strlen(value), first = dots ? (size_t)(dots - value) : len;
    uint64_t from = YEAR_MIN, to = YEAR_MAX;
    bool good;

    if (dots == NULL) {
        good = num_parse(value, len, YEAR_MAX, &from);
        to = from;
    } else {
        good = len > 2 &&
               (first == 0 || num_parse(value, first, YEAR_MAX, &from)) &&
               (dots[2] == '\0' ||
                num_parse(dots + 2, len - first - 2, YEAR_MAX, &to));
    }
    if (!good || from < YEAR_MIN || from > to)
        return error_set(err, STATUS_USAGE,
                         "year is a year, or a range: 2014 or 2014..2016");
    r->year_from = (unsigned)from;
    r->year_to = (unsigned)to;
    return STATUS_OK;
}

static enum status
set_kind(struct search_request *r, const char *value, struct error *err)
{
    if (!unit_kind_parse(value, strlen(value), &r->kind))
        return error_set(err, STATUS_USAGE,
                         "kind is minute, resolution, recommendation, "
                         "decision or note");
    r->has_kind = true;
    return STATUS_OK;
}

static enum status
set_plan(struct search_request *r, const char *value, struct error *err)
{
    size_t len = strlen(value), used;
    char plan[PLAN_SIZE];

    if (!plan_parse(value, len, plan, &used) || used != len)
        return error_set(err, STATUS_USAGE,
                         "plan is two years that follow: 2014/15");
    memcpy(r->plan, plan, sizeof(plan));
    return STATUS_OK;
}

static enum status
set_committee(struct search_request *r, const char *value, struct error *err)
{
    if (value[0] == '\0')
        return error_set(err, STATUS_USAGE, "committee is a committee's name");
    r->committee = value;
    return STATUS_OK;
}

static enum status
set_document(struct search_request *r, const char *value, struct error *err)
{
    if (value[0] == '\0')
        return error_set(err, STATUS_USAGE, "document is a document's id");
    r->document = value;
    return STATUS_OK;
}

/* "year,kind" or "none". */
static enum status
set_facets(struct search_request *r, const char *value, struct error *err)
{
    static const char *const names[STORE_FACETS] = {
        [STORE_YEAR] = "year",
        [STORE_PLAN] = "plan",
        [STORE_COMMITTEE] = "committee",
        [STORE_KIND] = "kind",
    };
    unsigned facets = 0;

    if (strcmp(value, "none") == 0) {
        r->facets = 0;
        return STATUS_OK;
    }
    for (const char *p = value; p != NULL;) {
        size_t len = strcspn(p, ",");
        unsigned f = 0;
        while (f < STORE_FACETS &&
               (strlen(names[f]) != len || memcmp(p, names[f], len) != 0))
            f++;
        if (f == STORE_FACETS)
            return error_set(err, STATUS_USAGE,
                             "facets is none, or some of year, plan, "
                             "committee, kind with commas between");
        facets |= 1u << f;
        p = p[len] == ',' ? p + len + 1 : NULL;
    }
    r->facets = facets;
    return STATUS_OK;
}

static enum status
set_snippets(struct search_request *r, const char *value, struct error *err)
{
    uint32_t n;

    if (!num_parse_u32(value, 2, &n))
        return error_set(err, STATUS_USAGE, "snippets is 0, 1 or 2");
    r->snippets = n;
    return STATUS_OK;
}

static enum status
set_group(struct search_request *r, const char *value, struct error *err)
{
    bool group = strcmp(value, "document") == 0;

    if (!group && strcmp(value, "none") != 0)
        return error_set(err, STATUS_USAGE, "group is document or none");
    r->group = group;
    return STATUS_OK;
}

static bool
parse_yes(const char *value, bool *out)
{
    bool yes = strcmp(value, "yes") == 0;

    if (!yes && strcmp(value, "no") != 0)
        return false;
    *out = yes;
    return true;
}

static enum status
set_decision(struct search_request *r, const char *value, struct error *err)
{
    if (parse_yes(value, &r->decisions))
        return STATUS_OK;
    return error_set(err, STATUS_USAGE, "decision is yes or no");
}

static enum status
set_expand(struct search_request *r, const char *value, struct error *err)
{
    if (parse_yes(value, &r->expand))
        return STATUS_OK;
    return error_set(err, STATUS_USAGE, "expand is yes or no");
}

enum status
search_engine_parse(enum search_engine *out, const char *text,
                    struct error *err)
{
    bool hot = strcmp(text, "hot") == 0;

    if (!hot && strcmp(text, "xapian") != 0)
        return error_set(err, STATUS_USAGE, "engine is hot or xapian");
    *out = hot ? SEARCH_HOT : SEARCH_BY_XAPIAN;
    return STATUS_OK;
}

static const struct {
    const char *name;
    enum status (*set)(struct search_request *, const char *, struct error *);
} options[] = {
    {"limit", set_limit},       {"from", set_from},
    {"match", set_match},       {"sort", set_sort},
    {"year", set_year},         {"kind", set_kind},
    {"plan", set_plan},         {"committee", set_committee},
    {"document", set_document}, {"facets", set_facets},
    {"snippets", set_snippets}, {"group", set_group},
    {"decision", set_decision}, {"expand", set_expand},
};

enum status
search_request_set(struct search_request *r, const char *name,
                   const char *value, struct error *err)
{
    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
        if (strcmp(name, options[i].name) == 0)
            return options[i].set(r, value, err);
    return error_set(err, STATUS_NOT_FOUND, "no option is called %s", name);
}

enum status
search_request_check(const struct search_request *r, struct error *err)
{
    if (r->from + r->limit <= SEARCH_DEPTH_MAX)
        return STATUS_OK;
    return error_set(err, STATUS_USAGE,
                     "from and limit together go to %d: narrow the search "
                     "by more words or a year",
                     SEARCH_DEPTH_MAX);
}

enum status
search_request_time(const struct search_request *r, struct error *err)
{
    if (r->cancel != NULL &&
        atomic_load_explicit(r->cancel, memory_order_relaxed))
        return error_set(err, STATUS_CANCELLED, "the search was cancelled");
    if (r->deadline != 0 && clock_now() >= r->deadline)
        return error_set(err, STATUS_TIMEOUT, "the search took too long");
    return STATUS_OK;
}
