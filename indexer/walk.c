/* The walk: see walk.h. No link is followed below a root, so there are no
 * loops and no way out of it; a folder is opened relative to its parent. */
#include "config.h"

#include "indexer/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/xalloc.h"
#include "indexer/choose.h"
#include "indexer/stop.h"
#include "minutes/minutes.h"

#define NS_PER_S INT64_C(1000000000)

struct walker {
    struct walk *walk;
    const struct roots *roots;
    size_t root;
    const struct walk_rules *rules;
    struct report *report;
    struct buf path;   /* for messages */
    struct buf prefix; /* the folder at hand relative to its root, with '/' */
};

/* As little of each as the order needs: one folder may hold all files. */
struct entry {
    const char *name;
    bool folder; /* when it was listed */
};

/* Zero-initialise, but for the arena. */
struct entries {
    struct arena *arena; /* owns the names */
    struct entry *items;
    size_t n, cap;
};

static void
skip(struct walker *w, const char *name, const char *reason)
{
    struct buf relative = {0};

    if (w->report == NULL)
        return;
    buf_addf(&relative, "%s%s", w->prefix.len > 0 ? w->prefix.data : "", name);
    roots_path(&w->roots->items[w->root], relative.data, &w->path);
    report_skip(w->report, w->path.data, reason);
    buf_done(&relative);
}

static void
skip_errno(struct walker *w, const char *name, const char *what, int failure)
{
    char reason[256];

    (void)snprintf(reason, sizeof(reason), "%s: %s", what, strerror(failure));
    skip(w, name, reason);
}

static const char *
special_kind(mode_t mode)
{
    if (S_ISLNK(mode))
        return "a symbolic link";
    if (S_ISFIFO(mode))
        return "a FIFO";
    if (S_ISSOCK(mode))
        return "a socket";
    return "a device";
}

static bool
is_excluded(const struct walker *w, const char *name)
{
    bool matches = false;
    struct buf relative = {0};

    if (w->rules == NULL || w->rules->n_exclude == 0)
        return false;
    buf_addf(&relative, "%s%s", w->prefix.len > 0 ? w->prefix.data : "", name);
    for (size_t i = 0; i < w->rules->n_exclude && !matches; i++) {
        const char *pattern = w->rules->exclude[i];
        bool whole = strchr(pattern, '/') != NULL;
        matches = fnmatch(pattern, whole ? relative.data : name,
                          whole ? FNM_PATHNAME : 0) == 0;
    }
    buf_done(&relative);
    return matches;
}

static int64_t
to_ns(const struct timespec *t)
{
    return (int64_t)t->tv_sec * NS_PER_S + t->tv_nsec;
}

/* Takes a file or says why not. */
static void
take_file(struct walker *w, const char *name, const struct stat *st)
{
    const char *bad = roots_bad_name(name);
    const struct reader *reader = reader_find(name);

    if (!S_ISREG(st->st_mode)) {
        skip(w, name, special_kind(st->st_mode));
        return;
    }
    if (bad != NULL) {
        skip(w, name, bad);
        return;
    }
    if (reader == NULL) {
        const char *extension = name + reader_stem(name);
        char reason[64];
        (void)snprintf(reason, sizeof(reason), "no reader for %.32s",
                       *extension != '\0' ? extension
                                          : "a file without an extension");
        skip(w, name, reason);
        return;
    }
    if (st->st_size > (off_t)MINUTES_INPUT_MAX) {
        skip(w, name, "larger than 64 MiB");
        return;
    }
    struct walk *walk = w->walk;
    walk->files = xgrow(walk->files, walk->n, &walk->cap, sizeof(*walk->files));
    walk->files[walk->n++] = (struct walk_file){
        arena_printf(walk->arena, "%s%s",
                     w->prefix.len > 0 ? w->prefix.data : "", name),
        reader,
        (uint64_t)st->st_size,
        st->st_ino,
        to_ns(&st->st_mtim),
        to_ns(&st->st_ctim),
        (uint32_t)w->root,
        0};
    walk->bytes += (uint64_t)st->st_size;
}

/* Hidden files, editors' backups ("x.txt~") and autosaves ("#x.txt#"): not
 * meant to be published, and no fault that anybody has to be told of. */
static bool
is_passed_over(const char *name)
{
    size_t len = strlen(name);

    return name[0] == '.' || name[len - 1] == '~' ||
           (len > 1 && name[0] == '#' && name[len - 1] == '#');
}

/* By name, a folder's as if it ended in '/': so a walk that goes down at once
 * meets whole paths in byte order. */
static int
compare_entries(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    size_t x_len = strlen(x->name), y_len = strlen(y->name);
    size_t len = x_len < y_len ? x_len : y_len;
    int c = memcmp(x->name, y->name, len);

    if (c != 0)
        return c;
    unsigned char xc = x_len > len ? (unsigned char)x->name[len]
                       : x->folder ? '/'
                                   : 0;
    unsigned char yc = y_len > len ? (unsigned char)y->name[len]
                       : y->folder ? '/'
                                   : 0;
    return (int)xc - (int)yc;
}

