/* A flat file mapped read-only, its head and records checked: after map_open
 * the accessors of reader.c need no checks. */
#ifndef STORE_MAP_H
#define STORE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/error.h"
#include "store/layout.h"

struct map {
    char *path; /* for messages */
    const char *data;
    size_t size;
};

/* Maps dir/name and checks its magic, schema version and size. On failure
 * m is as before; map_close of a zeroed map is a no-op. */
enum status map_open(struct map *m, const char *dir, const char *name,
                     const char *magic, struct error *err) WARN_UNUSED;
void map_close(struct map *m);
/* Its pages leave the process's memory until they are wanted again. */
void map_relax(const struct map *m);

/* STATUS_CORRUPT for this file. */
enum status map_corrupt(const struct map *m, struct error *err);

static inline const struct layout_head *
map_head(const struct map *m)
{
    return (const struct layout_head *)(const void *)m->data;
}

/* For a file of records of that size: whether they and their order fill the
 * file from the index to the end, the order has no number beyond n, and the
 * strings before end with a NUL. */
bool map_check_records(const struct map *m, size_t record);
/* The same for one of records that lie in their order. */
bool map_check_ordered(const struct map *m, size_t record);

/* Its records, and their numbers in order. */
const void *map_records(const struct map *m);
const uint32_t *map_order(const struct map *m, size_t record);

#endif
