/* Lines of JSON into documents: see jsonl.h. */
#include "config.h"

#include "minutes/jsonl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "common/utf8.h"
#include "common/xalloc.h"
#include "minutes/items.h"
#include "minutes/lines.h"
#include "minutes/opening.h"
#include "minutes/plain.h"
#include "minutes/rows.h"
#include "minutes/values.h"

/* Keys without a meaning that are told: more are another format. */
#define UNKNOWN_MAX 16

/* A printed number: "1772", "12/00417". */
#define NUMBER_MAX 32

/* The bytes of a value that a doubt shows. */
#define SHOWN_MAX 40

struct reader {
    struct build *b;
    const char *source;
    struct error *err;
    struct values values;
    struct span line; /* the one at hand */
    bool only;        /* the file has no other line */
    struct rows rows;
    struct build whole; /* the document at hand, where it comes whole */
    char *unknown[UNKNOWN_MAX];
    size_t n_unknown;
    size_t taken; /* lines */
};

/* ---- a paragraph ---- */

static void
fill_number(struct reader *r, const json_t *object, struct row *row)
{
    row->number = values_get(&r->values, object, "number", " ");
    if (row->number == NULL)
        row->number = xstrdup("");
    if (strlen(row->number) <= NUMBER_MAX)
        return;
    build_doubt(r->b, r->values.line, "a number of %zu bytes: left out",
                strlen(row->number));
    row->number[0] = '\0';
}

/* As it is said, else by how the text begins. */
static void
fill_kind(struct reader *r, const json_t *object, struct row *row)
{
    struct opening o;
    char *kind = values_get(&r->values, object, "kind", " ");
    bool known =
        kind != NULL && unit_kind_parse(kind, strlen(kind), &row->kind);

    if (kind != NULL && kind[0] != '\0' && !known)
        build_doubt(r->b, r->values.line, "no kind of paragraph: %.*s",
                    (int)utf8_cut(kind, strlen(kind), SHOWN_MAX), kind);
    free(kind);
    if (known)
        return;
    row->kind = UNIT_MINUTE;
    if (row->text != NULL && opening_read(span_of(row->text), &o))
        row->kind = o.kind;
}

static void
take_facts(struct reader *r, const json_t *object, char *facts[FACTS])
{
    facts[FACT_TITLE] = values_get(&r->values, object, "title", " ");
    facts[FACT_COMMITTEE] = values_get(&r->values, object, "committee", " ");
    facts[FACT_DATE] = values_get(&r->values, object, "date", " ");
    facts[FACT_URL] = values_get(&r->values, object, "url", " ");
}

/* What a paragraph's own object says; false where that is nothing. */
static bool
fill_paragraph(struct reader *r, const json_t *object, struct row *row)
{
    row->line = r->values.line;
    row->id = values_id(&r->values, object, "id", false);
    row->text = values_get(&r->values, object, "text", LINE_BREAK);
    if (row->text != NULL && row->text[0] == '\0') {
        free(row->text);
        row->text = NULL;
    }
    fill_number(r, object, row);
    fill_kind(r, object, row);
    return row->text != NULL;
}

static enum status
add_paragraph(struct reader *r, const json_t *object)
{
    struct row row = {0};

    bool text = fill_paragraph(r, object, &row);
    row.document = values_id(&r->values, object, "document", true);
    if (row.document == NULL)
        row.document = xstrdup("");
    take_facts(r, object, row.facts);
    if (!text && json_object_get(object, "text") != NULL)
        build_doubt(r->b, r->values.line, "a paragraph without text");
    return rows_add(&r->rows, &row, r->err);
}

/* ---- a document ---- */

/* A name that stays when the text of a document with a title is mended, and
 * when lines come before it. */
static char *
make_id(struct reader *r, const json_t *object)
{
    static const char *const keys[] = {"title", "committee", "date"};
    const char *title = json_string_value(json_object_get(object, keys[0]));
    struct buf key = {0};

    if (title == NULL || *title == '\0')
        return names_make(&r->rows.names, r->source, r->line.s, r->line.len);
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        const char *v = json_string_value(json_object_get(object, keys[i]));
        buf_addf(&key, "%s\n", v != NULL ? v : "");
    }
    char *id = names_make(&r->rows.names, r->source, key.data, key.len);
    buf_done(&key);
    return id;
}

