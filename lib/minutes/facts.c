/* Titles, committees, dates: see facts.h. */
#include "config.h"

#include "minutes/facts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "common/buf.h"
#include "common/num.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "minutes/date.h"

static void
set(char **value, enum minutes_origin *from, struct span text,
    enum minutes_origin origin)
{
    free(*value);
    *value = xmemdup0(text.s, text.len);
    *from = origin;
}

/* The file's name as a title: "budget-2014-15" is "Budget 2014-15". */
static char *
title_of_path(const char *source)
{
    const char *slash = strrchr(source, '/');
    const char *name = slash != NULL ? slash + 1 : source;
    struct buf b = {0};

    for (const char *p = name; *p != '\0'; p++) {
        bool dash = *p == '-' &&
                    !(p > name && span_is_digit(p[-1]) && span_is_digit(p[1]));
        buf_add_char(&b, dash || *p == '_' ? ' ' : *p);
    }
    buf_add_str(&b, "");
    if (b.len != 0 && b.data[0] >= 'a' && b.data[0] <= 'z')
        b.data[0] = (char)(b.data[0] - 'a' + 'A');
    return buf_take(&b);
}

static void
fill_title(struct build *b, const struct facts_from *from)
{
    struct document *d = build_last(b);
    const char *said = from->bs->facts[FACT_TITLE].value;
    enum minutes_origin origin = from->bs->facts[FACT_TITLE].origin;

    if (said != NULL && (from->only || from->title.len == 0)) {
        set(&d->title, &d->title_from, span_of(said), origin);
    } else if (from->title.len != 0) {
        set(&d->title, &d->title_from, from->title, ORIGIN_PAGE);
    } else {
        char *title = title_of_path(from->source);
        set(&d->title, &d->title_from, span_of(title), ORIGIN_PATH);
        free(title);
        build_doubt(b, from->line, "no title: the file's name stands for it");
    }
}

/* True if this place settles the date. */
static bool
take_date(struct build *b, enum date_found found, const char *iso,
          enum minutes_origin origin, unsigned line)
{
    struct document *d = build_last(b);

    if (found == DATE_IMPOSSIBLE && b->dated != line + 1) {
        build_doubt(b, line, "a date that does not exist%s",
                    origin == ORIGIN_PATH ? ", in its path" : "");
        b->dated = line + 1;
    }
    if (found != DATE_FOUND)
        return false;
    set(&d->date, &d->date_from, span_of(iso), origin);
    return true;
}

/* The same with what the file says of it. */
static bool
take_said(struct build *b, const struct blocks *bs, enum fact fact)
{
    char iso[DATE_SIZE];
    const char *said = bs->facts[fact].value;
    unsigned line = bs->facts[fact].line;

    if (said == NULL)
        return false;
    struct span t = span_of(said);
    enum date_found found = date_read(&t, iso);
    if (found == DATE_NONE && b->dated != line + 1) {
        build_doubt(b, line, "a date that was not understood: %.*s",
                    (int)utf8_cut(said, strlen(said), 40), said);
        b->dated = line + 1;
    }
    return take_date(b, found, iso, bs->facts[fact].origin, line);
}

static void
fill_date(struct build *b, const struct facts_from *from)
{
    char iso[DATE_SIZE];

    if (take_said(b, from->bs, FACT_DATE) ||
        take_date(b, from->heading.found, from->heading.date, ORIGIN_PAGE,
                  from->heading_line))
        return;
    enum date_found found = date_in_path(span_of(from->source), iso);
    if (!take_date(b, found, iso, ORIGIN_PATH, 0))
        (void)take_said(b, from->bs, FACT_LATE_DATE);
}

/* The item's own page, beside the page that names it. */
static bool
fill_item_url(struct document *d, const struct facts_from *from)
{
    const char *base = from->bs->facts[FACT_BASE].value;
    const char *host = base != NULL ? strstr(base, "://") : NULL;

    if (from->item == 0 || host == NULL)
        return false;
    size_t end = strcspn(base, "?# ");
    while (end > 0 && base[end - 1] != '/')
        end--;
    if (end <= (size_t)(host + 3 - base)) /* no path: the site's own page */
        end = strcspn(base, "?# ");
    char *url = xasprintf("%.*s%smgAi.aspx?ID=%" PRIu64, (int)end, base,
                          base[end - 1] == '/' ? "" : "/", from->item);
    bool web = span_starts(span_of(url), "http://") ||
               span_starts(span_of(url), "https://");
    if (web)
        set(&d->url, &d->url_from, span_of(url), ORIGIN_PAGE);
    free(url);
    return web;
}

/* The number of the item whose own page that is: .../mgAi.aspx?ID=51902;
 * 0: it is no such page. */
static uint64_t
item_of_url(const char *url)
{
    static const char page[] = "/mgAi.aspx?";
    uint64_t item = 0;
    const char *p = strcasestr(url, page);

    for (p = p != NULL ? p + strlen(page) : NULL; p != NULL;
         p = strchr(p, '&')) {
        if (*p == '&')
            p++;
        if (strncasecmp(p, "ID=", 3) != 0)
            continue;
        size_t n = strspn(p + 3, "0123456789");
        return num_parse(p + 3, n, UINT64_MAX, &item) ? item : 0;
    }
    return 0;
}

static void
fill_item(struct document *d, uint64_t item, bool only)
{
    if (item == 0 && only)
        item = item_of_url(d->url);
    if (item == 0)
        return;
    free(d->item);
    d->item = xasprintf("ai:%" PRIu64, item);
}

/* A link that a page will show: of the web, and of one piece. */
static void
fill_url(struct build *b, const struct facts_from *from)
{
    const struct blocks *bs = from->bs;
    struct document *d = build_last(b);
    const char *said = bs->facts[FACT_URL].value;

    if (fill_item_url(d, from) || said == NULL)
        return;
    struct span url = span_of(said);
    bool web = span_starts(url, "http://") || span_starts(url, "https://");
    for (size_t i = 0; i < url.len; i++)
        web = web && span_blank(span_from(url, i)) == 0;
    if (web)
        set(&d->url, &d->url_from, url, bs->facts[FACT_URL].origin);
    else
        build_doubt(b, bs->facts[FACT_URL].line,
                    "the URL is no web address, and left out");
}

static void
fill_years(struct document *d)
{
    uint64_t year;

    (void)plan_find(d->title, strlen(d->title), d->plan);
    if (d->date[0] != '\0' && num_parse(d->date, 4, 9999, &year)) {
        d->year = (unsigned)year;
        d->year_from = ORIGIN_DATE;
    } else if ((d->year = year_find(d->title, strlen(d->title))) != 0) {
        d->year_from =
            d->title_from == ORIGIN_PATH ? ORIGIN_PATH : ORIGIN_TITLE;
    }
}

void
facts_fill(struct build *b, const struct facts_from *from)
{
    struct document *d = build_last(b);
    const char *committee = from->bs->facts[FACT_COMMITTEE].value;

    fill_title(b, from);
    if (committee != NULL)
        set(&d->committee, &d->committee_from, span_of(committee),
            from->bs->facts[FACT_COMMITTEE].origin);
    else if (from->heading.committee.len != 0)
        set(&d->committee, &d->committee_from, from->heading.committee,
            ORIGIN_PAGE);
    fill_url(b, from);
    fill_item(build_last(b), from->item, from->only);
    fill_date(b, from);
    fill_years(d);
}
