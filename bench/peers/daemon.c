/* This project's daemon, over its Unix socket. INDEX is the socket's path. How:
 * `plain`, or nothing, asks for what the other engines do: BM25 alone, all
 * words as they are, phrases in any forms; `people` asks as people do: every
 * option at its default, phrases in their own forms. What stands behind either
 * are more options of SEARCH: `plain cache=no`. */
#include "config.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "bench/peers/drive.h"
#include "common/buf.h"
#include "common/xalloc.h"

#define PLAIN "limit=10 snippets=1 match=all expand=no rank=none"

struct handle {
    int fd;
    bool any_form;    /* phrases */
    char *options;    /* with a blank behind */
    struct buf reply; /* whole, with a NUL behind */
};

/* Where the line that ends the reply in b begins, if it is there. */
static const char *
last_line(const struct buf *b)
{
    if (b->len == 0 || b->data[b->len - 1] != '\n')
        return NULL;
    const char *before = memrchr(b->data, '\n', b->len - 1);
    const char *line = before == NULL ? b->data : before + 1;
    return strncmp(line, "OK", 2) == 0 || strncmp(line, "ERR", 3) == 0 ? line
                                                                       : NULL;
}

/* Returns the last line. */
static const char *
read_reply(struct handle *h)
{
    const char *last = NULL;

    buf_clear(&h->reply);
    while (last == NULL) {
        buf_reserve(&h->reply, 65536);
        ssize_t n = read(h->fd, h->reply.data + h->reply.len, 65535);
        if (n <= 0)
            errx(1, "the daemon has closed the connection");
        h->reply.len += (size_t)n;
        h->reply.data[h->reply.len] = '\0';
        last = last_line(&h->reply);
    }
    if (*last == 'E')
        errx(1, "the daemon says %s", last);
    return last;
}

static void *
open_connection(const char *index, const char *how)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct handle *h = xcalloc(1, sizeof(*h));
    const char *more = strchrnul(how != NULL ? how : "", ' ');
    bool people = how != NULL && strncmp(how, "people", 6) == 0;

    h->any_form = !people;
    h->options = xasprintf("%s%s ", people ? "" : PLAIN, more);
    h->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (strlen(index) >= sizeof(address.sun_path))
        errx(1, "%s is too long a path for a socket", index);
    strcpy(address.sun_path, index);
    if (h->fd < 0 ||
        connect(h->fd, (struct sockaddr *)&address, sizeof(address)) != 0)
        err(1, "%s", index);
    (void)read_reply(h);
    return h;
}

static void
close_connection(void *handle)
{
    struct handle *h = handle;

    (void)close(h->fd);
    free(h->options);
    buf_done(&h->reply);
    free(h);
}

static void
send_query(struct handle *h, const struct question *q)
{
    char line[1024];
    const char *quote = q->how == DRIVE_PHRASE ? "\"" : "";
    const char *between = q->how == DRIVE_ANY ? " OR " : " ";
    int n = snprintf(line, sizeof(line), "SEARCH %s: %s%s", h->options,
                     *quote != '\0' && h->any_form ? "~" : "", quote);

    for (uint32_t i = 0; i < q->n; i++)
        n += snprintf(line + n, sizeof(line) - (size_t)n, "%s%s",
                      i > 0 ? between : "", q->word[i]);
    n += snprintf(line + n, sizeof(line) - (size_t)n, "%s\n", quote);
    if (write(h->fd, line, (size_t)n) != n)
        err(1, "the daemon does not take a request");
}

/* The value of ` name=` in the last line. */
static uint64_t
number_of(const char *last, const char *name)
{
    const char *at = strstr(last, name);

    if (at == NULL)
        errx(1, "no%s in %s", name, last);
    return strtoull(at + strlen(name), NULL, 10);
}

/* The text behind n more TABs. */
static const char *
field(const char *line, int n)
{
    for (; n > 0 && line != NULL; n--) {
        line = strchr(line, '\t');
        line = line == NULL ? NULL : line + 1;
    }
    if (line == NULL)
        errx(1, "a line of the reply is short");
    return line;
}

static void
ask(void *handle, const struct question *q, struct outcome *out)
{
    struct handle *h = handle;

    send_query(h, q);
    const char *last = read_reply(h);
    out->total = number_of(last, " total=");
    for (const char *line = h->reply.data; line < last;
         line = strchr(line, '\n') + 1) {
        if (strncmp(line, "HIT\t", 4) == 0 && out->n_hits < DRIVE_HITS) {
            const char *id = strstr(field(line, 3), "#p");
            out->hit[out->n_hits++] =
                id == NULL ? 0 : (uint32_t)strtoul(id + 2, NULL, 10);
        } else if (strncmp(line, "SNIP\t", 5) == 0) {
            out->snippets += strcspn(field(line, 3), "\n");
        } else if (strncmp(line, "FACET\tyear\t", 11) == 0) {
            uint32_t year = (uint32_t)strtoul(field(line, 2), NULL, 10);
            if (year - DRIVE_YEAR_FIRST < DRIVE_YEARS)
                out->year[year - DRIVE_YEAR_FIRST] =
                    strtoull(field(line, 3), NULL, 10);
        }
    }
}

const struct peer peer = {NULL, open_connection, ask, close_connection};
