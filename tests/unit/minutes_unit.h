/* What the tests of lib/minutes share: parsing a text, finding a unit. */
#ifndef TESTS_MINUTES_UNIT_H
#define TESTS_MINUTES_UNIT_H

#include "unit.h"

#include "common/buf.h"
#include "common/utf8.h"
#include "minutes/minutes.h"

/* An item page with this body below "Minutes:". */
#define ITEM(body) "Agenda item\n\nWeirs 2019/20\n\nMinutes:\n\n" body

static inline struct minutes *
parse_as(const char *source, const char *bytes, size_t len)
{
    struct minutes_input in = {bytes, len, source, MINUTES_TEXT};
    struct minutes *m = NULL;
    struct error err;

    assert_ok(minutes_parse(&m, &in, &err));
    return m;
}

static inline struct minutes *
parse(const char *text)
{
    return parse_as("panel/budget", text, strlen(text));
}

/* The keys of a document's units with a blank between, as one string. */
static inline const char *
keys(const struct document *d)
{
    static char all[512];
    size_t n = 0;

    all[0] = '\0';
    for (size_t i = 0; i < d->n_units && n < sizeof(all); i++)
        n += (size_t)snprintf(all + n, sizeof(all) - n, "%s%s",
                              i > 0 ? " " : "", d->units[i].key);
    return all;
}

static inline const struct unit *
unit(const struct document *d, const char *key)
{
    for (size_t i = 0; i < d->n_units; i++) {
        if (strcmp(d->units[i].key, key) == 0)
            return &d->units[i];
    }
    fail_msg("no unit %s among %s", key, keys(d));
    return NULL;
}

static inline bool
has_doubt(const struct minutes *m, const char *words)
{
    for (size_t i = 0; i < m->n_doubts; i++) {
        if (strstr(m->doubts[i].text, words) != NULL)
            return true;
    }
    return false;
}

#define assert_text(d, key, want) assert_string_equal(unit(d, key)->text, want)
#define assert_kind(d, key, want) assert_int_equal(unit(d, key)->kind, want)

#endif
