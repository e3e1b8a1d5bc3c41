/* The bar chart: see chart.h. */
#include "config.h"

#include "searchctl/chart.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* The longest bar: longer ones are not easier to compare. */
#define BAR_MAX 40

/* Between value, bar and count. */
#define GAP 2

static const char *
label_of(const struct answer_count *c)
{
    return *c->value != '\0' ? c->value : "none";
}

/* Blocks for a count: its share of room, rounded, and never none. */
static size_t
blocks(uint64_t count, uint64_t most, size_t room)
{
    if (count == 0 || most <= room)
        return (size_t)count;
    size_t n = (size_t)((double)count / (double)most * (double)room + 0.5);
    return n == 0 ? 1 : n;
}

void
chart_add(struct buf *out, const struct term *t,
          const struct answer_facet *facet)
{
    size_t label_width = 0;
    uint64_t most = 0;

    for (size_t i = 0; i < facet->n_counts; i++) {
        const char *label = label_of(&facet->counts[i]);
        size_t columns = term_columns(t, label, strlen(label));
        if (columns > label_width)
            label_width = columns;
        if (facet->counts[i].count > most)
            most = facet->counts[i].count;
    }
    size_t count_width = (size_t)snprintf(NULL, 0, "%" PRIu64, most);
    size_t taken = label_width + count_width + 2 * GAP;
    size_t room = t->width > taken + 1 ? t->width - taken : 1;
    if (room > BAR_MAX)
        room = BAR_MAX;
    size_t longest = blocks(most, most, room);

    for (size_t i = 0; i < facet->n_counts; i++) {
        const struct answer_count *c = &facet->counts[i];
        const char *label = label_of(c);
        size_t bar = blocks(c->count, most, room);
        term_add_str(out, t, label);
        size_t pad = label_width - term_columns(t, label, strlen(label));
        buf_addf(out, "%*s", (int)(pad + GAP), "");
        for (size_t j = 0; j < bar; j++)
            buf_add_str(out, t->utf8 ? "\xe2\x96\x88" : "#");
        buf_addf(out, "%*s%*" PRIu64 "\n", (int)(longest - bar + GAP), "",
                 (int)count_width, c->count);
    }
}
