/* One file: see source.h. Between the walk and now anything may have been put
 * in its place, so everything is looked at again, on the open descriptor. */
#include "config.h"

#include "indexer/source.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/file.h"
#include "common/xalloc.h"
#include "minutes/minutes.h"

/* O_NONBLOCK: opening a FIFO would wait for a writer. */
#define SOURCE_FLAGS (O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)

/* Opens relative below the folder fd one step at a time, so that no step can
 * be a link; -1 and errno on failure. */
static int
open_below(int fd, const char *relative)
{
    char *copy = xstrdup(relative);
    char *part = copy;
    int at = fd;

    for (;;) {
        char *slash = strchr(part, '/');
        if (slash != NULL)
            *slash = '\0';
        int next = openat(at, part,
                          slash != NULL
                              ? O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
                              : SOURCE_FLAGS | O_NOFOLLOW);
        if (at != fd)
            (void)close(at);
        at = next;
        if (slash == NULL || at < 0)
            break;
        part = slash + 1;
    }
    free(copy);
    return at;
}

enum status
source_read(const struct root *root, const char *relative, struct buf *out,
            struct error *err)
{
    struct stat st;
    int fd = root->folder ? open_below(root->fd, relative)
                          : open(root->path, SOURCE_FLAGS);

    if (fd < 0)
        return error_set_errno(err, STATUS_IO, "cannot open it");
    enum status status;
    buf_clear(out);
    if (fstat(fd, &st) != 0)
        status = error_set_errno(err, STATUS_IO, "cannot look at it");
    else if (!S_ISREG(st.st_mode))
        status = error_set(err, STATUS_INVALID, "no regular file");
    else
        status = file_read_fd(fd, "it", MINUTES_INPUT_MAX, out, err);
    (void)close(fd);
    return status;
}