static bool
is_folder(DIR *dir, const struct dirent *d)
{
    struct stat st;

    if (d->d_type != DT_UNKNOWN)
        return d->d_type == DT_DIR;
    return fstatat(dirfd(dir), d->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISDIR(st.st_mode);
}

/* Reads and sorts a folder's entries; takes fd over. On failure errno says
 * why; what was read until then is given all the same. */
static bool
read_entries(int fd, struct entries *out)
{
    DIR *dir = fdopendir(fd);

    if (dir == NULL) {
        int saved = errno;
        (void)close(fd);
        errno = saved;
        return false;
    }
    for (;;) {
        errno = 0;
        const struct dirent *d = readdir(dir);
        if (d == NULL)
            break;
        if (is_passed_over(d->d_name))
            continue;
        out->items = xgrow(out->items, out->n, &out->cap, sizeof(*out->items));
        out->items[out->n++] = (struct entry){
            arena_strdup(out->arena, d->d_name), is_folder(dir, d)};
    }
    int saved = errno;
    (void)closedir(dir);
    if (out->n > 0)
        qsort(out->items, out->n, sizeof(*out->items), compare_entries);
    errno = saved;
    return saved == 0;
}

static enum status walk_folder(struct walker *w, int fd, unsigned depth,
                               struct error *err);

static enum status
enter(struct walker *w, int fd, const char *name, const struct stat *st,
      unsigned depth, struct error *err)
{
    const char *bad = roots_bad_name(name);

    if (w->rules != NULL && w->rules->has_index &&
        st->st_dev == w->rules->dev && st->st_ino == w->rules->ino)
        return STATUS_OK;
    if (bad != NULL) {
        skip(w, name, bad);
        return STATUS_OK;
    }
    if (depth >= WALK_DEPTH_MAX) {
        skip(w, name, "too deep: 64 folders stand above it");
        return STATUS_OK;
    }
    int sub = openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (sub < 0) {
        skip_errno(w, name, "cannot open the folder", errno);
        return STATUS_OK;
    }
    size_t before = w->prefix.len;
    buf_addf(&w->prefix, "%s/", name);
    enum status status = walk_folder(w, sub, depth + 1, err);
    w->prefix.len = before;
    w->prefix.data[before] = '\0';
    (void)close(sub);
    return status;
}

/* Takes an entry of the open folder fd. */
static enum status
take_entry(struct walker *w, int fd, const char *name, unsigned depth,
           struct error *err)
{
    struct stat st;
    bool seen = fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
    int failure = seen ? 0 : errno;

    if (failure == ENOENT || is_excluded(w, name))
        return STATUS_OK; /* gone since: as if it had never been */
    if (failure != 0)
        skip_errno(w, name, "cannot look at it", failure);
    else if (S_ISDIR(st.st_mode))
        return enter(w, fd, name, &st, depth, err);
    else
        take_file(w, name, &st);
    return STATUS_OK;
}

/* Walks the open folder fd, which stays the caller's. */
static enum status
walk_folder(struct walker *w, int fd, unsigned depth, struct error *err)
{
    struct entries entries = {.arena = arena_new()};
    int copy = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum status status = stop_check(err);

    if (copy < 0 || !read_entries(copy, &entries))
        skip_errno(w, "", "cannot read the folder", errno);
    for (size_t i = 0; i < entries.n && status == STATUS_OK; i++)
        status = take_entry(w, fd, entries.items[i].name, depth, err);
    arena_free(entries.arena);
    free(entries.items);
    return status;
}

static enum status
walk_root(struct walker *w, struct error *err)
{
    const struct root *root = &w->roots->items[w->root];
    struct stat st;

    if (root->folder)
        return walk_folder(w, root->fd, 0, err);
    const char *base = strrchr(root->path, '/') + 1;
    if (stat(root->path, &st) != 0)
        skip_errno(w, base, "cannot look at it", errno);
    else
        take_file(w, base, &st);
    return STATUS_OK;
}

enum status
walk_run(struct walk *out, const struct roots *roots,
         const struct walk_rules *rules, struct report *report,
         struct error *err)
{
    struct walker w = {
        .walk = out, .roots = roots, .rules = rules, .report = report};
    enum status status = STATUS_OK;

    out->arena = arena_new();
    out->rules = rules;
    (void)clock_gettime(CLOCK_REALTIME, &out->began);
    for (w.root = 0; w.root < roots->n && status == STATUS_OK; w.root++)
        status = walk_root(&w, err);
    (void)clock_gettime(CLOCK_REALTIME, &out->ended);
    if (status == STATUS_OK)
        choose_sort(out);
    buf_done(&w.path);
    buf_done(&w.prefix);
    return status;
}

void
walk_done(struct walk *w)
{
    arena_free(w->arena);
    free(w->files);
    *w = (struct walk){0};
}

/* The coarsest clock of a file system that is in use, FAT's, has two
 * seconds. */
#define WALK_CLOCK_S 2

uint64_t
walk_mtime(const struct walk *w, size_t i)
{
    const struct walk_file *f = &w->files[i];

    if (f->changed / NS_PER_S + WALK_CLOCK_S >= w->began.tv_sec ||
        f->modified < 0)
        return 0;
    return (uint64_t)f->modified;
}
