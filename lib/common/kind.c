/* The kinds of unit: see kind.h. */
#include "config.h"

#include "common/kind.h"

#include <string.h>
#include <strings.h>

static const char *const names[UNIT_KINDS] = {
    [UNIT_MINUTE] = "minute",
    [UNIT_RESOLUTION] = "resolution",
    [UNIT_RECOMMENDATION] = "recommendation",
    [UNIT_DECISION] = "decision",
    [UNIT_NOTE] = "note",
};

const char *
unit_kind_name(enum unit_kind kind)
{
    return (unsigned)kind < UNIT_KINDS ? names[kind] : "unknown";
}

bool
unit_kind_parse(const char *name, size_t len, enum unit_kind *out)
{
    for (unsigned i = 0; i < UNIT_KINDS; i++) {
        if (strlen(names[i]) == len && strncasecmp(names[i], name, len) == 0) {
            *out = (enum unit_kind)i;
            return true;
        }
    }
    return false;
}
