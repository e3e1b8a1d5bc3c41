/* A mapped file: see map.h. */
#include "config.h"

#include "store/map.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/xalloc.h"
#include "store/schema.h"

/* Numbers looked at between two gifts of the pages back: 16 MiB. */
#define MAP_RELAX ((uint32_t)1 << 22)

enum status
map_corrupt(const struct map *m, struct error *err)
{
    return error_set(err, STATUS_CORRUPT,
                     "%s is damaged: run " INDEXER_NAME " with --rebuild",
                     m->path);
}

static enum status
check_head(const struct map *m, const char *magic, struct error *err)
{
    const struct layout_head *h = map_head(m);

    if (m->size < sizeof(*h) || memcmp(h->magic, magic, sizeof(h->magic)) != 0)
        return map_corrupt(m, err);
    if (h->schema != SCHEMA_VERSION)
        return error_set(err, STATUS_SCHEMA,
                         "%s has schema version %u, this program reads %u: "
                         "run " INDEXER_NAME " with --rebuild",
                         m->path, h->schema, (unsigned)SCHEMA_VERSION);
    if (h->size != m->size || h->index < sizeof(*h) || h->index > h->size)
        return map_corrupt(m, err);
    return STATUS_OK;
}

static enum status
map_fd(struct map *m, int fd, struct error *err)
{
    struct stat st;

    if (fstat(fd, &st) != 0)
        return error_set_errno(err, STATUS_IO, "cannot read %s", m->path);
    if (!S_ISREG(st.st_mode) || st.st_size == 0)
        return map_corrupt(m, err);
    void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        return error_set_errno(err, STATUS_IO, "cannot map %s", m->path);
    m->data = p;
    m->size = (size_t)st.st_size;
    return STATUS_OK;
}

enum status
map_open(struct map *m, const char *dir, const char *name, const char *magic,
         struct error *err)
{
    struct map made = {.path = xasprintf("%s/%s", dir, name)};
    enum status status;
    /* Non-blocking, in case that a pipe stands there. */
    int fd = open(made.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (fd < 0) {
        status = error_set_errno(err, STATUS_IO, "cannot open %s", made.path);
    } else {
        status = map_fd(&made, fd, err);
        (void)close(fd);
    }
    if (status == STATUS_OK)
        status = check_head(&made, magic, err);
    if (status == STATUS_OK)
        *m = made;
    else
        map_close(&made);
    return status;
}

void
map_relax(const struct map *m)
{
    /* Read-only pages of a file: nothing is lost. A refusal costs memory. */
    (void)madvise((void *)(uintptr_t)m->data, m->size, MADV_DONTNEED);
}

void
map_close(struct map *m)
{
    if (m->data != NULL)
        (void)munmap((void *)(uintptr_t)m->data, m->size);
    free(m->path);
    *m = (struct map){0};
}

/* Whether records of so many bytes fill the file from the index on, and the
 * strings before them end. */
static bool
check_size(const struct map *m, size_t record)
{
    const struct layout_head *h = map_head(m);

    return h->index % 8 == 0 && h->size - h->index == (uint64_t)h->n * record &&
           (h->n == 0 || m->data[h->index - 1] == '\0');
}

bool
map_check_ordered(const struct map *m, size_t record)
{
    return check_size(m, record);
}

bool
map_check_records(const struct map *m, size_t record)
{
    const struct layout_head *h = map_head(m);

    if (!check_size(m, record + sizeof(uint32_t)))
        return false;
    const uint32_t *order = map_order(m, record);
    for (uint32_t i = 0; i < h->n; i++) {
        if (order[i] >= h->n)
            return false;
        if (i % MAP_RELAX == MAP_RELAX - 1)
            map_relax(m);
    }
    return true;
}

const void *
map_records(const struct map *m)
{
    return m->data + map_head(m)->index;
}

const uint32_t *
map_order(const struct map *m, size_t record)
{
    const struct layout_head *h = map_head(m);

    return (const uint32_t *)(const void *)(m->data + h->index +
                                            (uint64_t)h->n * record);
}
