/* The values of a line of JSON, as text that minutes can hold. */
#ifndef MINUTES_VALUES_H
#define MINUTES_VALUES_H

#include <stdbool.h>

#include <jansson.h>

#include "minutes/build.h"
#include "minutes/span.h"

/* Zero-initialise but for b, which gets the doubts; values_done. */
struct values {
    struct build *b;
    unsigned line;
    struct buf scratch;
};
void values_done(struct values *v);

/* The line's object, or NULL and a doubt. json_decref is the caller's. */
json_t *values_parse(struct values *v, struct span line);

/* The text of a string: no controls but LF and TAB. Valid until the next call
 * for v. */
struct span values_text(struct values *v, const json_t *string);
/* Text on one line: its line breaks become `joint`, TABs blanks. The caller's
 * to free. */
char *values_line(struct span text, const char *joint);

/* The value of a key that is a string, on one line, or a number as it is
 * printed, the caller's to free; NULL where it is not there, null, or
 * something else, which is doubted. */
char *values_get(struct values *v, const json_t *object, const char *key,
                 const char *joint);
/* The same for an id, of a document or of a paragraph: NULL and a doubt where
 * it is none. */
char *values_id(struct values *v, const json_t *object, const char *key,
                bool document);

#endif
