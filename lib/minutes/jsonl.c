/* Lines of JSON into documents: see jsonl.h. */
#include "config.h"

#include "minutes/jsonl.h"

#include <inttypes.h>
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
#include "minutes/units.h"

/* Jansson needs some 400 bytes for an empty object and 40 for a number: a
 * line of 64 MiB of "{}," would take 9 GB. A document has a paragraph an
 * object at the most, and ten values in each. */
#define OBJECTS_MAX MINUTES_UNITS_MAX
#define VALUES_MAX (10 * MINUTES_UNITS_MAX)

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
    unsigned line;
    bool only; /* the file has no other line */
    struct rows rows;
    struct build whole; /* the document at hand, where it comes whole */
    struct buf scratch;
    char *unknown[UNKNOWN_MAX];
    size_t n_unknown;
    size_t taken; /* lines */
};

/* ---- values ---- */

/* The string's text in scratch: no controls but LF and TAB. */
static struct span
clean(struct reader *r, const json_t *v)
{
    struct decoded d;

    buf_clear(&r->scratch);
    text_decode(json_string_value(v), json_string_length(v), &r->scratch, &d);
    return r->scratch.len != 0 ? (struct span){r->scratch.data, r->scratch.len}
                               : span_of("");
}

/* On one line; the line breaks become `joint`, TABs blanks. */
static char *
one_line(struct span text, const char *joint)
{
    struct buf out = {0};

    buf_add_str(&out, "");
    while (text.len != 0) {
        struct span line = span_trim(lines_next(&text));
        if (line.len == 0)
            continue;
        if (out.len != 0)
            buf_add_str(&out, joint);
        buf_add(&out, line.s, line.len);
    }
    for (size_t i = 0; i < out.len; i++)
        if (out.data[i] == '\t')
            out.data[i] = ' ';
    return buf_take(&out);
}

/* A value that is a string, or a number as it is printed; NULL where it is
 * not there, null, or something else, which is doubted. */
static char *
take_value(struct reader *r, const json_t *object, const char *key,
           const char *joint)
{
    const json_t *v = json_object_get(object, key);

    if (v == NULL || json_is_null(v))
        return NULL;
    if (json_is_integer(v))
        return xasprintf("%" JSON_INTEGER_FORMAT, json_integer_value(v));
    if (json_is_string(v))
        return one_line(clean(r, v), joint);
    build_doubt(r->b, r->line, "the value of \"%s\" is no string: left out",
                key);
    return NULL;
}

static char *
take_id(struct reader *r, const json_t *object, const char *key, bool document)
{
    const json_t *v = json_object_get(object, key);
    char *id = take_value(r, object, key, " ");

    if (id == NULL)
        return NULL;
    const char *bad = NULL;
    if (json_is_string(v) && (strlen(id) != json_string_length(v) ||
                              memcmp(id, json_string_value(v), strlen(id))))
        bad = "holds control characters, or blanks around it";
    else if (id[0] == '\0')
        bad = "is empty";
    else if (strlen(id) > JSONL_ID_MAX)
        bad = "is over 1000 bytes long";
    else if (document && strchr(id, '#') != NULL)
        bad = "holds a '#', which parts document and paragraph";
    else if (!document && id[strlen(id) - 1] == '#')
        bad = "has nothing behind its '#'";
    if (bad == NULL)
        return id;
    build_doubt(r->b, r->line, "the value of \"%s\" %s: left out", key, bad);
    free(id);
    return NULL;
}

/* ---- a paragraph ---- */

static void
fill_number(struct reader *r, const json_t *object, struct row *row)
{
    row->number = take_value(r, object, "number", " ");
    if (row->number == NULL)
        row->number = xstrdup("");
    if (strlen(row->number) <= NUMBER_MAX)
        return;
    build_doubt(r->b, r->line, "a number of %zu bytes: left out",
                strlen(row->number));
    row->number[0] = '\0';
}

