/* Configuration files: see ini.h. */
#include "config.h"

#include "config/ini.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "common/file.h"
#include "common/xalloc.h"
#include "config/lines.h"

struct parser {
    struct lines lines;
    struct ini *out;
    struct arena *arena;
    const struct ini_key *keys;
    size_t n_keys;
    unsigned *seen;      /* per key: the line that gave it, 0: none yet */
    const char *section; /* that stands open; NULL: none, or none we know */
    bool any_section;    /* whether a section has begun, known or not */
    struct ini_entry *entries;
    size_t cap;
};

static bool
equals(struct text t, const char *s)
{
    return strlen(s) == t.len && memcmp(s, t.s, t.len) == 0;
}

#define PROBLEM(p, ...)                                                        \
    ini_problem((p)->lines.problems, (p)->out->name, (p)->lines.line,          \
                __VA_ARGS__)

static void
take_section(struct parser *p, struct text line)
{
    p->section = NULL;
    p->any_section = true;
    if (line.s[line.len - 1] != ']') {
        PROBLEM(p, "a section is a name in brackets, nothing after them");
        return;
    }
    struct text name = lines_trim(line.s + 1, line.len - 2);
    for (size_t i = 0; i < p->n_keys && p->section == NULL; i++)
        if (equals(name, p->keys[i].section))
            p->section = p->keys[i].section;
    if (p->section == NULL)
        PROBLEM(p, "there is no section [%.*s]", lines_shown(name), name.s);
}

/* The key of that name in the open section; n_keys: none. */
static size_t
find_key(const struct parser *p, struct text name)
{
    size_t i = 0;
    while (i < p->n_keys && (strcmp(p->keys[i].section, p->section) != 0 ||
                             !equals(name, p->keys[i].name)))
        i++;
    return i;
}

/* The section that has a key of that name, for a hint; NULL: none has. */
static const char *
home_of(const struct parser *p, struct text name)
{
    for (size_t i = 0; i < p->n_keys; i++)
        if (equals(name, p->keys[i].name))
            return p->keys[i].section;
    return NULL;
}

static unsigned
least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* How many letters were left out, put in, replaced, or changed places with
 * the next to make one of the other; UINT_MAX for what is longer than a name
 * would be. */
static unsigned
slips(struct text given, const char *name)
{
    enum { MOST = 32 }; /* a key has half of that */
    unsigned rows[3][MOST + 1];
    size_t n = strlen(name);
    if (n > MOST || given.len > MOST)
        return UINT_MAX;
    for (size_t j = 0; j <= n; j++)
        rows[0][j] = (unsigned)j;
    for (size_t i = 1; i <= given.len; i++) {
        unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3];
        const unsigned *two_above = rows[(i + 1) % 3];
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= n; j++) {
            bool same = given.s[i - 1] == name[j - 1];
            row[j] = least(above[j - 1] + (same ? 0 : 1),
                           least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && given.s[i - 1] == name[j - 2] &&
                given.s[i - 2] == name[j - 1])
                row[j] = least(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[given.len % 3][n];
}

/* The key of the open section that was probably meant: one slip away, two in
 * a long name. NULL: none. */
static const char *
meant(const struct parser *p, struct text name)
{
    const char *best = NULL;
    unsigned fewest = name.len < 6 ? 2 : 3;
    for (size_t i = 0; i < p->n_keys; i++) {
        unsigned n = strcmp(p->keys[i].section, p->section) == 0
                         ? slips(name, p->keys[i].name)
                         : UINT_MAX;
        if (n < fewest) {
            fewest = n;
            best = p->keys[i].name;
        }
    }
    return best;
}

static void
refuse_key(struct parser *p, struct text name)
{
    const char *home = home_of(p, name), *other = meant(p, name);
    if (home != NULL)
        PROBLEM(p, "%.*s is a key of [%s], not of [%s]", lines_shown(name),
                name.s, home, p->section);
    else if (other != NULL)
        PROBLEM(p, "there is no key %.*s: did you mean %s?", lines_shown(name),
                name.s, other);
    else
        PROBLEM(p, "there is no key %.*s", lines_shown(name), name.s);
}

static void
take_entry(struct parser *p, struct text name, struct text value)
{
    size_t key = find_key(p, name);
    if (key == p->n_keys) {
        refuse_key(p, name);
        return;
    }
    if (p->seen[key] != 0 && !p->keys[key].repeats) {
        PROBLEM(p, "%s is given twice, first in line %u", p->keys[key].name,
                p->seen[key]);
        return;
    }
    p->seen[key] = p->lines.line;
    p->entries =
        xgrow(p->entries, p->out->n_entries, &p->cap, sizeof(*p->entries));
    p->entries[p->out->n_entries++] = (struct ini_entry){
        key, arena_strndup(p->arena, value.s, value.len), p->lines.line};
}

static void
take_line(struct parser *p, struct text line)
{
    struct text name, value;
    if (*line.s == '[')
        take_section(p, line);
    else if (!lines_split(line, &name, &value))
        PROBLEM(p, "expected [section], key = value, or a comment");
    else if (p->section != NULL)
        take_entry(p, name, value);
    else if (!p->any_section)
        PROBLEM(p, "a key before the first [section]");
    /* Else the section is unknown, which has been said. */
}

void
ini_parse(struct ini *out, struct arena *arena, const struct ini_key *keys,
          size_t n_keys, const char *name, const char *data, size_t len,
          struct ini_problems *problems)
{
    *out = (struct ini){.name = name};
    struct parser p = {.out = out,
                       .arena = arena,
                       .keys = keys,
                       .n_keys = n_keys,
                       .seen = xcalloc(n_keys + 1, sizeof(unsigned))};
    struct text line;
    lines_start(&p.lines, name, data, len, problems);
    while (lines_next(&p.lines, &line))
        take_line(&p, line);
    struct ini_entry *kept =
        arena_array(arena, out->n_entries + 1, sizeof(*kept));
    if (out->n_entries > 0)
        memcpy(kept, p.entries, out->n_entries * sizeof(*kept));
    out->entries = kept;
    free(p.entries);
    free(p.seen);
}

enum status
ini_read(struct ini *out, struct arena *arena, const struct ini_key *keys,
         size_t n_keys, const char *path, struct ini_problems *problems,
         struct error *err)
{
    struct buf data = {0};
    enum status status = file_read(path, INI_FILE_MAX, &data, err);
    if (status == STATUS_OK)
        ini_parse(out, arena, keys, n_keys, path, data.data, data.len,
                  problems);
    buf_done(&data);
    return status;
}
