/* lib/config on any bytes: no read outside them, and what was read
 * keeps the header's promises. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "config/ini.h"
#include "config/pairs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition)                                                     \
    do {                                                                       \
        if (!(condition))                                                      \
            abort();                                                           \
    } while (0)

static const struct ini_key keys[] = {
    {"web", "title", false},
    {"web", "host", true},
    {"searchd", "index", false},
};
#define N_KEYS (sizeof(keys) / sizeof(keys[0]))

static void
check_entries(const struct ini *ini)
{
    unsigned line = 0, given[N_KEYS] = {0};
    for (size_t i = 0; i < ini->n_entries; i++) {
        const struct ini_entry *e = &ini->entries[i];
        size_t len = strlen(e->value);
        REQUIRE(e->key < N_KEYS && e->line > line);
        REQUIRE(++given[e->key] == 1 || keys[e->key].repeats);
        REQUIRE(len < INI_LINE_MAX && utf8_valid(e->value, len));
        REQUIRE(len == 0 || (strchr(" \t", *e->value) == NULL &&
                             strchr(" \t", e->value[len - 1]) == NULL));
        line = e->line;
    }
}

static void
check_pairs(const char *data, size_t size, struct arena *arena)
{
    struct ini_problems problems = {0};
    struct pairs pairs;
    unsigned line = 0;

    pairs_parse(&pairs, arena, "f", data, size, &problems);
    for (size_t i = 0; i < pairs.n; i++) {
        const struct pair *p = &pairs.pairs[i];
        REQUIRE(p->line > line && *p->name != '\0');
        REQUIRE(utf8_valid(p->name, strlen(p->name)));
        REQUIRE(utf8_valid(p->value, strlen(p->value)));
        line = p->line;
    }
    buf_done(&problems.text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct ini_problems problems = {0};
    struct ini ini;

    if (size > INI_FILE_MAX)
        size = INI_FILE_MAX;
    ini_parse(&ini, arena, keys, N_KEYS, "f", (const char *)data, size,
              &problems);
    check_entries(&ini);
    REQUIRE((problems.n == 0) == (problems.text.len == 0));
    REQUIRE(problems.text.len == 0 ||
            utf8_valid(problems.text.data, problems.text.len));
    buf_done(&problems.text);
    check_pairs((const char *)data, size, arena);
    arena_free(arena);
    return 0;
}
