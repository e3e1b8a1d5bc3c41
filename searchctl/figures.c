/* The server's figures: see figures.h. */
#include "config.h"

#include "searchctl/figures.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "common/num.h"
#include "common/xalloc.h"

#define TAG "STAT\t"

struct figure {
    const char *name, *value; /* within the reply; value may be empty */
    size_t name_len, value_len;
};

/* Two units are exact enough for a person, and the number stands beside. */
static void
add_duration(struct buf *out, uint64_t s)
{
    if (s >= 86400)
        buf_addf(out, "  (%" PRIu64 " d %" PRIu64 " h)", s / 86400,
                 s / 3600 % 24);
    else if (s >= 3600)
        buf_addf(out, "  (%" PRIu64 " h %" PRIu64 " min)", s / 3600,
                 s / 60 % 60);
    else if (s >= 60)
        buf_addf(out, "  (%" PRIu64 " min %" PRIu64 " s)", s / 60, s % 60);
}

static void
add_size(struct buf *out, uint64_t bytes)
{
    if (bytes >= 1000000000)
        buf_addf(out, "  (%.1f GB)", (double)bytes / 1e9);
    else if (bytes >= 1000000)
        buf_addf(out, "  (%.1f MB)", (double)bytes / 1e6);
    else if (bytes >= 10000)
        buf_addf(out, "  (%.0f kB)", (double)bytes / 1e3);
}

static void
add_meaning(struct buf *out, const struct figure *f)
{
    static const struct {
        const char *name;
        void (*add)(struct buf *out, uint64_t value);
    } meanings[] = {
        {"uptime", add_duration}, {"index_age", add_duration},
        {"memory_rss", add_size}, {"unsent", add_size},
        {"reply_max", add_size},
    };
    uint64_t value;

    for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
        if (strlen(meanings[i].name) == f->name_len &&
            memcmp(meanings[i].name, f->name, f->name_len) == 0 &&
            num_parse(f->value, f->value_len, UINT64_MAX, &value))
            meanings[i].add(out, value);
}

static bool
read_figure(const char *line, size_t len, struct figure *out)
{
    size_t tag = strlen(TAG);

    if (len < tag || memcmp(line, TAG, tag) != 0)
        return false;
    const char *end = line + len;
    line += tag;
    const char *stop = memchr(line, '\t', (size_t)(end - line));
    if (stop == NULL)
        stop = end;
    const char *value = stop < end ? stop + 1 : end;
    *out = (struct figure){line, value, (size_t)(stop - line),
                           (size_t)(end - value)};
    return true;
}

static void
add_line(struct buf *out, const struct term *t, const struct figure *f,
         size_t width)
{
    term_add(out, t, f->name, f->name_len);
    if (f->value_len != 0) {
        size_t pad = width - term_columns(t, f->name, f->name_len);
        buf_addf(out, "%*s", (int)pad + 2, "");
        term_add(out, t, f->value, f->value_len);
        add_meaning(out, f);
    }
    buf_add_char(out, '\n');
}

void
figures_add(struct buf *out, const struct term *t, struct sc_reply *reply)
{
    struct figure *figures = NULL;
    size_t n = 0, cap = 0, len, width = 0;
    const char *line;

    while (sc_reply_line(reply, &line, &len)) {
        figures = xgrow(figures, n, &cap, sizeof(*figures));
        if (!read_figure(line, len, &figures[n]))
            continue;
        size_t columns = term_columns(t, figures[n].name, figures[n].name_len);
        if (columns > width)
            width = columns;
        n++;
    }
    for (size_t i = 0; i < n; i++)
        add_line(out, t, &figures[i], width);
    free(figures);
}
