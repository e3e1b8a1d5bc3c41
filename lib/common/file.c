/* Whole files: see file.h. */
#include "config.h"

#include "common/file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* One read(2): large enough that the calls cost nothing beside the work. */
#define FILE_CHUNK 65536
/* One copy_file_range(2): a signal is seen to between two. */
#define FILE_RANGE ((size_t)64 << 20)

enum status
file_read_fd(int fd, const char *name, size_t max, struct buf *out,
             struct error *err)
{
    size_t before = out->len;

    for (;;) {
        buf_reserve(out, FILE_CHUNK);
        ssize_t n = read(fd, out->data + out->len, FILE_CHUNK);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return error_set_errno(err, STATUS_IO, "cannot read %s", name);
        if (n == 0)
            break;
        out->len += (size_t)n;
        out->data[out->len] = '\0';
        if (out->len - before > max)
            return error_set(err, STATUS_TOO_LARGE,
                             "%s is larger than %zu bytes", name, max);
    }
    return STATUS_OK;
}

enum status
file_read(const char *path, size_t max, struct buf *out, struct error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return error_set_errno(err, STATUS_IO, "cannot open %s", path);
    enum status status = file_read_fd(fd, path, max, out, err);
    (void)close(fd);
    return status;
}

enum status
file_write_all(int fd, const char *name, const void *data, size_t len,
               struct error *err)
{
    const char *p = data;

    while (len > 0) {
        ssize_t n = write(fd, p, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return error_set_errno(err, STATUS_IO, "cannot write %s", name);
        p += n;
        len -= (size_t)n;
    }
    return STATUS_OK;
}

/* copy_file_range(2) shares blocks where it can, and does not work between all
 * file systems: then, and only before the first byte, plain reading does. */
static enum status
copy_bytes(int in, int out, const char *to, struct error *err)
{
    struct buf chunk = {0};
    enum status status = STATUS_OK;
    bool ranges = true, ended = false;

    buf_reserve(&chunk, FILE_CHUNK);
    for (bool first = true; status == STATUS_OK && !ended;) {
        ssize_t n = ranges ? copy_file_range(in, NULL, out, NULL, FILE_RANGE, 0)
                           : read(in, chunk.data, FILE_CHUNK);
        if (n < 0 && ranges && first && errno != EINTR && errno != ENOSPC &&
            errno != EIO)
            ranges = false;
        else if (n < 0 && errno != EINTR)
            status = error_set_errno(err, STATUS_IO, "cannot copy to %s", to);
        else if (n == 0 && ranges && first)
            ranges = false; /* some file systems say so of what is not empty */
        else if (n == 0)
            ended = true;
        else if (n > 0) {
            first = false;
            if (!ranges)
                status = file_write_all(out, to, chunk.data, (size_t)n, err);
        }
    }
    buf_done(&chunk);
    return status;
}

/* A file that was cut while it was copied, or a file system that says the end
 * too early. */
static enum status
compare_sizes(int in, int out, const char *from, struct error *err)
{
    struct stat a, b;

    if (fstat(in, &a) != 0 || fstat(out, &b) != 0)
        return error_set_errno(err, STATUS_IO, "cannot look at %s", from);
    if (a.st_size != b.st_size)
        return error_set(err, STATUS_IO, "%s was not copied whole", from);
    return STATUS_OK;
}

enum status
file_copy(const char *from, const char *to, struct error *err)
{
    int in = open(from, O_RDONLY | O_CLOEXEC);

    if (in < 0)
        return error_set_errno(err, STATUS_IO, "cannot open %s", from);
    int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    enum status status = STATUS_OK;
    if (out < 0)
        status = error_set_errno(err, STATUS_IO, "cannot create %s", to);
    if (status == STATUS_OK)
        status = copy_bytes(in, out, to, err);
    if (status == STATUS_OK)
        status = compare_sizes(in, out, from, err);
    if (out >= 0 && close(out) != 0 && status == STATUS_OK)
        status = error_set_errno(err, STATUS_IO, "cannot close %s", to);
    (void)close(in);
    return status;
}

enum status
file_create(const char *path, const void *data, size_t len, struct error *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);

    if (fd < 0)
        return error_set_errno(err, STATUS_IO, "cannot create %s", path);
    enum status status = file_write_all(fd, path, data, len, err);
    if (status == STATUS_OK && fsync(fd) != 0)
        status = error_set_errno(err, STATUS_IO, "cannot sync %s", path);
    if (close(fd) != 0 && status == STATUS_OK)
        status = error_set_errno(err, STATUS_IO, "cannot close %s", path);
    return status;
}

enum status
file_sync(const char *path, struct error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return error_set_errno(err, STATUS_IO, "cannot open %s", path);
    enum status status = STATUS_OK;
    if (fsync(fd) != 0)
        status = error_set_errno(err, STATUS_IO, "cannot sync %s", path);
    (void)close(fd);
    return status;
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

enum status
file_remove_tree(const char *path, struct error *err)
{
    /* 16 descriptors: a generation is two levels deep. Not FTW_MOUNT: where
     * overlayfs joins two file systems, as containers do, a file has another
     * device number than its folder, and would be passed over. */
    if (nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) == 0 ||
        errno == ENOENT)
        return STATUS_OK;
    return error_set_errno(err, STATUS_IO, "cannot remove %s", path);
}
