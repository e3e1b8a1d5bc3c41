/* Sphinx's daemon, over its Unix socket, in SphinxQL: MySQL's protocol, as much
 * of it as is needed. INDEX is the socket's path; how is the corpus's folder,
 * since Sphinx makes snippets of texts that it is sent. `index` writes the
 * corpus for Sphinx's own indexer, as its tsvpipe, to standard output. */
#include "config.h"

#include <err.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "bench/peers/drive.h"
#include "bench/peers/rows.h"
#include "common/buf.h"
#include "common/xalloc.h"

#define QUERY 3 /* COM_QUERY */
#define CAPABILITIES                                                           \
    0x38200u /* 4.1, secure, several statements and results                    \
              */
#define MORE_RESULTS 8u
#define CHARSET_UTF8 33
#define HEAD 4 /* bytes before a packet: its length and number */

struct handle {
    int fd;
    struct buf in; /* read, from `at` on not looked at */
    size_t at;
    struct buf query, snippets;
    const char *packet;
    size_t len;
};

/* The texts by their numbers, for all threads: read by the first. */
static pthread_mutex_t texts_lock = PTHREAD_MUTEX_INITIALIZER;
static struct row *texts;
static size_t n_texts;
static struct rows *texts_rows;

static void
read_texts(const char *folder)
{
    size_t cap = 0;
    struct row row;

    if (texts_rows != NULL)
        return;
    texts_rows = rows_open(folder);
    while (rows_next(texts_rows, &row)) {
        texts = xgrow(texts, n_texts, &cap, sizeof(*texts));
        texts[n_texts++] = row;
    }
}

static void
write_tsv(const char *index, const char *folder, const char *how)
{
    struct rows *rows = rows_open(folder);
    struct row row;

    (void)index;
    (void)how;
    while (rows_next(rows, &row))
        (void)printf("%u\t%u\t%.*s\n", row.number, row.year, (int)row.len,
                     row.text);
    rows_close(rows);
    if (fflush(stdout) != 0)
        err(1, "standard output");
}

/* ---- packets ---- */

static void
fill(struct handle *h, size_t need)
{
    if (h->at > 0 && h->at == h->in.len) {
        buf_clear(&h->in);
        h->at = 0;
    }
    while (h->in.len - h->at < need) {
        buf_reserve(&h->in, 65536);
        ssize_t n = read(h->fd, h->in.data + h->in.len, 65535);
        if (n <= 0)
            errx(1, "Sphinx has closed the connection");
        h->in.len += (size_t)n;
    }
}

/* The next packet, valid until the one after it. */
static void
next_packet(struct handle *h)
{
    fill(h, HEAD);
    const unsigned char *head = (unsigned char *)h->in.data + h->at;
    h->len = head[0] | (size_t)head[1] << 8 | (size_t)head[2] << 16;
    fill(h, HEAD + h->len);
    h->packet = h->in.data + h->at + HEAD;
    h->at += HEAD + h->len;
    if (h->len > 9 && (unsigned char)h->packet[0] == 0xff)
        errx(1, "Sphinx says %.*s", (int)h->len - 9, h->packet + 9);
}

/* b: HEAD bytes, which this fills, and the packet. */
static void
send_packet(struct handle *h, struct buf *b, unsigned number)
{
    size_t len = b->len - HEAD;

    b->data[0] = (char)(len & 0xff);
    b->data[1] = (char)(len >> 8 & 0xff);
    b->data[2] = (char)(len >> 16);
    b->data[3] = (char)number;
    for (size_t sent = 0; sent < b->len;) {
        ssize_t n = write(h->fd, b->data + sent, b->len - sent);
        if (n < 0)
            err(1, "Sphinx does not take a query");
        sent += (size_t)n;
    }
}

static void
start_query(struct buf *b)
{
    static const char head[HEAD + 1] = {0, 0, 0, 0, QUERY};

    buf_clear(b);
    buf_add(b, head, sizeof(head));
}

/* Values of a row are shorter than 251 bytes but for snippets. */
static const char *
value(const char *at, size_t *len, const char **next)
{
    const unsigned char *p = (const unsigned char *)at;

    *len = p[0] == 0xfc ? (size_t)(p[1] | p[2] << 8) : p[0];
    at += p[0] == 0xfc ? 3 : 1;
    if (p[0] > 0xfc)
        errx(1, "a value of Sphinx is too long");
    *next = at + *len;
    return at;
}

static bool
is_eof(const struct handle *h)
{
    return (unsigned char)h->packet[0] == 0xfe && h->len < 9;
}

