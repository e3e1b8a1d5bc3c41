/* Ids of documents: see ids.h. */
#include "config.h"

#include "minutes/ids.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"

char *
ids_of_item(struct span number, size_t place)
{
    if (number.len == 0)
        return xasprintf("%zu", place);
    char *id = xmemdup0(number.s, number.len);
    for (char *p = id; *p != '\0'; p++) {
        bool letter = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z');
        if (!letter && !span_is_digit(*p) && *p != '.')
            *p = '-';
    }
    return id;
}

/* By ITEM, then in the order of the file: equal ones stand together. */
static int
compare(const void *a, const void *b)
{
    const struct document *const *x = a, *const *y = b;
    int c = strcmp((*x)->id, (*y)->id);

    return c != 0 ? c : (*x > *y) - (*x < *y);
}

static void
set_id(struct document *d, char *id)
{
    free(d->id);
    d->id = id;
}

void
ids_finish(struct minutes *m, const char *source)
{
    if (m->n_documents == 1) {
        set_id(&m->documents[0], xstrdup(source));
        return;
    }
    struct document **sorted = xcalloc(m->n_documents, sizeof(sorted[0]));
    char *item = xstrdup("");
    unsigned times = 0;
    for (size_t i = 0; i < m->n_documents; i++)
        sorted[i] = &m->documents[i];
    qsort(sorted, m->n_documents, sizeof(sorted[0]), compare);
    for (size_t i = 0; i < m->n_documents; i++) {
        struct document *d = sorted[i];
        times = i > 0 && strcmp(d->id, item) == 0 ? times + 1 : 1;
        free(item);
        item = xstrdup(d->id);
        if (times > 1)
            set_id(d, xasprintf("%s/%s_%u", source, item, times));
        else
            set_id(d, xasprintf("%s/%s", source, item));
    }
    free(item);
    free(sorted);
}
