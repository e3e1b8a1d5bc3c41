/* The list of withdrawn documents: see withdrawn.h. */
#include "config.h"

#include "indexer/withdrawn.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/file.h"
#include "common/xalloc.h"
#include "indexer/digest.h"
#include "store/schema.h"

/* Ten thousand withdrawn documents with the longest of paths. */
#define WITHDRAWN_MAX ((size_t)64 << 20)

static int
compare(const void *a, const void *b)
{
    const struct withdrawn_entry *x = a, *y = b;
    int c = strcmp(x->id, y->id);

    return c != 0 ? c : strcmp(x->digest, y->digest);
}

static int
compare_digests(const void *a, const void *b)
{
    const struct withdrawn_entry *x = a, *y = b;
    int c = strcmp(x->digest, y->digest);

    return c != 0 ? c : strcmp(x->id, y->id);
}

static void
add(struct withdrawn *w, const char *id, size_t len, const char *digest,
    size_t digest_len)
{
    w->entries = xgrow(w->entries, w->n, &w->cap, sizeof(*w->entries));
    w->entries[w->n++] =
        (struct withdrawn_entry){arena_strndup(w->arena, id, len),
                                 arena_strndup(w->arena, digest, digest_len)};
}

/* The file's text. */
static void
format(const struct withdrawn *w, struct buf *out)
{
    for (size_t i = 0; i < w->n; i++) {
        const struct withdrawn_entry *e = &w->entries[i];
        if (*e->digest == '\0')
            buf_addf(out, "%s%s", i > 0 ? "\n" : "", e->id);
        else
            buf_addf(out, "%c%s", *e[-1].digest == '\0' ? '\t' : ' ',
                     e->digest);
    }
    if (w->n > 0)
        buf_add_char(out, '\n');
}

/* After a change: sorted, nothing twice, with its checksum. */
static void
settle(struct withdrawn *w)
{
    struct buf text = {0};
    size_t kept = 0;

    if (w->n > 0)
        qsort(w->entries, w->n, sizeof(*w->entries), compare);
    for (size_t i = 0; i < w->n; i++)
        if (kept == 0 || compare(&w->entries[i], &w->entries[kept - 1]) != 0)
            w->entries[kept++] = w->entries[i];
    w->n = kept;
    idset_free(w->ids);
    w->ids = idset_new();
    w->contents = xreallocarray(w->contents, w->n + 1, sizeof(*w->contents));
    w->n_contents = 0;
    for (size_t i = 0; i < w->n; i++) {
        const struct withdrawn_entry *e = &w->entries[i];
        if (*e->digest == '\0')
            (void)idset_add(w->ids, e->id, strlen(e->id));
        else
            w->contents[w->n_contents++] = *e;
    }
    if (w->n_contents > 0)
        qsort(w->contents, w->n_contents, sizeof(*w->contents),
              compare_digests);
    w->hash[0] = '\0';
    format(w, &text);
    if (w->n > 0)
        listing_hash_bytes(text.data, text.len, w->hash);
    buf_done(&text);
}

static bool
is_id(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)s[i] < 0x20 || s[i] == 0x7f)
            return false;
    return len > 0;
}

/* Takes a line; false where it is none. */
static bool
parse_line(struct withdrawn *w, const char *line, size_t len)
{
    const char *tab = memchr(line, '\t', len);
    size_t id_len = tab != NULL ? (size_t)(tab - line) : len;

    if (!is_id(line, id_len))
        return false;
    add(w, line, id_len, "", 0);
    for (size_t at = id_len; at < len; at += LISTING_HASH_SIZE) {
        const char *digest = line + at + 1;
        size_t n = strspn(digest, "0123456789abcdef");
        if (n != LISTING_HASH_SIZE - 1 || at + 1 + n > len ||
            (at > id_len && line[at] != ' '))
            return false;
        add(w, line, id_len, digest, n);
    }
    return true;
}

