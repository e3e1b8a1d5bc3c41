/* Notes on how a query was read: see note.h. */
#include "config.h"

#include "query/note.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A note is one sentence, with at most one word of the query in it. */
#define NOTE_SIZE 400

void
note_add(struct notes *notes, const char *format, ...)
{
    char text[NOTE_SIZE];
    va_list args;

    if (notes->n == NOTE_TEXTS_MAX)
        return;
    va_start(args, format);
    (void)vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    for (size_t i = 0; i < notes->n; i++)
        if (strcmp(notes->texts[i], text) == 0)
            return;
    notes->texts[notes->n++] = arena_strdup(notes->arena, text);
}

static bool
is_bare_stop(const struct query *q)
{
    return q->type == QUERY_WORD && q->field == QUERY_ANYWHERE && !q->exact &&
           q->words[0].stop;
}

static bool
has_stop(const struct query *q, const char *form)
{
    if (is_bare_stop(q) && strcmp(q->words[0].form, form) == 0)
        return true;
    for (size_t i = 0; i < q->n_children; i++)
        if (has_stop(q->children[i], form))
            return true;
    return false;
}

static size_t
count_stops(const struct query *q)
{
    size_t n = is_bare_stop(q);

    for (size_t i = 0; i < q->n_children; i++)
        n += count_stops(q->children[i]);
    return n;
}

static void
add_dropped(const struct query *q, const struct query *normal,
            struct query_notes *out)
{
    for (size_t i = 0; i < q->n_children; i++)
        add_dropped(q->children[i], normal, out);
    if (!is_bare_stop(q) || has_stop(normal, q->words[0].form))
        return;
    for (size_t i = 0; i < out->n_dropped; i++)
        if (strcmp(out->dropped[i], q->words[0].form) == 0)
            return;
    out->dropped[out->n_dropped++] = q->words[0].form;
}

void
note_finish(const struct notes *notes, const struct query *raw,
            const struct query *normal, struct query_notes *out)
{
    *out = (struct query_notes){.n = notes->n};
    out->texts = arena_array(notes->arena, notes->n, sizeof(*out->texts));
    if (notes->n > 0)
        memcpy(out->texts, notes->texts, notes->n * sizeof(*out->texts));
    if (raw == NULL)
        return;
    out->dropped =
        arena_array(notes->arena, count_stops(raw), sizeof(*out->dropped));
    add_dropped(raw, normal, out);
}
