/* Data put aside: see spool.h. One buffer, first of what is written, then of
 * what is read. */
#include "config.h"

#include "store/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/file.h"
#include "common/xalloc.h"

/* One read(2) or write(2): large enough that the calls cost nothing beside the
 * work. */
#define SPOOL_BUFFER 65536

struct spool {
    char *path; /* what it was for a moment; for messages */
    int fd;
    uint64_t size; /* bytes added */
    uint64_t next; /* offset of what the buffer gets next, when read */
    size_t at;     /* read: what of the buffer was given out */
    size_t used;   /* bytes in the buffer */
    char buffer[SPOOL_BUFFER];
};

enum status
spool_open(struct spool **out, const char *dir, struct error *err)
{
    char *path = xasprintf("%s/spool-XXXXXX", dir);
    int fd = mkostemp(path, O_CLOEXEC);
    enum status status = STATUS_OK;

    if (fd < 0)
        status =
            error_set_errno(err, STATUS_IO, "cannot create a file in %s", dir);
    else if (unlink(path) != 0)
        status = error_set_errno(err, STATUS_IO, "cannot remove %s", path);
    if (status != STATUS_OK) {
        if (fd >= 0)
            (void)close(fd);
        free(path);
        return status;
    }
    struct spool *s = xcalloc(1, sizeof(*s));
    s->path = path;
    s->fd = fd;
    *out = s;
    return STATUS_OK;
}

void
spool_close(struct spool *s)
{
    if (s == NULL)
        return;
    (void)close(s->fd);
    free(s->path);
    free(s);
}

uint64_t
spool_size(const struct spool *s)
{
    return s->size;
}

enum status
spool_add(struct spool *s, const void *data, size_t len, struct error *err)
{
    const char *p = data;

    s->size += len;
    while (len > 0) {
        if (s->used == SPOOL_BUFFER) {
            enum status status =
                file_write_all(s->fd, s->path, s->buffer, s->used, err);
            if (status != STATUS_OK)
                return status;
            s->used = 0;
        }
        size_t room = SPOOL_BUFFER - s->used;
        size_t n = len < room ? len : room;
        memcpy(s->buffer + s->used, p, n);
        s->used += n;
        p += n;
        len -= n;
    }
    return STATUS_OK;
}

enum status
spool_flush(struct spool *s, struct error *err)
{
    enum status status =
        file_write_all(s->fd, s->path, s->buffer, s->used, err);

    s->used = 0;
    return status;
}

enum status
spool_rewind(struct spool *s, struct error *err)
{
    enum status status = STATUS_OK;

    /* What was not written is there only before anything was read. */
    if (s->next == 0)
        status = spool_flush(s, err);
    s->next = 0;
    s->at = 0;
    s->used = 0;
    return status;
}

enum status
spool_read(const struct spool *s, uint64_t offset, void *data, size_t len,
           struct error *err)
{
    char *p = data;

    while (len > 0) {
        ssize_t n = pread(s->fd, p, len, (off_t)offset);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return error_set_errno(err, STATUS_IO, "cannot read %s", s->path);
        if (n == 0)
            return error_set(err, STATUS_IO, "%s has become shorter", s->path);
        p += n;
        offset += (uint64_t)n;
        len -= (size_t)n;
    }
    return STATUS_OK;
}

/* Fills the buffer with what comes next. */
static enum status
fill(struct spool *s, struct error *err)
{
    uint64_t left = s->size - s->next;
    size_t n = left < SPOOL_BUFFER ? (size_t)left : SPOOL_BUFFER;

    if (n == 0)
        return error_set(err, STATUS_INTERNAL, "%s has been read", s->path);
    enum status status = spool_read(s, s->next, s->buffer, n, err);
    if (status != STATUS_OK)
        return status;
    s->next += n;
    s->at = 0;
    s->used = n;
    return STATUS_OK;
}

enum status
spool_get(struct spool *s, void *data, size_t len, struct error *err)
{
    char *p = data;

    while (len > 0) {
        if (s->at == s->used) {
            enum status status = fill(s, err);
            if (status != STATUS_OK)
                return status;
        }
        size_t have = s->used - s->at;
        size_t n = len < have ? len : have;
        memcpy(p, s->buffer + s->at, n);
        s->at += n;
        p += n;
        len -= n;
    }
    return STATUS_OK;
}
