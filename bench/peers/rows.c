/* The paragraphs of a made corpus: see rows.h. */
#include "config.h"

#include "bench/peers/rows.h"

#include <err.h>
#include <fcntl.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/xalloc.h"

struct map {
    char *at;
    size_t len;
};

struct rows {
    struct map *maps;
    size_t n, current;
    size_t at; /* in the current one */
};

static struct map
map_file(const char *path)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0 || fstat(fd, &st) != 0)
        err(1, "%s", path);
    struct map map = {NULL, (size_t)st.st_size};
    map.at = mmap(NULL, map.len, PROT_READ, MAP_PRIVATE, fd, 0);
    if (map.at == MAP_FAILED)
        err(1, "%s", path);
    (void)close(fd);
    return map;
}

struct rows *
rows_open(const char *folder)
{
    char *pattern = xasprintf("%s/minutes/*.jsonl", folder);
    struct rows *rows = xcalloc(1, sizeof(*rows));
    glob_t found;

    if (glob(pattern, 0, NULL, &found) != 0)
        errx(1, "%s: no corpus", pattern);
    rows->n = found.gl_pathc;
    rows->maps = xcalloc(rows->n, sizeof(*rows->maps));
    for (size_t i = 0; i < rows->n; i++)
        rows->maps[i] = map_file(found.gl_pathv[i]);
    globfree(&found);
    free(pattern);
    return rows;
}

void
rows_close(struct rows *rows)
{
    for (size_t i = 0; i < rows->n; i++)
        (void)munmap(rows->maps[i].at, rows->maps[i].len);
    free(rows->maps);
    free(rows);
}

/* Behind the first `what` of line[0..len). */
static const char *
behind(const char *line, size_t len, const char *what)
{
    const char *found = memmem(line, len, what, strlen(what));

    if (found == NULL)
        errx(1, "a line of the corpus has no %s", what);
    return found + strlen(what);
}

bool
rows_next(struct rows *rows, struct row *row)
{
    while (rows->current < rows->n &&
           rows->at == rows->maps[rows->current].len) {
        rows->current++;
        rows->at = 0;
    }
    if (rows->current == rows->n)
        return false;
    const struct map *map = &rows->maps[rows->current];
    const char *line = map->at + rows->at;
    const char *end = memchr(line, '\n', map->len - rows->at);
    if (end == NULL)
        errx(1, "the corpus is cut");
    size_t len = (size_t)(end - line);
    rows->at += len + 1;
    row->number = (uint32_t)strtoul(behind(line, len, "#p"), NULL, 10);
    row->year = (uint32_t)strtoul(behind(line, len, "\"date\": \""), NULL, 10);
    row->text = behind(line, len, "\"text\": \"");
    row->len = (size_t)(end - row->text) - 2; /* less "} */
    return true;
}
