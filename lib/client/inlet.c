/* Lines out of a socket: see inlet.h. */
#include "config.h"

#include "client/inlet.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include "client/wait.h"
#include "proto/limits.h"

/* Bytes that one recv(2) may bring. */
#define READ_SIZE 16384

/* A reply's lines, and the one that ends it, which the server does not count
 * among them. */
#define REPLY_MAX (PROTO_REPLY_MAX + PROTO_LINE_MAX)

static enum status
receive(struct inlet *i, struct error *err)
{
    for (;;) {
        buf_reserve(&i->in, READ_SIZE);
        ssize_t n =
            recv(i->fd, i->in.data + i->in.len, READ_SIZE, MSG_DONTWAIT);
        if (n > 0) {
            i->in.len += (size_t)n;
            i->in.data[i->in.len] = '\0';
            return STATUS_OK;
        }
        if (n == 0 || errno == ECONNRESET) {
            i->ended = true;
            return error_set(err, STATUS_IO,
                             "%s closed the connection before its reply was "
                             "whole",
                             i->name);
        }
        if (errno != EAGAIN && errno != EINTR)
            return error_set_errno(err, STATUS_IO, "reading from %s", i->name);
        enum status status = wait_for(i->fd, POLLIN, i->deadline, i->name, err);
        if (status != STATUS_OK)
            return status;
    }
}

/* Takes what was given out off the buffer, so that it holds little more than
 * one line. */
static void
drop_taken(struct inlet *i)
{
    i->in.len -= i->taken;
    if (i->in.len != 0)
        memmove(i->in.data, i->in.data + i->taken, i->in.len);
    i->taken = 0;
}

enum status
inlet_next(struct inlet *i, const char **line, size_t *len, struct error *err)
{
    const char *newline = NULL;
    size_t searched = 0;

    drop_taken(i);
    for (;;) {
        if (i->in.len > searched)
            newline = memchr(i->in.data + searched, '\n', i->in.len - searched);
        size_t size =
            newline != NULL ? (size_t)(newline - i->in.data) + 1 : i->in.len;
        if (size + i->reply_bytes > REPLY_MAX)
            return error_set(err, STATUS_TOO_LARGE,
                             "%s sent more than a reply may have, %u bytes",
                             i->name, PROTO_REPLY_MAX);
        if (newline != NULL)
            break;
        searched = i->in.len;
        enum status status = receive(i, err);
        if (status != STATUS_OK)
            return status;
    }
    *line = i->in.data;
    *len = (size_t)(newline - i->in.data);
    i->taken = *len + 1;
    i->reply_bytes += i->taken;
    return STATUS_OK;
}

void
inlet_end_reply(struct inlet *i)
{
    i->reply_bytes = 0;
}

void
inlet_done(struct inlet *i)
{
    buf_done(&i->in);
}
