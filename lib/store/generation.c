/* Generations in an index directory: see generation.h. */
#include "config.h"

#include "store/generation.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/file.h"
#include "common/num.h"
#include "common/xalloc.h"
#include "store/schema.h"

#define PREFIX "gen-"
#define BUILDING ".tmp"
/* Digits at least; more where a number needs them. */
#define DIGITS 6
/* 20 digits, the prefix and the suffix. */
#define NAME_SIZE 40
/* The new `current` before its rename; ends like all that a crash leaves. */
#define NEXT_CURRENT SCHEMA_CURRENT BUILDING

/* The name of a generation, in its one way of being written. */
static void
format_name(char name[NAME_SIZE], uint64_t number, const char *suffix)
{
    (void)snprintf(name, NAME_SIZE, PREFIX "%0*" PRIu64 "%s", DIGITS, number,
                   suffix);
}

static bool
parse_name(const char *name, const char *suffix, uint64_t *number)
{
    size_t len = strlen(name), head = strlen(PREFIX), tail = strlen(suffix);
    char again[NAME_SIZE];
    uint64_t n;

    if (len <= head + tail || strncmp(name, PREFIX, head) != 0 ||
        !num_parse(name + head, len - head - tail, UINT64_MAX, &n) || n == 0)
        return false;
    format_name(again, n, suffix);
    if (strcmp(name, again) != 0)
        return false;
    *number = n;
    return true;
}

static bool
is_building(const char *name)
{
    size_t len = strlen(name), tail = strlen(BUILDING);

    return len > tail && strcmp(name + len - tail, BUILDING) == 0;
}

/* Reads the link; STATUS_NOT_FOUND where there is none. */
static enum status
read_current(const char *index, uint64_t *number, struct error *err)
{
    char target[NAME_SIZE + 1];
    char *link = xasprintf("%s/%s", index, SCHEMA_CURRENT);
    ssize_t n = readlink(link, target, NAME_SIZE);
    enum status status = STATUS_OK;

    if (n < 0 && errno == ENOENT) {
        status = error_set(err, STATUS_NOT_FOUND,
                           "no index in %s yet: run " INDEXER_NAME
                           " --index %s SOURCE",
                           index, index);
    } else if (n < 0 && errno != EINVAL) {
        status = error_set_errno(err, STATUS_IO, "cannot read %s", link);
    } else {
        target[n < 0 ? 0 : n] = '\0';
        /* Nothing but a generation beside it: no path leads elsewhere. */
        if (!parse_name(target, "", number))
            status = error_set(err, STATUS_CORRUPT,
                               "%s is not a link to a generation: remove it "
                               "and run " INDEXER_NAME " with --rebuild",
                               link);
    }
    free(link);
    return status;
}

enum status
generation_current(const char *index, char **path, uint64_t *number,
                   struct error *err)
{
    uint64_t n;
    char name[NAME_SIZE];
    struct stat st;
    enum status status = read_current(index, &n, err);

    if (status != STATUS_OK)
        return status;
    char *base = realpath(index, NULL);
    if (base == NULL)
        return error_set_errno(err, STATUS_IO, "cannot resolve %s", index);
    format_name(name, n, "");
    char *full = xasprintf("%s/%s", base, name);
    free(base);
    if (lstat(full, &st) != 0 || !S_ISDIR(st.st_mode)) {
        status =
            error_set(err, STATUS_CORRUPT,
                      "%s/%s names %s, which is no folder: run " INDEXER_NAME
                      " with --rebuild",
                      index, SCHEMA_CURRENT, name);
        free(full);
        return status;
    }
    *path = full;
    *number = n;
    return STATUS_OK;
}

/* The names in dir, one malloc'd array. */
struct names {
    char **list;
    size_t n, cap;
};

static void
names_done(struct names *names)
{
    for (size_t i = 0; i < names->n; i++)
        free(names->list[i]);
    free(names->list);
}

static enum status
names_read(struct names *names, const char *dir, struct error *err)
{
    DIR *d = opendir(dir);

    if (d == NULL)
        return error_set_errno(err, STATUS_IO, "cannot open %s", dir);
    for (;;) {
        errno = 0;
        struct dirent *e = readdir(d);
        if (e == NULL)
            break;
        names->list = xgrow(names->list, names->n, &names->cap, sizeof(char *));
        names->list[names->n++] = xstrdup(e->d_name);
    }
    enum status status = STATUS_OK;
    if (errno != 0)
        status = error_set_errno(err, STATUS_IO, "cannot read %s", dir);
    (void)closedir(d);
    return status;
}

