/* Values of JSON: see values.h. */
#include "config.h"

#include "minutes/values.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "minutes/jsonl.h"
#include "minutes/lines.h"

/* Jansson needs some 400 bytes for an empty object and 40 for a number: a
 * line of 64 MiB of "{}," would take 9 GB. A document has a paragraph an
 * object at the most, and ten values in each. */
#define OBJECTS_MAX MINUTES_UNITS_MAX
#define VALUES_MAX (10 * MINUTES_UNITS_MAX)

void
values_done(struct values *v)
{
    buf_done(&v->scratch);
}

struct span
values_text(struct values *v, const json_t *string)
{
    struct decoded d;

    buf_clear(&v->scratch);
    text_decode(json_string_value(string), json_string_length(string),
                &v->scratch, &d);
    return v->scratch.len != 0 ? (struct span){v->scratch.data, v->scratch.len}
                               : span_of("");
}

char *
values_line(struct span text, const char *joint)
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

char *
values_get(struct values *v, const json_t *object, const char *key,
           const char *joint)
{
    const json_t *value = json_object_get(object, key);

    if (value == NULL || json_is_null(value))
        return NULL;
    if (json_is_integer(value))
        return xasprintf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
    if (json_is_string(value))
        return values_line(values_text(v, value), joint);
    build_doubt(v->b, v->line, "the value of \"%s\" is no string: left out",
                key);
    return NULL;
}

char *
values_id(struct values *v, const json_t *object, const char *key,
          bool document)
{
    const json_t *value = json_object_get(object, key);
    char *id = values_get(v, object, key, " ");

    if (id == NULL)
        return NULL;
    const char *bad = NULL;
    if (json_is_string(value) &&
        (strlen(id) != json_string_length(value) ||
         memcmp(id, json_string_value(value), strlen(id))))
        bad = "holds control characters, or blanks around it";
    else if (id[0] == '\0')
        bad = "is empty";
    else if (strlen(id) > JSONL_ID_MAX)
        bad = "is over 1000 bytes long";
    else if (document && strchr(id, '#') != NULL)
        bad = "holds a '#', which parts document and paragraph";
    else if (document && id[strlen(id) - 1] == '/')
        bad = "ends in '/', and names nothing";
    else if (!document && id[strlen(id) - 1] == '#')
        bad = "has nothing behind its '#'";
    if (bad == NULL)
        return id;
    build_doubt(v->b, v->line, "the value of \"%s\" %s: left out", key, bad);
    free(id);
    return NULL;
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

json_t *
values_parse(struct values *v, struct span line)
{
    json_error_t problem;

    if (!is_bounded(line)) {
        build_doubt(v->b, v->line, "more values than a line may have");
        return NULL;
    }
    json_t *object = json_loadb(
        line.s, line.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &problem);
    if (object == NULL) {
        struct buf what = {0};
        struct decoded d;
        text_decode(problem.text, strlen(problem.text), &what, &d);
        char *shown = values_line((struct span){what.data, what.len}, " ");
        build_doubt(v->b, v->line, "no JSON: %s, at byte %d", shown,
                    problem.position);
        free(shown);
        buf_done(&what);
    } else if (!json_is_object(object)) {
        build_doubt(v->b, v->line, "no object: a line is {\"text\": ...}");
        json_decref(object);
        return NULL;
    }
    return object;
}
