/* Files of one id: see choose.h. */
#include "config.h"

#include "indexer/choose.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/xalloc.h"
#include "indexer/reader.h"

/* By id; of equal ids the richer first, and last what is empty: a copy that
 * was broken off must not hide what can be read. */
static int
compare_ids(const void *a, const void *b)
{
    const struct walk_file *x = *(struct walk_file *const *)a;
    const struct walk_file *y = *(struct walk_file *const *)b;
    size_t x_len = reader_stem(x->relative), y_len = reader_stem(y->relative);

    if (x->root != y->root)
        return x->root < y->root ? -1 : 1;
    int c = memcmp(x->relative, y->relative, x_len < y_len ? x_len : y_len);
    if (c != 0)
        return c;
    if (x_len != y_len)
        return x_len < y_len ? -1 : 1;
    if ((x->size == 0) != (y->size == 0))
        return x->size != 0 ? -1 : 1;
    if (x->reader->richness != y->reader->richness)
        return x->reader->richness > y->reader->richness ? -1 : 1;
    return strcmp(x->relative, y->relative);
}

static bool
same_id(const struct walk_file *x, const struct walk_file *y)
{
    size_t len = reader_stem(x->relative);

    return x->root == y->root && len == reader_stem(y->relative) &&
           memcmp(x->relative, y->relative, len) == 0;
}

static void
skip(struct report *report, const struct roots *roots,
     const struct walk_file *file, const struct walk_file *taken)
{
    const char *slash = strrchr(taken->relative, '/');
    char *reason =
        xasprintf("%s is taken instead", slash ? slash + 1 : taken->relative);
    struct buf path = {0};

    roots_path(&roots->items[file->root], file->relative, &path);
    report_skip(report, path.data, reason);
    buf_done(&path);
    free(reason);
}

void
choose_richest(struct walk *walk, const struct roots *roots,
               struct report *report)
{
    struct walk_file **by_id = xreallocarray(NULL, walk->n + 1, sizeof(*by_id));

    for (size_t i = 0; i < walk->n; i++)
        by_id[i] = &walk->files[i];
    qsort(by_id, walk->n, sizeof(*by_id), compare_ids);
    const struct walk_file *taken = NULL;
    for (size_t i = 0; i < walk->n; i++) {
        if (taken == NULL || !same_id(taken, by_id[i])) {
            taken = by_id[i];
            continue;
        }
        if (report != NULL)
            skip(report, roots, by_id[i], taken);
        walk->bytes -= by_id[i]->size;
        by_id[i]->reader = NULL; /* marks it */
    }
    free(by_id);
    size_t kept = 0;
    for (size_t i = 0; i < walk->n; i++)
        if (walk->files[i].reader != NULL)
            walk->files[kept++] = walk->files[i];
    walk->n = kept;
}
