/* What a document says: see digest.h. */
#include "config.h"

#include "indexer/digest.h"

#include <stdbool.h>
#include <string.h>

#include "common/buf.h"
#include "common/xalloc.h"
#include "indexer/reader.h"
#include "minutes/date.h"

#define NBSP "\xc2\xa0"
#define LINE_SEPARATOR "\xe2\x80\xa8" /* U+2028 */

/* The bytes of a blank at s; 0: there is none. */
static size_t
blank(const char *s)
{
    if (*s == ' ')
        return 1;
    if (strncmp(s, NBSP, strlen(NBSP)) == 0)
        return strlen(NBSP);
    if (strncmp(s, LINE_SEPARATOR, strlen(LINE_SEPARATOR)) == 0)
        return strlen(LINE_SEPARATOR);
    return 0;
}

/* A line of it, blanks folded. */
static void
add_line(struct buf *out, const char *text)
{
    while (*text != '\0') {
        size_t n = blank(text);
        if (n == 0) {
            buf_add_char(out, *text++);
            continue;
        }
        while (n > 0) {
            text += n;
            n = blank(text);
        }
        buf_add_char(out, ' ');
    }
    buf_add_char(out, '\n');
}

static void
finish(struct buf *texts, const char *title, const char *committee,
       const char *date, char hash[LISTING_HASH_SIZE])
{
    size_t len = texts->len;

    add_line(texts, title);
    add_line(texts, committee);
    add_line(texts, date);
    listing_hash_bytes(texts->data, texts->len, hash);
    texts->len = len;
}

void
digest_document(const struct document *d, char hash[LISTING_HASH_SIZE])
{
    struct buf texts = {0};

    hash[0] = '\0';
    for (size_t i = 0; i < d->n_units; i++)
        add_line(&texts, d->units[i].text);
    if (d->n_units > 0)
        finish(&texts, d->title_from == ORIGIN_PATH ? "" : d->title,
               d->committee, d->date_from == ORIGIN_PATH ? "" : d->date, hash);
    buf_done(&texts);
}

/* Whether a title may have been made of the last part of a path: the parser
 * makes blanks of dashes and underscores, and the first letter a capital. */
static bool
is_title_of(const char *title, const char *path, size_t len)
{
    size_t begin = len;

    while (begin > 0 && path[begin - 1] != '/')
        begin--;
    if (strlen(title) != len - begin)
        return false;
    for (size_t i = 0; title[i] != '\0'; i++) {
        char c = path[begin + i];
        bool same =
            c == title[i] || ((c == '-' || c == '_') && title[i] == ' ');
        if (!same && (i > 0 || (c | 0x20) != (title[i] | 0x20)))
            return false;
    }
    return true;
}

static bool
is_date_of(const char *date, const char *path, size_t len)
{
    char iso[DATE_SIZE];

    return date_in_path((struct span){path, len}, iso) == DATE_FOUND &&
           strcmp(iso, date) == 0;
}

size_t
digest_stored(const struct store *store, const struct store_document *d,
              char hashes[DIGEST_MAX][LISTING_HASH_SIZE])
{
    struct buf texts = {0};
    size_t n = 0, id_len = strlen(d->id), stem = reader_stem(d->source);
    const char *slash = strrchr(d->id, '/'); /* of a file of several items */
    size_t file_len = slash != NULL ? (size_t)(slash - d->id) : 0;
    bool title = is_title_of(d->title, d->id, id_len) ||
                 is_title_of(d->title, d->id, file_len) ||
                 is_title_of(d->title, d->source, stem);
    bool date = is_date_of(d->date, d->id, id_len) ||
                is_date_of(d->date, d->id, file_len);

    for (uint32_t i = 0; i < d->units; i++) {
        struct store_unit u;
        store_unit(store, d->first + i, &u);
        add_line(&texts, u.text);
    }
    for (int t = 0; t <= title && d->units > 0; t++)
        for (int k = 0; k <= date; k++)
            finish(&texts, t ? "" : d->title, d->committee, k ? "" : d->date,
                   hashes[n++]);
    buf_done(&texts);
    return n;
}
