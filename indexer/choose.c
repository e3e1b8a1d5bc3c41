/* Files of one id: see choose.h. */
#include "config.h"

#include "indexer/choose.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "indexer/reader.h"

/* By id; 0: the same. */
static int
compare_ids(const struct walk_file *x, const struct walk_file *y)
{
    size_t x_len = reader_stem(x->relative), y_len = reader_stem(y->relative);

    if (x->root != y->root)
        return x->root < y->root ? -1 : 1;
    int c = memcmp(x->relative, y->relative, x_len < y_len ? x_len : y_len);
    if (c != 0 || x_len == y_len)
        return c;
    return x_len < y_len ? -1 : 1;
}

/* Of equal ids the richer first, and last what is empty: a copy that was
 * broken off. */
static int
compare(const void *a, const void *b)
{
    const struct walk_file *x = a, *y = b;
    int c = compare_ids(x, y);

    if (c != 0)
        return c;
    if ((x->size == 0) != (y->size == 0))
        return x->size != 0 ? -1 : 1;
    if (x->reader->richness != y->reader->richness)
        return x->reader->richness > y->reader->richness ? -1 : 1;
    return strcmp(x->relative, y->relative);
}

void
choose_sort(struct walk *walk)
{
    if (walk->n > 0)
        qsort(walk->files, walk->n, sizeof(*walk->files), compare);
    for (size_t i = 0; i < walk->n; i++) {
        struct walk_file *f = &walk->files[i];
        bool same = i > 0 && compare_ids(&walk->files[i - 1], f) == 0;
        f->group = same ? walk->files[i - 1].group : (uint32_t)i;
        if (same)
            walk->bytes -= f->size; /* it is hardly ever read */
    }
}

size_t
choose_end(const struct walk *walk, size_t i)
{
    size_t end = i;

    while (end < walk->n && walk->files[end].group == walk->files[i].group)
        end++;
    return end;
}

static void
skip(struct report *report, const struct roots *roots,
     const struct walk_file *file, const char *reason, const char *instead)
{
    struct buf path = {0}, why = {0};

    roots_path(&roots->items[file->root], file->relative, &path);
    buf_add_str(&why, reason);
    if (instead != NULL) {
        const char *slash = strrchr(instead, '/');
        buf_addf(&why, "%s%s is taken instead", *reason != '\0' ? "; " : "",
                 slash != NULL ? slash + 1 : instead);
    }
    report_skip(report, path.data, why.data);
    buf_done(&path);
    buf_done(&why);
}

void
choose_report(struct report *report, const struct roots *roots,
              const struct walk *walk, size_t first,
              const struct files_item *items)
{
    size_t end = choose_end(walk, first);
    const char *taken = NULL;

    for (size_t i = first; i < end && taken == NULL; i++)
        if (files_is_taken(&items[i - first]))
            taken = walk->files[i].relative;
    for (size_t i = first; i < end; i++)
        if (!files_is_taken(&items[i - first]))
            skip(report, roots, &walk->files[i], items[i - first].reason,
                 taken);
}