/* Calls `row` with each row of the next result; whether more results follow. */
static bool
read_result(struct handle *h, struct outcome *out,
            void (*row)(const struct handle *, struct outcome *))
{
    next_packet(h); /* how many columns; then each, and an end */
    do
        next_packet(h);
    while (!is_eof(h));
    for (next_packet(h); !is_eof(h); next_packet(h))
        row(h, out);
    return ((unsigned char)h->packet[3] & MORE_RESULTS) != 0;
}

/* ---- a query ---- */

static void *
open_connection(const char *index, const char *how)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct handle *h = xcalloc(1, sizeof(*h));
    char login[HEAD + 34] = {0};

    if (how == NULL || strlen(index) >= sizeof(address.sun_path))
        errx(1, "--how FOLDER and a short path are wanted");
    (void)pthread_mutex_lock(&texts_lock);
    read_texts(how);
    (void)pthread_mutex_unlock(&texts_lock);
    strcpy(address.sun_path, index);
    h->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (h->fd < 0 ||
        connect(h->fd, (struct sockaddr *)&address, sizeof(address)) != 0)
        err(1, "%s", index);
    next_packet(h);
    for (int i = 0; i < 4; i++)
        login[HEAD + i] = (char)(CAPABILITIES >> 8 * i & 0xff);
    login[HEAD + 7] = 1; /* packets of at most 16 MB */
    login[HEAD + 8] = CHARSET_UTF8;
    buf_add(&h->query, login, sizeof(login));
    send_packet(h, &h->query, 1);
    next_packet(h);
    return h;
}

static void
close_connection(void *handle)
{
    struct handle *h = handle;

    (void)close(h->fd);
    buf_done(&h->in);
    buf_done(&h->query);
    buf_done(&h->snippets);
    free(h);
}

static void
take_hit(const struct handle *h, struct outcome *out)
{
    size_t len;
    const char *next, *id = value(h->packet, &len, &next);

    if (out->n_hits < DRIVE_HITS)
        out->hit[out->n_hits++] = (uint32_t)strtoul(id, NULL, 10);
}

static void
take_year(const struct handle *h, struct outcome *out)
{
    size_t len;
    const char *count, *next, *year = value(h->packet, &len, &count);
    uint32_t y = (uint32_t)strtoul(year, NULL, 10) - DRIVE_YEAR_FIRST;

    if (y >= DRIVE_YEARS)
        errx(1, "Sphinx counts a year that is none");
    out->year[y] = strtoull(value(count, &len, &next), NULL, 10);
}

static void
take_meta(const struct handle *h, struct outcome *out)
{
    size_t len;
    const char *number, *next, *name = value(h->packet, &len, &number);

    if (len == strlen("total_found") && memcmp(name, "total_found", len) == 0)
        out->total = strtoull(value(number, &len, &next), NULL, 10);
}

static void
take_snippet(const struct handle *h, struct outcome *out)
{
    size_t len;
    const char *next;

    (void)value(h->packet, &len, &next);
    out->snippets += len;
}

static void
add_match(struct buf *b, const struct question *q)
{
    buf_add_str(b, q->how == DRIVE_PHRASE ? "'\"" : "'");
    for (uint32_t i = 0; i < q->n; i++) {
        if (i > 0)
            buf_add_str(b, q->how == DRIVE_ANY ? " | " : " ");
        buf_add_str(b, q->word[i]);
    }
    buf_add_str(b, q->how == DRIVE_PHRASE ? "\"'" : "'");
}

static void
ask_snippets(struct handle *h, const struct question *q, struct outcome *out)
{
    struct buf *b = &h->snippets;

    start_query(b);
    buf_add_str(b, "CALL SNIPPETS((");
    for (uint32_t i = 0; i < out->n_hits; i++) {
        const struct row *row = &texts[out->hit[i] - 1];
        buf_add_str(b, i > 0 ? ",'" : "'");
        buf_add(b, row->text, row->len);
        buf_add_char(b, '\'');
    }
    buf_add_str(b, "), 'minutes', ");
    add_match(b, q);
    buf_add_str(b, ", 200 AS limit, 30 AS limit_words)");
    send_packet(h, b, 0);
    (void)read_result(h, out, take_snippet);
}

static void
ask(void *handle, const struct question *q, struct outcome *out)
{
    struct handle *h = handle;
    struct buf *b = &h->query;

    start_query(b);
    buf_add_str(b, "SELECT id FROM minutes WHERE MATCH(");
    add_match(b, q);
    buf_add_str(b, ") LIMIT 10 OPTION ranker=bm25 "
                   "FACET year ORDER BY year DESC LIMIT 100; SHOW META");
    send_packet(h, b, 0);
    if (!read_result(h, out, take_hit) || !read_result(h, out, take_year))
        errx(1, "Sphinx does not answer all that it is asked");
    (void)read_result(h, out, take_meta);
    if (out->n_hits > 0)
        ask_snippets(h, q, out);
}

const struct peer peer = {write_tsv, open_connection, ask, close_connection};