/* The document's id, or one that is made. */
static char *
document_id(struct reader *r, const json_t *object, bool *made)
{
    char *id = values_id(&r->values, object, "id", true);

    if (id == NULL)
        id = values_id(&r->values, object, "document", true);
    *made = id == NULL;
    if (id == NULL)
        id = r->only ? xstrdup(r->source) : make_id(r, object);
    return id;
}

/* An item that was read as one of the file gets the id of its document. */
static void
rename_item(struct document *d, const char *source, const char *id)
{
    char *whole = xasprintf("%s%s", id, d->id + strlen(source));

    free(d->id);
    d->id = whole;
}

/* Makes documents of bs as if they were alone in a file. */
static enum status
add_whole(struct reader *r, struct blocks *bs, const json_t *object)
{
    struct minutes m = {0};
    bool made;
    struct whole w = {.line = r->values.line,
                      .id = document_id(r, object, &made)};
    enum status status = STATUS_OK;

    r->whole = (struct build){.m = &m, .n_units = r->b->n_units};
    if (bs->n != 0)
        status = items_read(&r->whole, bs, made ? r->source : w.id, r->err);
    else
        build_doubt(r->b, r->values.line, "a document without text: left out");
    r->b->n_units = r->whole.n_units;
    for (size_t i = 0; i < m.n_doubts; i++) {
        build_doubt(r->b, r->values.line, "%s", m.doubts[i].text);
        free(m.doubts[i].text);
    }
    free(m.doubts);
    for (size_t i = 0; i < m.n_documents && made; i++)
        rename_item(&m.documents[i], r->source, w.id);
    w.items = m.documents;
    w.n_items = m.n_documents;
    rows_add_whole(&r->rows, &w);
    return status;
}

static void
add_facts(struct reader *r, const json_t *object, struct blocks *bs)
{
    char *facts[FACTS] = {0};

    take_facts(r, object, facts);
    for (size_t f = 0; f < FACTS; f++) {
        if (facts[f] != NULL)
            blocks_fact(bs, (enum fact)f, span_of(facts[f]), ORIGIN_FIELD,
                        r->values.line);
        free(facts[f]);
    }
}

/* `text` with line breaks. */
static enum status
add_text(struct reader *r, const json_t *object)
{
    struct blocks bs = {0};

    add_facts(r, object, &bs);
    struct span text = values_text(&r->values, json_object_get(object, "text"));
    enum status status = plain_read(&bs, text, r->err);
    if (status == STATUS_OK)
        status = add_whole(r, &bs, object);
    blocks_done(&bs);
    return status;
}

/* A list of nothing but text: numbers and resolutions are found in it. */
static enum status
add_strings(struct reader *r, const json_t *object, const json_t *list)
{
    struct blocks bs = {.plain = true};
    enum status status = STATUS_OK;
    size_t n = json_array_size(list);

    add_facts(r, object, &bs);
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        const json_t *v = json_array_get(list, i);
        if (json_is_object(v))
            v = json_object_get(v, "text");
        char *text = json_is_string(v)
                         ? values_line(values_text(&r->values, v), LINE_BREAK)
                         : xstrdup("");
        if (*text == '\0')
            build_doubt(r->b, r->values.line,
                        "paragraph %zu of the list has no text", i + 1);
        else if (!blocks_add(&bs, r->values.line))
            status = error_set(r->err, STATUS_TOO_LARGE,
                               "more than %u paragraphs and lines", BLOCKS_MAX);
        else
            blocks_join(&bs, "", span_of(text));
        free(text);
    }
    if (status == STATUS_OK)
        status = add_whole(r, &bs, object);
    blocks_done(&bs);
    return status;
}

/* A list with objects that say more than text. */
static enum status
add_objects(struct reader *r, const json_t *object, const json_t *list)
{
    bool made;
    char *document = document_id(r, object, &made);
    enum status status = STATUS_OK;
    size_t n = json_array_size(list);
    struct row first = {.line = r->values.line,
                        .document = xstrdup(document),
                        .made = made,
                        .number = xstrdup("")};

    take_facts(r, object, first.facts);
    status = rows_add(&r->rows, &first, r->err);
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        json_t *v = json_array_get(list, i);
        json_t *wrapped = NULL;
        struct row row = {0};
        if (!json_is_object(v))
            v = wrapped = json_pack("{s:O}", "text", v);
        if (!fill_paragraph(r, v, &row))
            build_doubt(r->b, r->values.line,
                        "paragraph %zu of the list has no text", i + 1);
        json_decref(wrapped);
        row.document = xstrdup(document);
        row.made = made;
        status = rows_add(&r->rows, &row, r->err);
    }
    free(document);
    return status;
}

