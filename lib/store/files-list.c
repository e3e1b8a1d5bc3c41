/* The file `files` of a generation that is there: see files-list.h. It is
 * mapped; lines are taken apart when they are asked for. */
#include "config.h"

#include "store/files-list.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/num.h"
#include "common/xalloc.h"
#include "store/percent.h"
#include "store/schema.h"

#define FIELDS 11

/* Lines looked at between two gifts of the pages back: some 10 MB. */
#define FILES_RELAX 65536

struct files_list {
    char *path;
    char *data; /* mapped; NULL: an empty file */
    size_t size;
    uint64_t *starts; /* of the lines */
    size_t n, cap;
    uint32_t seen; /* lines, since the pages were given back */
    struct files_item item;
    struct buf reader, name, reason; /* its strings */
};

struct field {
    const char *s;
    size_t len;
};

/* Cuts line[0..len) at its TABs; false unless there are FIELDS fields. */
static bool
divide(const char *line, size_t len, struct field *fields)
{
    for (size_t i = 0; i < FIELDS; i++) {
        const char *tab = memchr(line, '\t', len);
        if ((tab == NULL) != (i == FIELDS - 1))
            return false;
        fields[i].s = line;
        fields[i].len = tab != NULL ? (size_t)(tab - line) : len;
        if (tab == NULL)
            break;
        len -= fields[i].len + 1;
        line = tab + 1;
    }
    return true;
}

static bool
number32(const struct field *f, uint32_t *out)
{
    uint64_t n;

    if (!num_parse(f->s, f->len, UINT32_MAX, &n))
        return false;
    *out = (uint32_t)n;
    return true;
}

static bool
state_of(const struct field *f, enum files_state *out)
{
    for (int i = 0; i < FILES_STATES; i++) {
        const char *name = files_state_name((enum files_state)i);
        if (strlen(name) != f->len || memcmp(name, f->s, f->len) != 0)
            continue;
        *out = (enum files_state)i;
        return true;
    }
    return false;
}

/* The text of a field, which stands in out then; NULL where it is wrong. */
static const char *
text_of(const struct field *f, struct buf *out)
{
    if (!percent_undo(f->s, f->len, out))
        return NULL;
    return out->len > 0 ? out->data : "";
}

/* Makes l->item of a line. */
static bool
parse_line(struct files_list *l, const char *line, size_t len)
{
    struct field f[FIELDS];
    struct files_item s = {.root = 0};

    if (!divide(line, len, f) || !number32(&f[0], &s.root) ||
        !num_parse(f[1].s, f[1].len, UINT64_MAX, &s.size) ||
        !num_parse(f[2].s, f[2].len, UINT64_MAX, &s.mtime) ||
        f[3].len >= sizeof(s.hash) || !number32(&f[4], &s.documents) ||
        !number32(&f[5], &s.units) || !number32(&f[6], &s.doubts) ||
        !state_of(&f[7], &s.state))
        return false;
    memcpy(s.hash, f[3].s, f[3].len);
    s.reader = text_of(&f[8], &l->reader);
    s.path = text_of(&f[9], &l->name);
    s.reason = text_of(&f[10], &l->reason);
    l->item = s;
    return s.reader != NULL && s.path != NULL && s.reason != NULL;
}

/* Makes l->item of the line at start; *end: where the next one begins. */
static bool
parse_at(struct files_list *l, size_t start, size_t *end)
{
    const char *line = l->data + start;
    const char *newline = memchr(line, '\n', l->size - start);

    if (newline == NULL)
        return false;
    *end = (size_t)(newline + 1 - l->data);
    if (++l->seen == FILES_RELAX) {
        /* Read-only pages of a file: nothing is lost. */
        (void)madvise(l->data, l->size, MADV_DONTNEED);
        l->seen = 0;
    }
    return parse_line(l, line, (size_t)(newline - line));
}

/* Finds the lines, and whether they are such. */
static enum status
index_lines(struct files_list *l, struct error *err)
{
    for (size_t start = 0, end; start < l->size; start = end) {
        if (l->n == UINT32_MAX || !parse_at(l, start, &end))
            return error_set(
                err, STATUS_CORRUPT,
                "%s is damaged: run " INDEXER_NAME " with --rebuild", l->path);
        l->starts = xgrow(l->starts, l->n, &l->cap, sizeof(*l->starts));
        l->starts[l->n++] = start;
    }
    return STATUS_OK;
}

static enum status
map_fd(struct files_list *l, int fd, struct error *err)
{
    struct stat st;

    if (fstat(fd, &st) != 0)
        return error_set_errno(err, STATUS_IO, "cannot read %s", l->path);
    if (!S_ISREG(st.st_mode))
        return error_set(err, STATUS_CORRUPT, "%s is no regular file", l->path);
    if (st.st_size == 0)
        return STATUS_OK;
    void *data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
    if (data == MAP_FAILED)
        return error_set_errno(err, STATUS_IO, "cannot map %s", l->path);
    l->data = data;
    l->size = (size_t)st.st_size;
    return STATUS_OK;
}

enum status
files_list_open(struct files_list **out, const char *dir, struct error *err)
{
    struct files_list *l = xcalloc(1, sizeof(*l));
    enum status status;

    l->path = xasprintf("%s/%s", dir, SCHEMA_FILES);
    /* Non-blocking, in case that a pipe stands there. */
    int fd = open(l->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        status = error_set_errno(err, STATUS_IO, "cannot open %s", l->path);
    } else {
        status = map_fd(l, fd, err);
        (void)close(fd);
    }
    if (status == STATUS_OK)
        status = index_lines(l, err);
    if (status == STATUS_OK)
        *out = l;
    else
        files_list_close(l);
    return status;
}

void
files_list_close(struct files_list *l)
{
    if (l == NULL)
        return;
    if (l->data != NULL)
        (void)munmap(l->data, l->size);
    free(l->starts);
    free(l->path);
    buf_done(&l->reader);
    buf_done(&l->name);
    buf_done(&l->reason);
    free(l);
}

uint32_t
files_list_count(const struct files_list *l)
{
    return l != NULL ? (uint32_t)l->n : 0;
}

const struct files_item *
files_list_get(struct files_list *l, uint32_t number)
{
    static const struct files_item nothing = {
        .path = "", .reader = "", .reason = "", .state = FILES_SKIPPED};
    size_t end;

    /* Somebody has written to it since it was opened. */
    if (!parse_at(l, (size_t)l->starts[number], &end))
        l->item = nothing;
    return &l->item;
}
