/* The lock: see lock.h. The file stays when the lock goes: removing it would
 * let a third process lock a new file while a second waits on the old. */
#include "config.h"

#include "indexer/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/num.h"
#include "common/xalloc.h"
#include "store/schema.h"

/* Only its owner may open it: who can read a file can hold its lock, and so
 * keep every run from the index. */
#define LOCK_MODE 0600

/* A process id and a newline. */
#define LOCK_TEXT_SIZE 32

static enum status
say_who(int fd, const char *index, struct error *err)
{
    char text[LOCK_TEXT_SIZE];
    ssize_t n = pread(fd, text, sizeof(text), 0);
    const char *end = n > 0 ? memchr(text, '\n', (size_t)n) : NULL;
    uint64_t pid;

    /* Empty where the other one has only just begun. */
    if (end == NULL || !num_parse(text, (size_t)(end - text), INT32_MAX, &pid))
        return error_set(err, STATUS_LOCKED, "another indexer is at work on %s",
                         index);
    return error_set(err, STATUS_LOCKED,
                     "another indexer (process %llu) is at work on %s",
                     (unsigned long long)pid, index);
}

/* It serves another one's message only: on a full disk the run goes on, as it
 * may be the one that makes room. Written over what is there, which takes no
 * room, and then cut. */
static void
write_pid(int fd)
{
    char text[LOCK_TEXT_SIZE];
    int len = snprintf(text, sizeof(text), "%ld\n", (long)getpid());

    if (pwrite(fd, text, (size_t)len, 0) != len)
        len = 0; /* no name rather than a wrong one */
    if (ftruncate(fd, len) != 0)
        return;
}

enum status
lock_take(int *fd, const char *index, struct error *err)
{
    enum status status = STATUS_OK;
    char *path = xasprintf("%s/%s", index, SCHEMA_LOCK);
    int f = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, LOCK_MODE);

    if (f < 0) {
        status = error_set_errno(err, STATUS_IO, "cannot open %s", path);
        goto out;
    }
    /* One that was made with another mode; of another user's, it stays. */
    (void)fchmod(f, LOCK_MODE);
    if (flock(f, LOCK_EX | LOCK_NB) != 0) {
        status = errno == EWOULDBLOCK
                     ? say_who(f, index, err)
                     : error_set_errno(err, STATUS_IO, "cannot lock %s", path);
        goto out;
    }
    write_pid(f);
out:
    free(path);
    if (status == STATUS_OK)
        *fd = f;
    else if (f >= 0)
        (void)close(f);
    return status;
}
