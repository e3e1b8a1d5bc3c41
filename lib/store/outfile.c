/* A file being written: see outfile.h. */
#include "config.h"

#include "store/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/file.h"
#include "common/xalloc.h"
#include "store/schema.h"

/* One write(2): large enough that the calls cost nothing beside the work. */
#define OUTFILE_BUFFER 65536

struct outfile {
    char *path;
    int fd;
    uint64_t written; /* bytes that the file has; the buffer follows */
    uint64_t total;   /* for the head */
    size_t used;
    char buffer[OUTFILE_BUFFER];
};

enum status
outfile_open(struct outfile **out, const char *dir, const char *name,
             struct error *err)
{
    char *path = xasprintf("%s/%s", dir, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);

    if (fd < 0) {
        enum status status =
            error_set_errno(err, STATUS_IO, "cannot create %s", path);
        free(path);
        return status;
    }
    struct outfile *f = xcalloc(1, sizeof(*f));
    f->path = path;
    f->fd = fd;
    f->used = sizeof(struct layout_head);
    *out = f;
    return STATUS_OK;
}

void
outfile_close(struct outfile *f)
{
    if (f == NULL)
        return;
    (void)close(f->fd);
    free(f->path);
    free(f);
}

uint64_t
outfile_offset(const struct outfile *f)
{
    return f->written + f->used;
}

static enum status
flush(struct outfile *f, struct error *err)
{
    enum status status =
        file_write_all(f->fd, f->path, f->buffer, f->used, err);

    if (status != STATUS_OK)
        return status;
    f->written += f->used;
    f->used = 0;
    return STATUS_OK;
}

enum status
outfile_add(struct outfile *f, const void *data, size_t len, struct error *err)
{
    const char *p = data;

    while (len > 0) {
        if (f->used == OUTFILE_BUFFER) {
            enum status status = flush(f, err);
            if (status != STATUS_OK)
                return status;
        }
        size_t room = OUTFILE_BUFFER - f->used;
        size_t n = len < room ? len : room;
        memcpy(f->buffer + f->used, p, n);
        f->used += n;
        p += n;
        len -= n;
    }
    return STATUS_OK;
}

enum status
outfile_add_string(struct outfile *f, const char *s, size_t len,
                   struct error *err)
{
    enum status status = outfile_add(f, s, len, err);

    return status != STATUS_OK ? status : outfile_add(f, "", 1, err);
}

enum status
outfile_add_u32(struct outfile *f, uint32_t value, struct error *err)
{
    return outfile_add(f, &value, sizeof(value), err);
}

enum status
outfile_align(struct outfile *f, struct error *err)
{
    static const char zeros[8];

    return outfile_add(f, zeros, (8 - outfile_offset(f) % 8) % 8, err);
}

void
outfile_set_total(struct outfile *f, uint64_t total)
{
    f->total = total;
}

enum status
outfile_finish(struct outfile *f, struct layout_head *head, struct error *err)
{
    enum status status = flush(f, err);

    if (status != STATUS_OK)
        return status;
    head->schema = SCHEMA_VERSION;
    head->total = f->total;
    head->size = f->written;
    if (lseek(f->fd, 0, SEEK_SET) != 0)
        return error_set_errno(err, STATUS_IO, "cannot write %s", f->path);
    status = file_write_all(f->fd, f->path, head, sizeof(*head), err);
    if (status != STATUS_OK)
        return status;
    if (fsync(f->fd) != 0)
        return error_set_errno(err, STATUS_IO, "cannot sync %s", f->path);
    return STATUS_OK;
}