static enum status
add_list(struct reader *r, const json_t *object, const json_t *list)
{
    size_t n = json_array_size(list);

    for (size_t i = 0; i < n; i++) {
        const json_t *v = json_array_get(list, i);
        if (json_object_get(v, "id") != NULL ||
            json_object_get(v, "number") != NULL ||
            json_object_get(v, "kind") != NULL)
            return add_objects(r, object, list);
    }
    return add_strings(r, object, list);
}

/* ---- a line ---- */

/* Whether an object with text is a document rather than a paragraph. */
static bool
is_document(const json_t *object)
{
    const json_t *text = json_object_get(object, "text");
    const char *id = json_string_value(json_object_get(object, "id"));

    if (!json_is_string(text) ||
        memchr(json_string_value(text), '\n', json_string_length(text)) == NULL)
        return false;
    return json_object_get(object, "document") == NULL &&
           json_object_get(object, "number") == NULL &&
           json_object_get(object, "kind") == NULL &&
           (id == NULL || strchr(id, '#') == NULL);
}

/* Keys without a meaning: one doubt each in a file. */
static void
doubt_unknown(struct reader *r, json_t *object)
{
    static const char *const known[] = {
        "id",   "document", "text",   "title", "committee",
        "date", "url",      "number", "kind",  "paragraphs"};
    const char *key;
    json_t *value;

    json_object_foreach(object, key, value)
    {
        bool told = false;
        for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
            told = told || strcmp(key, known[i]) == 0;
        for (size_t i = 0; i < r->n_unknown; i++)
            told = told || strcmp(key, r->unknown[i]) == 0;
        if (told || r->n_unknown == UNKNOWN_MAX)
            continue;
        r->unknown[r->n_unknown++] = xstrdup(key);
        struct buf shown = {0};
        struct decoded d;
        text_decode(key, utf8_cut(key, strlen(key), SHOWN_MAX), &shown, &d);
        char *name = values_line((struct span){shown.data, shown.len}, " ");
        build_doubt(r->b, r->values.line, "the key \"%s\" means nothing here",
                    name);
        free(name);
        buf_done(&shown);
    }
}

static enum status
read_line(struct reader *r, struct span line)
{
    enum status status;
    json_t *object = values_parse(&r->values, line);
    r->line = line;

    if (object == NULL)
        return STATUS_OK;
    r->taken++;
    doubt_unknown(r, object);
    const json_t *list = json_object_get(object, "paragraphs");
    if (list != NULL && json_object_get(object, "text") != NULL)
        build_doubt(r->b, r->values.line,
                    "\"text\" beside \"paragraphs\": left out");
    if (json_is_array(list))
        status = add_list(r, object, list);
    else if (is_document(object))
        status = add_text(r, object);
    else
        status = add_paragraph(r, object);
    json_decref(object);
    return status;
}

enum status
jsonl_make(struct build *b, struct span text, const char *source,
           struct error *err)
{
    struct reader r = {
        .b = b, .source = source, .err = err, .values = {.b = b}};
    enum status status = STATUS_OK;
    size_t lines = 0;

    for (struct span rest = text; rest.len != 0 && lines < 2;)
        lines += span_trim(lines_next(&rest)).len != 0;
    r.only = lines == 1;
    while (text.len != 0 && status == STATUS_OK) {
        struct span line = span_trim(lines_next(&text));
        r.values.line++;
        if (line.len != 0)
            status = read_line(&r, line);
    }
    if (status == STATUS_OK && r.taken == 0)
        status = error_set(err, STATUS_INVALID,
                           lines == 0 ? "no text"
                                      : "none of its lines is an object of "
                                        "JSON");
    if (status == STATUS_OK)
        status = rows_make(&r.rows, b, source, err);
    if (status == STATUS_OK && b->m->n_documents == 0)
        status = error_set(err, STATUS_INVALID, "no text");
    rows_done(&r.rows);
    values_done(&r.values);
    for (size_t i = 0; i < r.n_unknown; i++)
        free(r.unknown[i]);
    return status;
}
