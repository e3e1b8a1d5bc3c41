/* A file of lines `name = value`: see pairs.h. */
#include "config.h"

#include "config/pairs.h"

#include <stdlib.h>
#include <string.h>

#include "common/file.h"
#include "common/xalloc.h"
#include "config/lines.h"

void
pairs_parse(struct pairs *out, struct arena *arena, const char *name,
            const char *data, size_t len, struct ini_problems *problems)
{
    struct lines lines;
    struct text line, key, value;
    struct pair *pairs = NULL;
    size_t n = 0, cap = 0;
    lines_start(&lines, name, data, len, problems);
    while (lines_next(&lines, &line)) {
        if (!lines_split(line, &key, &value)) {
            ini_problem(problems, name, lines.line,
                        "expected a name, =, and what it stands for");
            continue;
        }
        pairs = xgrow(pairs, n, &cap, sizeof(*pairs));
        pairs[n++] =
            (struct pair){arena_strndup(arena, key.s, key.len),
                          arena_strndup(arena, value.s, value.len), lines.line};
    }
    struct pair *kept = arena_array(arena, n + 1, sizeof(*kept));
    if (n > 0)
        memcpy(kept, pairs, n * sizeof(*kept));
    *out = (struct pairs){kept, n};
    free(pairs);
}

enum status
pairs_read(struct pairs *out, struct arena *arena, const char *path,
           struct ini_problems *problems, struct error *err)
{
    struct buf data = {0};
    enum status status = file_read(path, PAIRS_FILE_MAX, &data, err);
    if (status == STATUS_OK)
        pairs_parse(out, arena, path, data.data, data.len, problems);
    buf_done(&data);
    return status;
}
