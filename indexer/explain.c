/* How a file is understood: see explain.h. */
#include "config.h"

#include "indexer/explain.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "common/buf.h"
#include "common/utf8.h"
#include "indexer/content.h"
#include "indexer/escape.h"
#include "indexer/previous.h"
#include "indexer/reader.h"
#include "indexer/source.h"
#include "indexer/sources.h"
#include "minutes/minutes.h"

/* Characters of a unit's text: with id, kind and number about one line. */
#define EXPLAIN_WORDS 60

#define LINE_SEPARATOR "\xe2\x80\xa8" /* U+2028 */

static void
add_value(struct buf *out, const char *name, const char *value,
          enum minutes_origin from)
{
    buf_addf(out, "  %-10s ", name);
    if (*value == '\0') {
        buf_add_str(out, "unknown\n");
        return;
    }
    escape_add(out, value, strlen(value));
    buf_addf(out, "  (%s)\n", minutes_origin_name(from));
}

/* The first words of a unit, its line breaks as " / ". */
static void
add_words(struct buf *out, const char *text)
{
    size_t left = EXPLAIN_WORDS;
    size_t separator = strlen(LINE_SEPARATOR);

    while (*text != '\0' && left > 0) {
        unsigned used;
        (void)utf8_decode(text, strlen(text), &used);
        if (strncmp(text, LINE_SEPARATOR, separator) == 0)
            buf_add_str(out, " / ");
        else
            escape_add(out, text, used);
        text += used;
        left--;
    }
    if (*text != '\0')
        buf_add_str(out, "\xe2\x80\xa6");
}

static void
add_document(struct buf *out, const struct document *d)
{
    char year[16] = "";

    if (d->year != 0)
        (void)snprintf(year, sizeof(year), "%u", d->year);
    buf_add_str(out, "\ndocument ");
    escape_add(out, d->id, strlen(d->id));
    buf_add_char(out, '\n');
    add_value(out, "title", d->title, d->title_from);
    add_value(out, "committee", d->committee, d->committee_from);
    add_value(out, "date", d->date, d->date_from);
    add_value(out, "year", year, d->year_from);
    add_value(out, "plan", d->plan, ORIGIN_TITLE);
    add_value(out, "url", d->url, d->url_from);
    if (d->item[0] != '\0')
        buf_addf(out, "  %-10s %s\n", "item", d->item);
    if (d->cut)
        buf_addf(out, "  %-10s the page cut its text off\n", "cut");
    buf_addf(out, "  %-10s %zu\n", "paragraphs", d->n_units);
    for (size_t i = 0; i < d->n_units; i++) {
        const struct unit *u = &d->units[i];
        buf_addf(out, "  #%-9s %-14s %-6s ", u->key, unit_kind_name(u->kind),
                 *u->number != '\0' ? u->number : "-");
        add_words(out, u->text);
        buf_add_char(out, '\n');
    }
}

static void
add_minutes(struct buf *out, const struct minutes *m, const char *path,
            const struct reader *reader)
{
    buf_add_str(out, "file       ");
    escape_add(out, path, strlen(path));
    buf_addf(out, "\nformat     %s\nencoding   %s%s\n", reader->name,
             encoding_name(m->decoded.encoding),
             m->decoded.bom ? ", with a byte order mark" : "");
    if (m->decoded.controls > 0)
        buf_addf(out, "dropped    %zu control characters\n",
                 m->decoded.controls);
    buf_addf(out, "documents  %zu\n", m->n_documents);
    for (size_t i = 0; i < m->n_documents; i++)
        add_document(out, &m->documents[i]);
    if (m->n_doubts > 0)
        buf_add_str(out, "\ndoubts\n");
    for (size_t i = 0; i < m->n_doubts; i++) {
        if (m->doubts[i].line > 0)
            buf_addf(out,
                     "  %s %u: ", m->format == MINUTES_PAGED ? "page" : "line",
                     m->doubts[i].line);
        else
            buf_add_str(out, "  the file: ");
        escape_add(out, m->doubts[i].text, strlen(m->doubts[i].text));
        buf_add_char(out, '\n');
    }
}

/* The id that the file has below one of the SOURCEs; false if it lies below
 * none. */
static bool
id_below(const struct roots *roots, const char *path, struct buf *id)
{
    for (size_t i = 0; i < roots->n; i++) {
        const struct root *root = &roots->items[i];
        size_t len = strlen(root->path);
        if (root->folder && strncmp(path, root->path, len) == 0 &&
            path[len] == '/') {
            roots_id(root, path + len + 1, id);
            return true;
        }
    }
    return false;
}

/* Without SOURCEs, and without an index that knows some, there are none. */
static enum status
set_id(const struct options *o, const struct root *file, struct buf *id,
       struct error *err)
{
    struct previous previous = {0};
    struct roots roots = {0};
    enum status status = STATUS_OK;

    if (o->index != NULL)
        status = previous_open(&previous, o->index, err);
    if (status == STATUS_OK && (o->n_sources > 0 || previous.manifest != NULL))
        status = sources_open(&roots, o, &previous, err);
    if (status == STATUS_OK && !id_below(&roots, file->path, id))
        roots_id(file, strrchr(file->path, '/') + 1, id);
    roots_done(&roots);
    previous_done(&previous);
    return status;
}

static enum status
explain_root(const struct options *o, const struct root *file,
             struct error *err)
{
    const char *base = strrchr(file->path, '/') + 1;
    const struct reader *reader = reader_find(base);
    const char *bad = roots_bad_name(base);
    struct error reason;

    if (file->folder)
        return error_set(err, STATUS_INVALID, "%s is a folder", file->path);
    if (reader == NULL || bad != NULL)
        return error_set(err, STATUS_INVALID, "%s is not taken: %s", file->path,
                         bad != NULL ? bad : "no reader for its extension");
    struct buf bytes = {0}, id = {0}, out = {0};
    struct minutes *m = NULL;
    enum status status = set_id(o, file, &id, err);
    if (status != STATUS_OK)
        goto out;
    status = source_read(file, base, &bytes, &reason);
    if (status == STATUS_OK) {
        struct content content = {.text = {0}};
        status = content_parse(&content, reader, &bytes, id.data, &m, &reason);
        content_done(&content);
    }
    if (status != STATUS_OK) {
        (void)error_set(err, status, "%s is not taken: %s", file->path,
                        reason.message);
        goto out;
    }
    add_minutes(&out, m, file->path, reader);
    (void)fwrite(out.data, 1, out.len, stdout);
out:
    minutes_free(m);
    buf_done(&bytes);
    buf_done(&id);
    buf_done(&out);
    return status;
}

enum status
explain_file(const struct options *o, struct error *err)
{
    char *const names[] = {o->explain};
    struct roots file = {0};
    enum status status = roots_open(&file, names, 1, err);

    if (status == STATUS_OK)
        status = explain_root(o, &file.items[0], err);
    roots_done(&file);
    return status;
}