enum status
withdrawn_read(struct withdrawn *out, const char *index, struct error *err)
{
    struct buf text = {0};
    char *path = xasprintf("%s/%s", index, SCHEMA_WITHDRAWN);

    *out = (struct withdrawn){.arena = arena_new(), .met = idset_new()};
    enum status status = file_read(path, WITHDRAWN_MAX, &text, err);
    if (status == STATUS_NOT_FOUND)
        status = STATUS_OK;
    for (size_t at = 0; at < text.len && status == STATUS_OK;) {
        size_t len = strcspn(text.data + at, "\n");
        if (!parse_line(out, text.data + at, len))
            status = error_set(err, STATUS_CORRUPT,
                               "%s holds a line that is no id: mend it, one id "
                               "a line",
                               path);
        at += len + 1;
    }
    settle(out);
    buf_done(&text);
    free(path);
    return status;
}

void
withdrawn_done(struct withdrawn *w)
{
    arena_free(w->arena);
    free(w->entries);
    free(w->contents);
    idset_free(w->ids);
    idset_free(w->met);
    *w = (struct withdrawn){0};
}

/* ---- changing ---- */

void
withdrawn_add(struct withdrawn *w, const char *id, const char *digest)
{
    add(w, id, strlen(id), "", 0);
    if (*digest != '\0')
        add(w, id, strlen(id), digest, strlen(digest));
}

bool
withdrawn_remove(struct withdrawn *w, const char *id)
{
    size_t kept = 0, n = w->n;

    for (size_t i = 0; i < n; i++)
        if (strcmp(w->entries[i].id, id) != 0)
            w->entries[kept++] = w->entries[i];
    w->n = kept;
    return kept < n;
}

static enum status
write_list(const struct withdrawn *w, const char *index, struct error *err)
{
    struct buf text = {0};
    char *path = xasprintf("%s/%s", index, SCHEMA_WITHDRAWN);
    char *aside = xasprintf("%s.tmp", path);

    format(w, &text);
    (void)unlink(aside); /* of a run that was killed; the lock is ours */
    enum status status =
        file_create(aside, text.len > 0 ? text.data : "", text.len, err);
    if (status == STATUS_OK && rename(aside, path) != 0)
        status = error_set_errno(err, STATUS_IO, "cannot replace %s", path);
    if (status == STATUS_OK)
        status = file_sync(index, err);
    buf_done(&text);
    free(aside);
    free(path);
    return status;
}

enum status
withdrawn_save(struct withdrawn *w, const char *index, struct error *err)
{
    settle(w);
    return write_list(w, index, err);
}

/* ---- asking ---- */

/* Whether the list has the id or one above it; those that it has go into
 * met. */
static bool
find(const struct withdrawn *w, const char *id, struct idset *met)
{
    bool found = false;

    if (w->n == 0)
        return false;
    for (size_t len = strlen(id); len > 0;) {
        if (idset_has(w->ids, id, len)) {
            if (met == NULL)
                return true;
            found = true;
            (void)idset_add(met, id, len);
        }
        while (len > 0 && id[--len] != '/')
            ;
    }
    return found;
}

bool
withdrawn_has(const struct withdrawn *w, const char *id)
{
    return find(w, id, NULL);
}

/* The first entry of those with that digest; NULL: none. */
static const struct withdrawn_entry *
find_content(const struct withdrawn *w, const char *digest)
{
    size_t low = 0, high = w->n_contents;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(w->contents[middle].digest, digest) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < w->n_contents && strcmp(w->contents[low].digest, digest) == 0
               ? &w->contents[low]
               : NULL;
}

bool
withdrawn_meet(const struct withdrawn *w, const struct document *d,
               const char **copied)
{
    char digest[LISTING_HASH_SIZE];

    *copied = NULL;
    if (find(w, d->id, w->met))
        return true;
    if (w->n_contents == 0)
        return false;
    digest_document(d, digest);
    const struct withdrawn_entry *e = find_content(w, digest);
    if (e == NULL)
        return false;
    *copied = e->id;
    (void)idset_add(w->met, e->id, strlen(e->id));
    return true;
}

void
withdrawn_warn(const struct withdrawn *w, struct console *console)
{
    const char *first = NULL;
    size_t n = 0;

    for (size_t i = 0; i < w->n; i++) {
        const struct withdrawn_entry *e = &w->entries[i];
        if (*e->digest != '\0' || idset_has(w->met, e->id, strlen(e->id)))
            continue;
        if (first == NULL)
            first = e->id;
        n++;
    }
    if (n > 0)
        console_message(console, LOG_LEVEL_WARNING,
                        "%zu of the withdrawn ids met no document, %s among "
                        "them: where a file was renamed and its text changed, "
                        "withdraw its new id",
                        n, first);
}
