/* What comes out of any file must keep the promises of minutes.h: valid UTF-8
 * on one line, unique keys and ids. For the fuzz targets of lib/minutes. */
#include "config.h"

#include "minutes_check.h"

#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "common/xalloc.h"

static void
check_text(const char *s)
{
    size_t len = strlen(s);

    for (size_t i = 0; i < len;) {
        unsigned used;
        uint32_t cp = utf8_decode(s + i, len - i, &used);
        if (cp == UTF8_INVALID || utf8_is_control(cp))
            abort();
        i += used;
    }
}

static int
compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
check_unique(char **names, size_t n)
{
    qsort(names, n, sizeof(names[0]), compare);
    for (size_t i = 1; i < n; i++) {
        if (strcmp(names[i - 1], names[i]) == 0)
            abort();
    }
}

static void
check_document(const struct document *d)
{
    char **keys = xcalloc(d->n_units + 1, sizeof(keys[0]));

    check_text(d->id);
    check_text(d->title);
    check_text(d->committee);
    check_text(d->url);
    check_text(d->item);
    if (d->title[0] == '\0' ||
        (d->date[0] != '\0' && !date_valid(d->date, strlen(d->date))))
        abort();
    for (size_t i = 0; i < d->n_units; i++) {
        keys[i] = d->units[i].key;
        check_text(d->units[i].number);
        check_text(d->units[i].text);
        if (d->units[i].text[0] == '\0')
            abort();
    }
    check_unique(keys, d->n_units);
    free(keys);
}

void
minutes_check(const uint8_t *data, size_t size, enum minutes_format format)
{
    struct minutes_input in = {.bytes = (const char *)data,
                               .len = size,
                               .source = "panel/2014-02-06/plan",
                               .format = format};
    struct minutes *m;
    struct error err;

    if (minutes_parse(&m, &in, &err) != STATUS_OK) {
        check_text(err.message);
        return;
    }
    if (m->n_documents == 0)
        abort();
    char **ids = xcalloc(m->n_documents, sizeof(ids[0]));
    for (size_t i = 0; i < m->n_documents; i++) {
        ids[i] = m->documents[i].id;
        check_document(&m->documents[i]);
    }
    check_unique(ids, m->n_documents);
    for (size_t i = 0; i < m->n_doubts; i++)
        check_text(m->doubts[i].text);
    free(ids);
    minutes_free(m);
}
