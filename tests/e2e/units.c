/* The parsed paragraphs of minutes, for the brute-force searcher: reads lines
 * "SOURCE TAB PATH", parses each file, prints one JSON object a unit. */
#include "config.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/file.h"
#include "minutes/minutes.h"

static void
print_unit(const struct document *d, const struct unit *u)
{
    json_t *o =
        json_pack("{s:o, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:i}", "id",
                  json_sprintf("%s#%s", d->id, u->key), "document", d->id,
                  "kind", unit_kind_name(u->kind), "number", u->number, "text",
                  u->text, "title", d->title, "committee", d->committee, "date",
                  d->date, "plan", d->plan, "year", (int)d->year);
    json_dumpf(o, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(o);
}

/* By the name's end, as the indexer does. */
static enum minutes_format
format_of(const char *path)
{
    const char *dot = strrchr(path, '.');

    if (dot != NULL && strcmp(dot, ".html") == 0)
        return MINUTES_HTML;
    if (dot != NULL && strcmp(dot, ".xml") == 0)
        return MINUTES_XML;
    if (dot != NULL && strcmp(dot, ".jsonl") == 0)
        return MINUTES_JSONL;
    if (dot != NULL && strcmp(dot, ".pages") == 0)
        return MINUTES_PAGED;
    return MINUTES_TEXT;
}

static enum status
print_file(const char *source, const char *path, struct error *err)
{
    struct buf bytes = {0};
    struct minutes *m = NULL;

    enum status status = file_read(path, MINUTES_INPUT_MAX, &bytes, err);
    if (status == STATUS_OK) {
        const struct minutes_input in = {.bytes = bytes.data,
                                         .len = bytes.len,
                                         .source = source,
                                         .format = format_of(path)};
        status = minutes_parse(&m, &in, err);
    }
    for (size_t i = 0; status == STATUS_OK && i < m->n_documents; i++)
        for (size_t j = 0; j < m->documents[i].n_units; j++)
            print_unit(&m->documents[i], &m->documents[i].units[j]);
    minutes_free(m);
    buf_done(&bytes);
    return status;
}

int
main(void)
{
    char *line = NULL;
    size_t cap = 0;
    struct error err;
    int result = 0;

    while (result == 0 && getline(&line, &cap, stdin) > 0) {
        line[strcspn(line, "\n")] = '\0';
        char *tab = strchr(line, '\t');
        if (tab == NULL)
            continue;
        *tab = '\0';
        if (print_file(line, tab + 1, &err) != STATUS_OK) {
            fprintf(stderr, "%s\n", err.message);
            result = 1;
        }
    }
    free(line);
    return result;
}
