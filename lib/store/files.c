/* The file `files`: see files.h. */
#include "config.h"

#include "store/files.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/file.h"
#include "common/xalloc.h"
#include "store/percent.h"
#include "store/schema.h"
#include "store/spool.h"

/* Written in pieces of that size. */
#define FILES_PIECE ((size_t)1 << 20)

const char *
files_state_name(enum files_state state)
{
    static const char *const names[FILES_STATES] = {
        [FILES_TAKEN] = "taken",     [FILES_CONTESTED] = "contested",
        [FILES_SKIPPED] = "skipped", [FILES_HOLLOW] = "hollow",
        [FILES_PASSED] = "passed",
    };

    return names[state];
}

bool
files_is_taken(const struct files_item *s)
{
    return s->state == FILES_TAKEN || s->state == FILES_CONTESTED;
}

uint32_t
files_add(struct files *all, const struct files_item *s)
{
    if (all->arena == NULL)
        all->arena = arena_new();
    all->items = xgrow(all->items, all->n, &all->cap, sizeof(*all->items));
    all->items[all->n] = *s;
    return (uint32_t)all->n++;
}

void
files_done(struct files *all)
{
    free(all->items);
    arena_free(all->arena);
    *all = (struct files){0};
}

/* ---- writing ---- */

struct files_writer {
    char *dir;
    struct spool *lines; /* of n files, each with a struct line_head */
    uint32_t n;
    struct buf line;
};

/* What stands before a line, whose state is not final yet. */
struct line_head {
    uint32_t before, after; /* bytes, of what the state stands between */
    uint32_t state;
};

enum status
files_writer_open(struct files_writer **out, const char *dir, struct error *err)
{
    struct files_writer *w = xcalloc(1, sizeof(*w));

    w->dir = xstrdup(dir);
    enum status status = spool_open(&w->lines, dir, err);
    if (status == STATUS_OK)
        *out = w;
    else
        files_writer_close(w);
    return status;
}

void
files_writer_close(struct files_writer *w)
{
    if (w == NULL)
        return;
    spool_close(w->lines);
    buf_done(&w->line);
    free(w->dir);
    free(w);
}

enum status
files_writer_add(struct files_writer *w, const struct files_item *s,
                 struct error *err)
{
    struct line_head head = {.state = s->state};
    struct buf *b = &w->line;

    buf_clear(b);
    buf_addf(b, "%" PRIu32 "\t%" PRIu64 "\t%" PRIu64 "\t%s\t", s->root, s->size,
             s->mtime, s->hash);
    buf_addf(b, "%" PRIu32 "\t%" PRIu32 "\t%" PRIu32 "\t", s->documents,
             s->units, s->doubts);
    head.before = (uint32_t)b->len;
    buf_add_char(b, '\t');
    percent_add(b, s->reader);
    buf_add_char(b, '\t');
    percent_add(b, s->path);
    buf_add_char(b, '\t');
    percent_add(b, s->reason);
    buf_add_char(b, '\n');
    head.after = (uint32_t)b->len - head.before;
    w->n++;
    enum status status = spool_add(w->lines, &head, sizeof(head), err);
    return status != STATUS_OK ? status
                               : spool_add(w->lines, b->data, b->len, err);
}

/* Appends the next len bytes that were put aside to out. */
static enum status
take(struct files_writer *w, size_t len, struct buf *out, struct error *err)
{
    buf_reserve(out, len);
    enum status status = spool_get(w->lines, out->data + out->len, len, err);
    if (status == STATUS_OK)
        out->len += len;
    return status;
}

/* Appends the next line, of file i, to out. */
static enum status
take_line(struct files_writer *w, bool contested, struct buf *out,
          struct error *err)
{
    struct line_head head;
    enum status status = spool_get(w->lines, &head, sizeof(head), err);

    if (status == STATUS_OK)
        status = take(w, head.before, out, err);
    if (status == STATUS_OK)
        buf_add_str(out,
                    files_state_name(contested ? FILES_CONTESTED
                                               : (enum files_state)head.state));
    return status != STATUS_OK ? status : take(w, head.after, out, err);
}

enum status
files_writer_finish(struct files_writer *w, const bool *contested,
                    struct error *err)
{
    struct buf piece = {0};
    char *path = xasprintf("%s/%s", w->dir, SCHEMA_FILES);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    enum status status = STATUS_OK;

    if (fd < 0)
        status = error_set_errno(err, STATUS_IO, "cannot create %s", path);
    if (status == STATUS_OK)
        status = spool_rewind(w->lines, err);
    for (uint32_t i = 0; i < w->n && status == STATUS_OK; i++) {
        status = take_line(w, contested[i], &piece, err);
        if (status != STATUS_OK || (piece.len < FILES_PIECE && i + 1 < w->n))
            continue;
        status = file_write_all(fd, path, piece.data, piece.len, err);
        buf_clear(&piece);
    }
    if (fd >= 0 && close(fd) != 0 && status == STATUS_OK)
        status = error_set_errno(err, STATUS_IO, "cannot close %s", path);
    buf_done(&piece);
    free(path);
    return status;
}
