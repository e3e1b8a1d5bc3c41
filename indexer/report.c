/* What became of each file: see report.h. */
#include "config.h"

#include "indexer/report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "common/buf.h"
#include "common/xalloc.h"
#include "indexer/escape.h"
#include "indexer/reader.h"

struct report {
    struct console *console;
    FILE *json; /* NULL: no report is wanted */
    char *path;
    int failure; /* errno of the first line that was not written */
    uint64_t skipped, skipped_documents;
};

enum status
report_open(struct report **out, const char *path, struct console *console,
            struct error *err)
{
    FILE *json = NULL;

    if (path != NULL && (json = fopen(path, "we")) == NULL)
        return error_set_errno(err, STATUS_IO, "cannot write %s", path);
    struct report *r = xcalloc(1, sizeof(*r));
    r->console = console;
    r->json = json;
    r->path = path != NULL ? xstrdup(path) : NULL;
    *out = r;
    return STATUS_OK;
}

void
report_close(struct report *r)
{
    if (r == NULL)
        return;
    if (r->json != NULL)
        (void)fclose(r->json);
    free(r->path);
    free(r);
}

/* JSON is UTF-8; a path need not be. */
static json_t *
json_path(const char *path)
{
    struct buf b = {0};

    buf_add_str(&b, "");
    escape_add(&b, path, strlen(path));
    json_t *j = json_stringn(b.data, b.len);
    buf_done(&b);
    return j;
}

/* Writes and frees one line. */
static void
put_line(struct report *r, json_t *line)
{
    char *text = json_dumps(line, JSON_COMPACT);

    json_decref(line);
    if ((text == NULL || fprintf(r->json, "%s\n", text) < 0) && r->failure == 0)
        r->failure = text == NULL ? ENOMEM : errno;
    free(text);
}

void
report_skip(struct report *r, const char *path, const char *reason)
{
    r->skipped++;
    console_message(r->console, LOG_LEVEL_WARNING, "skipped %s: %s", path,
                    reason);
    if (r->json == NULL)
        return;
    json_t *line = json_object();
    (void)json_object_set_new(line, "path", json_path(path));
    (void)json_object_set_new(line, "skipped", json_path(reason));
    put_line(r, line);
}

void
report_skip_document(struct report *r, const char *path, const char *id,
                     const char *reason)
{
    r->skipped_documents++;
    console_message(r->console, LOG_LEVEL_WARNING, "skipped %s: %s: %s", path,
                    id, reason);
    if (r->json == NULL)
        return;
    json_t *line = json_object();
    (void)json_object_set_new(line, "path", json_path(path));
    (void)json_object_set_new(line, "document", json_path(id));
    (void)json_object_set_new(line, "skipped", json_path(reason));
    put_line(r, line);
}

void
report_copy(struct report *r, const char *path, const char *id,
            const char *withdrawn)
{
    console_message(r->console, LOG_LEVEL_WARNING,
                    "left out %s: %s says what the withdrawn %s said", path, id,
                    withdrawn);
    if (r->json == NULL)
        return;
    json_t *line = json_object();
    (void)json_object_set_new(line, "path", json_path(path));
    (void)json_object_set_new(line, "document", json_path(id));
    (void)json_object_set_new(line, "withdrawn", json_path(withdrawn));
    put_line(r, line);
}

static json_t *
json_doubts(const struct minutes *m)
{
    json_t *list = json_array();

    for (size_t i = 0; i < m->n_doubts; i++) {
        json_t *doubt = json_object();
        (void)json_object_set_new(doubt,
                                  m->format == MINUTES_PAGED ? "page" : "line",
                                  json_integer(m->doubts[i].line));
        (void)json_object_set_new(doubt, "text", json_path(m->doubts[i].text));
        (void)json_array_append_new(list, doubt);
    }
    return list;
}

void
report_file(struct report *r, const char *path, const char *format,
            const struct minutes *m)
{
    if (r->json == NULL)
        return;
    size_t units = 0;
    for (size_t i = 0; i < m->n_documents; i++)
        units += m->documents[i].n_units;

    json_t *line = json_object();
    (void)json_object_set_new(line, "path", json_path(path));
    (void)json_object_set_new(line, "format", json_string(format));
    (void)json_object_set_new(line, "encoding",
                              json_string(encoding_name(m->decoded.encoding)));
    (void)json_object_set_new(line, "documents",
                              json_integer((json_int_t)m->n_documents));
    (void)json_object_set_new(line, "units", json_integer((json_int_t)units));
    (void)json_object_set_new(line, "doubts", json_doubts(m));
    (void)json_object_set_new(line, "skipped", json_null());
    put_line(r, line);
}

void
report_same(struct report *r, const char *path, const struct files_item *item)
{
    if (r->json == NULL)
        return;
    json_t *line = json_object();
    (void)json_object_set_new(line, "path", json_path(path));
    (void)json_object_set_new(
        line, "format",
        json_stringn(item->reader, reader_record_name(item->reader)));
    (void)json_object_set_new(line, "unchanged", json_true());
    (void)json_object_set_new(line, "documents",
                              json_integer((json_int_t)item->documents));
    (void)json_object_set_new(line, "units",
                              json_integer((json_int_t)item->units));
    (void)json_object_set_new(line, "skipped", json_null());
    put_line(r, line);
}

uint64_t
report_skipped(const struct report *r)
{
    return r->skipped;
}

uint64_t
report_skipped_documents(const struct report *r)
{
    return r->skipped_documents;
}

enum status
report_finish(struct report *r, struct error *err)
{
    if (r->json == NULL)
        return STATUS_OK;
    FILE *json = r->json;
    r->json = NULL;
    if (fclose(json) != 0 && r->failure == 0)
        r->failure = errno;
    if (r->failure == 0)
        return STATUS_OK;
    errno = r->failure;
    return error_set_errno(err, STATUS_IO, "cannot write %s", r->path);
}
