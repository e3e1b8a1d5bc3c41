/* The SOURCEs: see roots.h. */
#include "config.h"

#include "indexer/roots.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/utf8.h"
#include "common/xalloc.h"
#include "indexer/escape.h"
#include "indexer/reader.h"

/* The last part of an absolute path: "" of "/". */
static const char *
base_of(const char *path)
{
    return strrchr(path, '/') + 1;
}

/* The absolute path of a SOURCE. Links are resolved but for the last part,
 * whose name people chose, and by which ids go on when the link is turned to
 * another folder. */
static enum status
absolute(char **out, const char *source, struct error *err)
{
    enum status status = STATUS_OK;
    char *copy = xstrdup(source);
    size_t len = strlen(copy);

    while (len > 1 && copy[len - 1] == '/')
        copy[--len] = '\0';
    char *slash = strrchr(copy, '/');
    const char *base = slash != NULL ? slash + 1 : copy;
    char *path;
    if (*base == '\0' || strcmp(base, ".") == 0 || strcmp(base, "..") == 0) {
        path = realpath(copy, NULL);
    } else {
        char *name = xstrdup(base);
        if (slash != NULL)
            slash[slash == copy ? 1 : 0] = '\0';
        char *parent = realpath(slash != NULL ? copy : ".", NULL);
        path = parent == NULL
                   ? NULL
                   : xasprintf("%s/%s", strcmp(parent, "/") == 0 ? "" : parent,
                               name);
        free(parent);
        free(name);
    }
    if (path == NULL)
        status = error_set_errno(err, STATUS_IO, "cannot find %s", source);
    else
        *out = path;
    free(copy);
    return status;
}

static enum status
open_one(struct root *root, const char *source, struct error *err)
{
    struct stat st;
    enum status status = absolute(&root->path, source, err);

    if (status != STATUS_OK)
        return status;
    if (stat(root->path, &st) != 0)
        return error_set_errno(err, STATUS_IO, "cannot find %s", root->path);
    root->folder = S_ISDIR(st.st_mode);
    root->prefix = xstrdup("");
    if (!root->folder)
        return STATUS_OK;
    root->fd = open(root->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root->fd < 0)
        return error_set_errno(err, STATUS_IO, "cannot open %s", root->path);
    return STATUS_OK;
}

/* With several SOURCEs the ids of each begin with its base name, without the
 * extension where it is a file: those must differ. */
static enum status
set_prefixes(struct roots *r, struct error *err)
{
    for (size_t i = 0; i < r->n; i++) {
        struct root *a = &r->items[i];
        const char *base = base_of(a->path);
        size_t len = a->folder ? strlen(base) : reader_stem(base);
        const char *bad = roots_bad_name(base);
        if (a->folder && (*base == '\0' || bad != NULL))
            return error_set(err, STATUS_USAGE,
                             "no ids can begin with the name of %s: %s",
                             a->path, *base == '\0' ? "it has none" : bad);
        for (size_t k = 0; k < i; k++) {
            const struct root *b = &r->items[k];
            const char *other = base_of(b->path);
            size_t other_len = b->folder ? strlen(other) : reader_stem(other);
            if (len == other_len && memcmp(base, other, len) == 0)
                return error_set(err, STATUS_USAGE,
                                 "%s and %s would give the same ids: ids "
                                 "begin with a SOURCE's last name",
                                 b->path, a->path);
        }
        if (a->folder) {
            free(a->prefix);
            a->prefix = xasprintf("%s/", base);
        }
    }
    return STATUS_OK;
}

/* Whether inner is outer or lies below it; both without links. */
static bool
lies_in(const char *inner, const char *outer)
{
    size_t len = strlen(outer);

    return strncmp(inner, outer, len) == 0 &&
           (inner[len] == '/' || inner[len] == '\0');
}

/* Whatever lies in two of them would be indexed twice, under two ids. */
static enum status
check_overlap(const struct roots *r, struct error *err)
{
    char **real = xcalloc(r->n, sizeof(*real));
    enum status status = STATUS_OK;

    for (size_t i = 0; i < r->n && status == STATUS_OK; i++) {
        real[i] = realpath(r->items[i].path, NULL);
        if (real[i] == NULL)
            status = error_set_errno(err, STATUS_IO, "cannot find %s",
                                     r->items[i].path);
    }
    for (size_t i = 0; i < r->n && status == STATUS_OK; i++)
        for (size_t k = 0; k < r->n && status == STATUS_OK; k++)
            if (i != k && lies_in(real[i], real[k]))
                status = error_set(err, STATUS_USAGE,
                                   "%s lies in %s, and would be indexed "
                                   "twice: name one of the two",
                                   r->items[i].path, r->items[k].path);
    for (size_t i = 0; i < r->n; i++)
        free(real[i]);
    free(real);
    return status;
}

enum status
roots_open(struct roots *out, char *const *sources, size_t n, struct error *err)
{
    out->items = xcalloc(n, sizeof(*out->items));
    out->n = n;
    for (size_t i = 0; i < n; i++)
        out->items[i].fd = -1;
    for (size_t i = 0; i < n; i++) {
        enum status status = open_one(&out->items[i], sources[i], err);
        if (status != STATUS_OK)
            return status;
    }
    if (n == 1)
        return STATUS_OK;
    enum status status = set_prefixes(out, err);
    return status == STATUS_OK ? check_overlap(out, err) : status;
}

void
roots_done(struct roots *r)
{
    for (size_t i = 0; i < r->n; i++) {
        free(r->items[i].path);
        free(r->items[i].prefix);
        if (r->items[i].fd >= 0)
            (void)close(r->items[i].fd);
    }
    free(r->items);
    *r = (struct roots){0};
}

void
roots_path(const struct root *root, const char *relative, struct buf *out)
{
    buf_clear(out);
    buf_add_str(out, root->path);
    if (!root->folder || *relative == '\0')
        return;
    if (strcmp(root->path, "/") != 0)
        buf_add_char(out, '/');
    buf_add_str(out, relative);
}

void
roots_id(const struct root *root, const char *relative, struct buf *out)
{
    buf_clear(out);
    buf_add_str(out, root->prefix);
    buf_add(out, relative, reader_stem(relative));
}

const char *
roots_bad_name(const char *name)
{
    size_t len = strlen(name);

    if (!utf8_valid(name, len))
        return "its name is not valid UTF-8";
    if (escape_needed(name, len))
        return "its name holds a control character";
    if (strchr(name, '#') != NULL)
        return "its name holds a '#', which parts document and paragraph";
    return NULL;
}