/* As it is said, else by how the text begins. */
static void
fill_kind(struct reader *r, const json_t *object, struct row *row)
{
    struct opening o;
    char *kind = take_value(r, object, "kind", " ");
    bool known =
        kind != NULL && unit_kind_parse(kind, strlen(kind), &row->kind);

    if (kind != NULL && kind[0] != '\0' && !known)
        build_doubt(r->b, r->line, "no kind of paragraph: %.*s",
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
    facts[FACT_TITLE] = take_value(r, object, "title", " ");
    facts[FACT_COMMITTEE] = take_value(r, object, "committee", " ");
    facts[FACT_DATE] = take_value(r, object, "date", " ");
    facts[FACT_URL] = take_value(r, object, "url", " ");
}

/* What a paragraph's own object says; false where that is nothing. */
static bool
fill_paragraph(struct reader *r, const json_t *object, struct row *row)
{
    row->line = r->line;
    row->id = take_id(r, object, "id", false);
    row->text = take_value(r, object, "text", LINE_BREAK);
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
    row.document = take_id(r, object, "document", true);
    if (row.document == NULL)
        row.document = xstrdup("");
    take_facts(r, object, row.facts);
    if (!text && json_object_get(object, "text") != NULL)
        build_doubt(r->b, r->line, "a paragraph without text");
    return rows_add(&r->rows, &row, r->err);
}

/* ---- a document ---- */

/* The document's id, or one made of where it stands. */
static char *
document_id(struct reader *r, const json_t *object)
{
    char *id = take_id(r, object, "id", true);

    if (id == NULL)
        id = take_id(r, object, "document", true);
    if (id == NULL)
        id = r->only ? xstrdup(r->source)
                     : xasprintf("%s/%u", r->source, r->line);
    return id;
}

/* Makes documents of bs as if they were alone in a file. */
static enum status
add_whole(struct reader *r, struct blocks *bs, const json_t *object)
{
    struct minutes m = {0};
    struct whole w = {.line = r->line, .id = document_id(r, object)};
    enum status status = STATUS_OK;

    r->whole = (struct build){.m = &m, .n_units = r->b->n_units};
    if (bs->n != 0)
        status = items_read(&r->whole, bs, w.id, r->err);
    else
        build_doubt(r->b, r->line, "a document without text: left out");
    r->b->n_units = r->whole.n_units;
    for (size_t i = 0; i < m.n_doubts; i++) {
        build_doubt(r->b, r->line, "%s", m.doubts[i].text);
        free(m.doubts[i].text);
    }
    free(m.doubts);
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
                        r->line);
        free(facts[f]);
    }
}

/* `text` with line breaks. */
static enum status
add_text(struct reader *r, const json_t *object)
{
    struct blocks bs = {0};

    add_facts(r, object, &bs);
    struct span text = clean(r, json_object_get(object, "text"));
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
        char *text =
            json_is_string(v) ? one_line(clean(r, v), LINE_BREAK) : xstrdup("");
        if (*text == '\0')
            build_doubt(r->b, r->line, "paragraph %zu of the list has no text",
                        i + 1);
        else if (!blocks_add(&bs, r->line))
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
    char *document = document_id(r, object);
    enum status status = STATUS_OK;
    size_t n = json_array_size(list);
    struct row first = {
        .line = r->line, .document = xstrdup(document), .number = xstrdup("")};

    take_facts(r, object, first.facts);
    status = rows_add(&r->rows, &first, r->err);
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        json_t *v = json_array_get(list, i);
        json_t *wrapped = NULL;
        struct row row = {0};
        if (!json_is_object(v))
            v = wrapped = json_pack("{s:O}", "text", v);
        if (!fill_paragraph(r, v, &row))
            build_doubt(r->b, r->line, "paragraph %zu of the list has no text",
                        i + 1);
        json_decref(wrapped);
        row.document = xstrdup(document);
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
        build_doubt(r->b, r->line, "the key \"%s\" means nothing here",
                    shown.data != NULL ? shown.data : "");
        buf_done(&shown);
    }
}

/* Whether jansson may have the line: see OBJECTS_MAX. */
static bool
is_bounded(struct span line)
{
    size_t objects = 0, values = 0;
    bool string = false;

    for (size_t i = 0; i < line.len; i++) {
        char c = line.s[i];
        if (string && c == '\\')
            i++;
        else if (c == '"')
            string = !string;
        else if (!string && (c == '{' || c == '['))
            objects++;
        else if (!string && c == ',')
            values++;
    }
    return objects <= OBJECTS_MAX && values <= VALUES_MAX;
}

/* The line's object, or NULL and a doubt. */
static json_t *
parse(struct reader *r, struct span line)
{
    json_error_t problem;

    if (!is_bounded(line)) {
        build_doubt(r->b, r->line, "more values than a line may have");
        return NULL;
    }
    json_t *object = json_loadb(
        line.s, line.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &problem);
    if (object == NULL) {
        struct buf what = {0};
        struct decoded d;
        text_decode(problem.text, strlen(problem.text), &what, &d);
        char *shown = one_line((struct span){what.data, what.len}, " ");
        build_doubt(r->b, r->line, "no JSON: %s, at byte %d", shown,
                    problem.position);
        free(shown);
        buf_done(&what);
    } else if (!json_is_object(object)) {
        build_doubt(r->b, r->line, "no object: a line is {\"text\": ...}");
        json_decref(object);
        return NULL;
    }
    return object;
}

static enum status
read_line(struct reader *r, struct span line)
{
    enum status status;
    json_t *object = parse(r, line);

    if (object == NULL)
        return STATUS_OK;
    r->taken++;
    doubt_unknown(r, object);
    const json_t *list = json_object_get(object, "paragraphs");
    if (list != NULL && json_object_get(object, "text") != NULL)
        build_doubt(r->b, r->line, "\"text\" beside \"paragraphs\": left out");
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
    struct reader r = {.b = b, .source = source, .err = err};
    enum status status = STATUS_OK;
    size_t lines = 0;

    for (struct span rest = text; rest.len != 0 && lines < 2;)
        lines += span_trim(lines_next(&rest)).len != 0;
    r.only = lines == 1;
    while (text.len != 0 && status == STATUS_OK) {
        struct span line = span_trim(lines_next(&text));
        r.line++;
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
    buf_done(&r.scratch);
    for (size_t i = 0; i < r.n_unknown; i++)
        free(r.unknown[i]);
    return status;
}
