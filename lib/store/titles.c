/* The file `titles`: see titles.h. The documents' titles are sorted; those of
 * the same folded words come one after the other then, and become one. */
#include "config.h"

#include "store/titles.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/xalloc.h"
#include "store/layout.h"
#include "store/schema.h"
#include "store/sorter.h"
#include "store/table.h"

/* Between folded words and title: lower than any byte of the words. */
#define SEPARATOR '\1'

struct titles {
    struct sorter *keys; /* folded words, SEPARATOR, title; by document */
    uint32_t n;
    struct buf key;
};

/* What documents of the same folded title have come to. */
struct group {
    struct buf folded, title;
    bool loud;                     /* the title is in capitals throughout */
    struct orders_document titled; /* the document whose title that is */
    struct orders_document newest; /* the record's document */
    struct layout_title record;
};

struct titles *
titles_new(const char *dir, size_t sort)
{
    struct titles *t = xcalloc(1, sizeof(*t));

    t->keys = sorter_new(dir, sort);
    return t;
}

void
titles_free(struct titles *t)
{
    if (t == NULL)
        return;
    sorter_free(t->keys);
    buf_done(&t->key);
    free(t);
}

enum status
titles_add(struct titles *t, const char *folded, const char *title,
           struct error *err)
{
    buf_clear(&t->key);
    if (*folded != '\0') {
        buf_add_str(&t->key, folded);
        buf_add_char(&t->key, SEPARATOR);
        buf_add_str(&t->key, title);
    }
    t->n++;
    return sorter_add(t->keys, t->key.data, t->key.len, err);
}

/* Whether a title is in capitals throughout, as pages print headings. */
static bool
is_loud(const char *title)
{
    for (; *title != '\0'; title++)
        if (*title >= 'a' && *title <= 'z')
            return false;
    return true;
}

/* Writes what the group has come to, if it has units, and empties it. */
static enum status
end_group(struct group *g, struct table *file, struct error *err)
{
    struct layout_title *r = &g->record;

    if (r->units == 0)
        return STATUS_OK;
    r->offset = outfile_offset(table_file(file));
    r->folded_len = (uint32_t)g->folded.len;
    r->title_len = (uint32_t)g->title.len;
    enum status status = outfile_add_string(table_file(file), g->folded.data,
                                            g->folded.len, err);
    if (status == STATUS_OK)
        status = outfile_add_string(table_file(file), g->title.data,
                                    g->title.len, err);
    if (status == STATUS_OK)
        status = table_add_record(file, r, err);
    *r = (struct layout_title){0};
    return status;
}

static void
join_group(struct group *g, const char *title, uint32_t document,
           const struct orders_document *d)
{
    struct layout_title *r = &g->record;
    bool loud = is_loud(title);

    if (r->units == 0 || orders_is_newer(d, &g->newest)) {
        r->document = document;
        g->newest = *d;
    }
    if (r->units == 0 || (g->loud && !loud) ||
        (g->loud == loud && orders_is_newer(d, &g->titled))) {
        g->loud = loud;
        g->titled = *d;
        buf_clear(&g->title);
        buf_add_str(&g->title, title);
    }
    r->units += d->units;
}

/* Whether a document is listed by its title: by one that nobody has typed a
 * word of, or that has no units, nothing would be found. */
static bool
is_listed(const struct orders_document *d)
{
    return !d->gone && d->units > 0;
}

static enum status
write_groups(struct titles *t, struct table *file, const struct columns *c,
             struct error *err)
{
    struct group g = {.record = {0}};
    enum status status = sorter_sort(t->keys, err);

    for (uint32_t i = 0; i < t->n && status == STATUS_OK; i++) {
        uint32_t document;
        struct orders_document d = {.units = 0};
        status = sorter_next(t->keys, &document, &t->key, err);
        if (status == STATUS_OK && t->key.len > 0)
            status = columns_document(c, document, &d, err);
        if (status != STATUS_OK || t->key.len == 0 || !is_listed(&d))
            continue;
        const char *title = strchr(t->key.data, SEPARATOR);
        size_t folded = (size_t)(title - t->key.data);
        if (folded != g.folded.len ||
            memcmp(g.folded.data, t->key.data, folded) != 0) {
            status = end_group(&g, file, err);
            buf_clear(&g.folded);
            buf_add(&g.folded, t->key.data, folded);
        }
        join_group(&g, title + 1, document, &d);
    }
    if (status == STATUS_OK)
        status = end_group(&g, file, err);
    buf_done(&g.folded);
    buf_done(&g.title);
    return status;
}

enum status
titles_write(struct titles *t, const char *dir, const struct columns *c,
             struct error *err)
{
    struct table *file = NULL;
    enum status status = table_open(&file, dir, SCHEMA_TITLES,
                                    sizeof(struct layout_title), 0, err);

    if (status == STATUS_OK)
        status = write_groups(t, file, c, err);
    if (status == STATUS_OK)
        status = table_finish(file, LAYOUT_TITLES_MAGIC, NULL, NULL, NULL, err);
    table_close(file);
    return status;
}
