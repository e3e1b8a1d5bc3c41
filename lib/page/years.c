/* The years as a bar chart that is a table: see facet.h. */
#include "config.h"

#include "page/facet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/num.h"
#include "common/xalloc.h"
#include "page/escape.h"
#include "page/link.h"
#include "page/words.h"

/* Rows up to which each year has its own, a screen's height. Of more, the
 * decades of so many newest years have, and the one that is chosen; other
 * decades have a row each. */
#define YEARS_ALONE 30
#define YEARS_NEWEST 15

struct bar {
    char value[24]; /* of the filter: "2014", "1980..1989" */
    char label[24];
    uint64_t count;
};

/* Bars of one scale. */
struct bars {
    struct bar *bars;
    size_t n;
    uint64_t most; /* the longest bar's count */
};

struct chart {
    struct bars years, decades;
    uint64_t unknown; /* paragraphs without a year */
};

/* The years of the filter in force, from..to; 0..0 without one. */
static void
chosen_years(const char *year, unsigned *from, unsigned *to)
{
    size_t len = strcspn(year, ".");
    uint64_t n;

    *from = *to = 0;
    if (!num_parse(year, len, 9999, &n))
        return;
    *from = *to = (unsigned)n;
    if (strncmp(year + len, "..", 2) == 0 &&
        num_parse(year + len + 2, strlen(year + len + 2), 9999, &n))
        *to = (unsigned)n;
}

static void
add_bar(struct bars *bars, const char *value, const char *label, uint64_t count)
{
    struct bar *bar = &bars->bars[bars->n++];

    (void)snprintf(bar->value, sizeof(bar->value), "%s", value);
    (void)snprintf(bar->label, sizeof(bar->label), "%s", label);
    bar->count = count;
}

/* Adds a year to its decade's bar, which is the last one or a new one: the
 * years come in order. */
static void
add_to_decade(struct bars *decades, unsigned year, uint64_t count)
{
    char value[24], label[24];
    unsigned decade = year / 10 * 10;
    struct bar *last = decades->n > 0 ? &decades->bars[decades->n - 1] : NULL;

    (void)snprintf(value, sizeof(value), "%04u..%04u", decade, decade + 9);
    (void)snprintf(label, sizeof(label), "%us", decade);
    if (last != NULL && strcmp(last->value, value) == 0)
        last->count += count;
    else
        add_bar(decades, value, label, count);
}

static void
find_most(struct bars *bars)
{
    for (size_t i = 0; i < bars->n; i++)
        if (bars->bars[i].count > bars->most)
            bars->most = bars->bars[i].count;
}

static bool
year_of(const struct answer_count *c, unsigned *year)
{
    uint64_t n;

    if (!num_parse(c->value, strlen(c->value), 9999, &n))
        return false;
    *year = (unsigned)n;
    return true;
}

static void
fill_chart(struct chart *chart, const struct answer_facet *years,
           const char *filter)
{
    unsigned from, to, year, newest = 0;

    chosen_years(filter, &from, &to);
    if (years->n_counts > YEARS_ALONE)
        (void)year_of(&years->counts[YEARS_NEWEST - 1], &newest);
    for (size_t i = 0; i < years->n_counts; i++) {
        const struct answer_count *c = &years->counts[i];
        if (!year_of(c, &year))
            chart->unknown += c->count;
        else if (year / 10 >= newest / 10 ||
                 (year / 10 >= from / 10 && year / 10 <= to / 10))
            add_bar(&chart->years, c->value, c->value, c->count);
        else
            add_to_decade(&chart->decades, year, c->count);
    }
    find_most(&chart->years);
    find_most(&chart->decades);
}

static void
add_row(struct buf *out, const struct page_site *site,
        const struct page_query *query, const struct bar *bar, uint64_t most)
{
    bool chosen = strcmp(query->year, bar->value) == 0;
    struct page_query changed = *query;
    /* In tenths of a per cent; something is always seen. */
    unsigned width =
        most > 0 ? (unsigned)((double)bar->count * 1000 / (double)most) : 0;

    if (width < 10)
        width = 10;
    changed.year = chosen ? "" : bar->value;
    changed.from = 0;
    buf_add_str(out, "<tr><th scope=\"row\"><a href=\"");
    link_search(out, site, &changed);
    buf_addf(out, "\"%s>", chosen ? " aria-current=\"true\"" : "");
    escape_text(out, bar->label);
    if (chosen)
        buf_add_str(out, "<span class=\"vh\">, show all years</span>");
    buf_add_str(out, "</a></th><td>");
    words_number(out, bar->count);
    buf_addf(out,
             "</td><td><svg aria-hidden=\"true\"><rect width=\"%u.%u%%\" "
             "height=\"100%%\"/></svg></td></tr>\n",
             width / 10, width % 10);
}

static void
add_rows(struct buf *out, const struct page_site *site,
         const struct page_query *query, const struct bars *bars,
         const char *heading)
{
    if (bars->n == 0)
        return;
    buf_addf(out, "<tbody>\n%s", heading);
    for (size_t i = 0; i < bars->n; i++)
        add_row(out, site, query, &bars->bars[i], bars->most);
    buf_add_str(out, "</tbody>\n");
}

void
facet_years(struct buf *out, const struct page_site *site,
            const struct page_query *query, const struct answer_facet *years)
{
    struct chart chart = {0};

    chart.years.bars = xcalloc(years->n_counts, sizeof(struct bar));
    chart.decades.bars = xcalloc(years->n_counts, sizeof(struct bar));
    fill_chart(&chart, years, query->year);
    if (chart.years.n > 0) {
        buf_add_str(out, "<table class=\"years\">\n<caption>Paragraphs by year"
                         "</caption>\n<thead class=\"vh\"><tr><th "
                         "scope=\"col\">Year</th><th scope=\"col\">"
                         "Paragraphs</th><th scope=\"col\">Bar</th></tr>"
                         "</thead>\n");
        add_rows(out, site, query, &chart.years, "");
        add_rows(out, site, query, &chart.decades,
                 "<tr><th scope=\"rowgroup\" colspan=\"3\">By decade</th>"
                 "</tr>\n");
        buf_add_str(out, "</table>\n");
    }
    if (chart.unknown > 0) {
        buf_add_str(out, "<p class=\"small\">No year is known of ");
        words_number(out, chart.unknown);
        buf_add_str(out, ".</p>\n");
    }
    free(chart.decades.bars);
    free(chart.years.bars);
}