enum status
generation_highest(const char *index, uint64_t *number, struct error *err)
{
    struct names names = {0};
    uint64_t highest = 0, n;
    enum status status = names_read(&names, index, err);

    for (size_t i = 0; i < names.n; i++)
        if ((parse_name(names.list[i], "", &n) ||
             parse_name(names.list[i], BUILDING, &n)) &&
            n > highest)
            highest = n;
    names_done(&names);
    if (status == STATUS_OK)
        *number = highest;
    return status;
}

enum status
generation_create(const char *index, uint64_t number, char **path,
                  struct error *err)
{
    char name[NAME_SIZE];

    format_name(name, number, BUILDING);
    char *full = xasprintf("%s/%s", index, name);
    if (mkdir(full, 0777) != 0) {
        enum status status =
            error_set_errno(err, STATUS_IO, "cannot create %s", full);
        free(full);
        return status;
    }
    *path = full;
    return STATUS_OK;
}

/* Puts `current` in place. A link left over by a crash is in the way of
 * symlink(2), and of no use. */
static enum status
switch_current(const char *index, const char *name, struct error *err)
{
    char *next = xasprintf("%s/%s", index, NEXT_CURRENT);
    char *link = xasprintf("%s/%s", index, SCHEMA_CURRENT);
    enum status status = STATUS_OK;

    if ((unlink(next) != 0 && errno != ENOENT) || symlink(name, next) != 0)
        status = error_set_errno(err, STATUS_IO, "cannot create %s", next);
    else if (rename(next, link) != 0)
        status = error_set_errno(err, STATUS_IO, "cannot replace %s", link);
    free(next);
    free(link);
    return status;
}

enum status
generation_publish(const char *index, uint64_t number, struct error *err)
{
    char building[NAME_SIZE], name[NAME_SIZE];

    format_name(building, number, BUILDING);
    format_name(name, number, "");
    char *from = xasprintf("%s/%s", index, building);
    char *to = xasprintf("%s/%s", index, name);
    enum status status = STATUS_OK;
    if (rename(from, to) != 0)
        status = error_set_errno(err, STATUS_IO, "cannot rename %s to %s", from,
                                 name);
    free(from);
    free(to);
    /* The folder must last before anything points at it. */
    if (status == STATUS_OK)
        status = file_sync(index, err);
    if (status == STATUS_OK)
        status = switch_current(index, name, err);
    if (status == STATUS_OK)
        status = file_sync(index, err);
    return status;
}

static int
compare_descending(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;

    return (*x < *y) - (*x > *y);
}

/* Renamed first where that is possible (an overlay may refuse), so that what a
 * crash leaves of it is no generation. */
static enum status
remove_generation(const char *index, const char *name, struct error *err)
{
    char *path = xasprintf("%s/%s", index, name);
    char *aside = xasprintf("%s" BUILDING, path);
    bool renamed = rename(path, aside) == 0;
    enum status status = file_remove_tree(renamed ? aside : path, err);

    free(aside);
    free(path);
    return status;
}

static enum status
remove_entry(const char *index, const char *name, struct error *err)
{
    char *path = xasprintf("%s/%s", index, name);
    enum status status = file_remove_tree(path, err);

    free(path);
    return status;
}

enum status
generation_remove(const char *index, uint64_t number, struct error *err)
{
    char name[NAME_SIZE];

    format_name(name, number, "");
    return remove_generation(index, name, err);
}

enum status
generation_clean(const char *index, unsigned keep, struct error *err)
{
    struct names names = {0};
    uint64_t current = 0, n;
    enum status status = read_current(index, &current, err);

    /* Without an index yet there is rubbish at most. */
    if (status != STATUS_OK && status != STATUS_NOT_FOUND)
        return status;
    status = names_read(&names, index, err);
    uint64_t *older = xreallocarray(NULL, names.n, sizeof(*older));
    size_t n_older = 0;
    for (size_t i = 0; i < names.n && status == STATUS_OK; i++) {
        if (is_building(names.list[i]))
            status = remove_entry(index, names.list[i], err);
        else if (parse_name(names.list[i], "", &n) && n < current)
            older[n_older++] = n;
        else if (parse_name(names.list[i], "", &n) && n > current)
            /* Renamed, but never made current: a crash came between. */
            status = remove_generation(index, names.list[i], err);
    }
    if (n_older != 0)
        qsort(older, n_older, sizeof(*older), compare_descending);
    for (size_t i = keep; i < n_older && status == STATUS_OK; i++) {
        status = generation_remove(index, older[i], err);
    }
    free(older);
    names_done(&names);
    return status;
}
