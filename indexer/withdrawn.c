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
#include "store/schema.h"

/* Ten thousand withdrawn documents with the longest of paths. */
#define WITHDRAWN_MAX ((size_t)64 << 20)

static void
add(struct withdrawn *w, const char *id, size_t len)
{
    if (!idset_add(w->set, id, len))
        return;
    w->ids = xreallocarray(w->ids, w->n + 1, sizeof(*w->ids));
    w->ids[w->n++] = xmemdup0(id, len);
}

static int
compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The file's text. */
static void
format(const struct withdrawn *w, struct buf *out)
{
    for (size_t i = 0; i < w->n; i++)
        buf_addf(out, "%s\n", w->ids[i]);
}

/* After a change: sorted, with its checksum. */
static void
settle(struct withdrawn *w)
{
    struct buf text = {0};

    if (w->n > 0)
        qsort(w->ids, w->n, sizeof(*w->ids), compare);
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

enum status
withdrawn_read(struct withdrawn *out, const char *index, struct error *err)
{
    struct buf text = {0};
    char *path = xasprintf("%s/%s", index, SCHEMA_WITHDRAWN);

    *out = (struct withdrawn){.set = idset_new(), .met = idset_new()};
    enum status status = file_read(path, WITHDRAWN_MAX, &text, err);
    if (status == STATUS_NOT_FOUND)
        status = STATUS_OK;
    for (size_t at = 0; at < text.len && status == STATUS_OK;) {
        size_t len = strcspn(text.data + at, "\n");
        if (!is_id(text.data + at, len))
            status = error_set(err, STATUS_CORRUPT,
                               "%s holds a line that is no id: mend it, one id "
                               "a line",
                               path);
        else
            add(out, text.data + at, len);
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
    for (size_t i = 0; i < w->n; i++)
        free(w->ids[i]);
    free(w->ids);
    idset_free(w->set);
    idset_free(w->met);
    *w = (struct withdrawn){0};
}

/* ---- changing ---- */

static enum status
take_away(struct withdrawn *w, const char *id, struct error *err)
{
    for (size_t i = 0; i < w->n; i++) {
        if (strcmp(w->ids[i], id) != 0)
            continue;
        free(w->ids[i]);
        w->ids[i] = w->ids[--w->n];
        return STATUS_OK;
    }
    return error_set(err, STATUS_NOT_FOUND, "%s is not withdrawn", id);
}

/* The set knows no removal. */
static void
refill_set(struct withdrawn *w)
{
    idset_free(w->set);
    w->set = idset_new();
    for (size_t i = 0; i < w->n; i++)
        (void)idset_add(w->set, w->ids[i], strlen(w->ids[i]));
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
withdrawn_change(struct withdrawn *w, const char *index, char *const *more,
                 size_t n_more, char *const *remove, size_t n_remove,
                 struct error *err)
{
    enum status status = STATUS_OK;

    if (n_more == 0 && n_remove == 0)
        return STATUS_OK;
    for (size_t i = 0; i < n_remove && status == STATUS_OK; i++)
        status = take_away(w, remove[i], err);
    if (status != STATUS_OK)
        return status;
    refill_set(w);
    for (size_t i = 0; i < n_more; i++)
        add(w, more[i], strlen(more[i]));
    settle(w);
    return write_list(w, index, err);
}

/* Whether the list has the id or one above it; those that it has go into
 * met. */
static bool
find(const struct withdrawn *w, const char *id, struct idset *met)
{
    bool found = false;

    if (w->n == 0)
        return false;
    for (size_t len = strlen(id); len > 0;) {
        if (idset_has(w->set, id, len)) {
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

bool
withdrawn_meet(const struct withdrawn *w, const char *id)
{
    return find(w, id, w->met);
}

void
withdrawn_warn(const struct withdrawn *w, struct console *console)
{
    const char *first = NULL;
    size_t n = 0;

    for (size_t i = 0; i < w->n; i++) {
        if (idset_has(w->met, w->ids[i], strlen(w->ids[i])))
            continue;
        if (first == NULL)
            first = w->ids[i];
        n++;
    }
    if (n > 0)
        console_message(console, LOG_LEVEL_WARNING,
                        "%zu of the withdrawn ids met no document, %s among "
                        "them: where a file was renamed, withdraw its new id",
                        n, first);
}
