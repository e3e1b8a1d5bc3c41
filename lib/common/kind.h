/* The kinds of unit, numbered once: their numbers are stored in the index
 * (a change is a change of schema), their names are what people type. */
#ifndef COMMON_KIND_H
#define COMMON_KIND_H

#include <stdbool.h>
#include <stddef.h>

enum unit_kind {
    UNIT_MINUTE,         /* a paragraph of the discussion */
    UNIT_RESOLUTION,     /* RESOLVED ... */
    UNIT_RECOMMENDATION, /* RECOMMENDED ... */
    UNIT_DECISION,       /* the block under "Decision:" */
    UNIT_NOTE,           /* a post-meeting note, votes, who was present */
    UNIT_KINDS
};

/* "minute", "resolution"...; static. */
const char *unit_kind_name(enum unit_kind kind);

/* The kind of that name, in any case of its letters; false if none. */
bool unit_kind_parse(const char *name, size_t len, enum unit_kind *out);

#endif
