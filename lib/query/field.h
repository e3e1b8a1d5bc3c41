/* The fields of a query and the values they take. Private to lib/query. */
#ifndef QUERY_FIELD_H
#define QUERY_FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "query/query.h"
#include "text/token.h"

/* A value as it was typed, and what reading it takes. */
struct field_value {
    const char *text;
    size_t len;
    struct arena *arena;
    struct tokenizer *tokenizer;
};

struct field {
    const char *name; /* with its colon */
    /* Where words are looked for, of a field that takes words. */
    enum query_field scope;
    /* Reads the value into q, of a field that filters; else NULL. False, and
     * why in message, where the value is none. */
    bool (*parse)(const struct field_value *value, struct query *q,
                  char *message, size_t size);
    bool literal; /* whose value is taken with all its signs */
};

/* The field of that name (without the colon), in any case of its letters; NULL
 * if none. */
const struct field *field_find(const char *name, size_t len);

#endif
