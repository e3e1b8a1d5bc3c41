/* Growing a struct minutes: see build.h. */
#include "config.h"

#include "minutes/build.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/utf8.h"
#include "common/xalloc.h"

enum status
build_document(struct build *b, struct error *err)
{
    struct minutes *m = b->m;

    if (m->n_documents >= MINUTES_UNITS_MAX)
        return error_set(err, STATUS_TOO_LARGE, "more than %u items in a file",
                         MINUTES_UNITS_MAX);
    m->documents = xgrow(m->documents, m->n_documents, &b->documents_cap,
                         sizeof(m->documents[0]));
    m->documents[m->n_documents++] = (struct document){
        .id = xstrdup(""),
        .title = xstrdup(""),
        .committee = xstrdup(""),
        .date = xstrdup(""),
        .url = xstrdup(""),
        .item = xstrdup(""),
    };
    b->units_cap = 0;
    return STATUS_OK;
}

void
build_free_document(struct document *d)
{
    for (size_t i = 0; i < d->n_units; i++) {
        free(d->units[i].key);
        free(d->units[i].id);
        free(d->units[i].number);
        free(d->units[i].text);
    }
    free(d->units);
    free(d->id);
    free(d->title);
    free(d->committee);
    free(d->date);
    free(d->url);
    free(d->item);
}

struct document *
build_last(struct build *b)
{
    return &b->m->documents[b->m->n_documents - 1];
}

enum status
build_unit(struct build *b, enum unit_kind kind, const char *key,
           struct span number, struct span text, unsigned line,
           struct error *err)
{
    struct document *d = build_last(b);

    if (b->n_units >= MINUTES_UNITS_MAX)
        return error_set(err, STATUS_TOO_LARGE,
                         "more than %u paragraphs in a file",
                         MINUTES_UNITS_MAX);
    if (text.len > MINUTES_UNIT_MAX)
        return error_set(err, STATUS_TOO_LARGE,
                         "line %u: a paragraph of %zu bytes, over %u", line,
                         text.len, MINUTES_UNIT_MAX);
    d->units = xgrow(d->units, d->n_units, &b->units_cap, sizeof(d->units[0]));
    d->units[d->n_units++] = (struct unit){
        .kind = kind,
        .key = xstrdup(key),
        .number = xmemdup0(number.s, number.len),
        .text = xmemdup0(text.s, text.len),
    };
    b->n_units++;
    return STATUS_OK;
}

void
build_doubt(struct build *b, unsigned line, const char *format, ...)
{
    struct minutes *m = b->m;
    char text[256];

    if (m->n_doubts > BUILD_DOUBTS_MAX)
        return;
    if (m->n_doubts == BUILD_DOUBTS_MAX) {
        (void)snprintf(text, sizeof(text), "there is more to look at");
        line = 0;
    } else {
        va_list ap;
        va_start(ap, format);
        int n = vsnprintf(text, sizeof(text), format, ap);
        va_end(ap);
        if (n >= (int)sizeof(text))
            text[utf8_valid_prefix(text, sizeof(text) - 1)] = '\0';
    }
    m->doubts =
        xgrow(m->doubts, m->n_doubts, &b->doubts_cap, sizeof(m->doubts[0]));
    m->doubts[m->n_doubts++] = (struct doubt){line, xstrdup(text)};
}
