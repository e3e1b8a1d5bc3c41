/* Writing `positions`: see positions-writer.h. */
#include "config.h"

#include "store/positions-writer.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/xalloc.h"
#include "store/inverter.h"
#include "store/lists.h"

/* Bytes of old lists read between two gifts of their pages back to the
 * system, so that they do not count as the process's memory. */
#define RELAX_BYTES ((uint64_t)16 << 20)

struct positions_writer {
    struct lists *lists;
    struct inverter *inverter;
    bool sorted;
    /* The generation before: */
    const struct store *old; /* or NULL */
    uint32_t next_old;       /* word */
    uint64_t seen;           /* bytes of its lists, since store_relax */
    uint64_t *gone;          /* bits, by docid */
    uint32_t *gone_parts;    /* how many of them, by docid / POSITIONS_SPAN */
    /* What comes next of the inverter: */
    struct inverter_list list;
    struct inverter_posting posting; /* n 0: none is left of the list */
    struct buf form;
    uint32_t *scratch; /* positions of one unit */
    size_t cap_scratch;
};

enum status
positions_writer_open(struct positions_writer **out, const char *dir,
                      size_t bytes, const struct store *old, struct error *err)
{
    struct positions_writer *w = xcalloc(1, sizeof(*w));
    enum status status = lists_open(&w->lists, dir, err);

    if (status == STATUS_OK) {
        w->inverter = inverter_new(dir, bytes);
        w->old = old;
    }
    if (status == STATUS_OK && old != NULL) {
        size_t last = store_last_docid(old);
        w->gone = xcalloc(last / 64 + 1, sizeof(*w->gone));
        w->gone_parts =
            xcalloc(last / POSITIONS_SPAN + 1, sizeof(*w->gone_parts));
    }
    if (status == STATUS_OK)
        *out = w;
    else
        positions_writer_close(w);
    return status;
}

void
positions_writer_close(struct positions_writer *w)
{
    if (w == NULL)
        return;
    lists_close(w->lists);
    inverter_free(w->inverter);
    free(w->gone);
    free(w->gone_parts);
    buf_done(&w->form);
    free(w->scratch);
    free(w);
}

static bool
is_gone(const struct positions_writer *w, uint32_t docid)
{
    return (w->gone[docid / 64] >> docid % 64 & 1) != 0;
}

void
positions_writer_gone(struct positions_writer *w, uint32_t docid, uint32_t n)
{
    for (; n > 0; docid++, n--) {
        if (is_gone(w, docid))
            continue;
        w->gone[docid / 64] |= UINT64_C(1) << docid % 64;
        w->gone_parts[docid / POSITIONS_SPAN]++;
    }
}

enum status
positions_writer_add(struct positions_writer *w, enum positions_zone zone,
                     const char *form, size_t len, uint32_t docid, uint32_t n,
                     uint32_t pos, struct error *err)
{
    return inverter_add(w->inverter, zone, form, len, docid, n, pos, err);
}

/* ---- the lists of before ---- */

static uint32_t
count_gone(const struct positions_writer *w, const struct positions_part *part)
{
    uint32_t n = 0;

    if (w->gone_parts[part->base / POSITIONS_SPAN] == 0)
        return 0;
    for (uint32_t k = 0; k < part->n; k++)
        n += is_gone(w, part->base + part->low[k]);
    return n;
}

/* Copies the units that are left of a part. */
static enum status
copy_units(struct positions_writer *w, const struct positions_part *part,
           struct error *err)
{
    enum status status = STATUS_OK;

    for (uint32_t k = 0; k < part->n && status == STATUS_OK; k++) {
        struct positions_run run;
        uint32_t docid = part->base + part->low[k];
        if (is_gone(w, docid))
            continue;
        positions_run(part, k, &run);
        if (run.n > w->cap_scratch) {
            w->scratch = xreallocarray(w->scratch, run.n, sizeof(*w->scratch));
            w->cap_scratch = run.n;
        }
        for (uint32_t i = 0; i < run.n; i++)
            w->scratch[i] = positions_at(&run, i);
        status = lists_unit(w->lists, docid, w->scratch, run.n, err);
    }
    return status;
}

/* Copies what is left of a word's list; next: the docid of the new unit that
 * follows, 0 if there is none. */
static enum status
copy_list(struct positions_writer *w, enum positions_zone zone, uint32_t word,
          uint32_t next, struct error *err)
{
    struct positions_list list;
    enum status status = STATUS_OK;

    store_positions(w->old, zone, word, &list);
    for (uint32_t i = 0; i < list.n_parts && status == STATUS_OK; i++) {
        struct positions_part part;
        positions_part(&list, i, &part);
        w->seen += part.size;
        bool shared =
            next != 0 && next / POSITIONS_SPAN == part.base / POSITIONS_SPAN;
        uint32_t gone = count_gone(w, &part);
        if (gone == part.n)
            continue;
        status = gone > 0 || shared ? copy_units(w, &part, err)
                                    : lists_part(w->lists, &part, err);
    }
    if (w->seen >= RELAX_BYTES) {
        store_relax(w->old);
        w->seen = 0;
    }
    return status;
}

/* ---- merging ---- */

static enum status
next_posting(struct positions_writer *w, struct error *err)
{
    return inverter_posting(w->inverter, &w->posting, err);
}

static enum status
next_list(struct positions_writer *w, struct error *err)
{
    enum status status = inverter_next(w->inverter, &w->list, err);

    return status == STATUS_OK ? next_posting(w, err) : status;
}

/* Adds the units of a posting, which are next to each other. */
static enum status
add_posting(struct positions_writer *w, struct error *err)
{
    enum status status = STATUS_OK;

    for (uint32_t i = 0; i < w->posting.n && status == STATUS_OK; i++)
        status = lists_unit(w->lists, w->posting.docid + i,
                            w->posting.positions, w->posting.n_positions, err);
    return status == STATUS_OK ? next_posting(w, err) : status;
}

/* One list: what is left of the old one, then what is new. */
static enum status
merge_list(struct positions_writer *w, enum positions_zone zone, bool is_old,
           bool is_new, uint32_t *units, struct error *err)
{
    enum status status = STATUS_OK;

    is_new = is_new && w->list.zone == zone;
    if (is_old)
        status =
            copy_list(w, zone, w->next_old, is_new ? w->posting.docid : 0, err);
    if (is_new) {
        while (status == STATUS_OK && w->posting.n > 0)
            status = add_posting(w, err);
        if (status == STATUS_OK)
            status = next_list(w, err);
    }
    return status == STATUS_OK ? lists_end(w->lists, units, err) : status;
}

/* Which comes first; the end, NULL, comes last. */
static int
compare_forms(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return (a == NULL) - (b == NULL);
    return strcmp(a, b);
}

/* The next word that there is, or was: it has no units if none is left. */
static enum status
merge_word(struct positions_writer *w, struct positions_word *out,
           uint32_t units[POSITIONS_ZONES], struct error *err)
{
    struct store_word old = {.form = NULL};
    enum status status = STATUS_OK;

    if (w->old != NULL && w->next_old < store_words(w->old))
        store_word(w->old, w->next_old, &old);
    int c = compare_forms(old.form, w->list.form);
    if (c <= 0 && old.form == NULL) {
        *out = (struct positions_word){0};
        return STATUS_OK;
    }
    buf_clear(&w->form);
    buf_add_str(&w->form, c <= 0 ? old.form : w->list.form);
    for (int z = 0; z < POSITIONS_ZONES && status == STATUS_OK; z++)
        status = merge_list(w, (enum positions_zone)z, c <= 0,
                            c >= 0 && w->list.form != NULL &&
                                strcmp(w->list.form, w->form.data) == 0,
                            &units[z], err);
    if (status == STATUS_OK)
        status = lists_word(w->lists, err);
    if (c <= 0)
        w->next_old++;
    out->form = w->form.data;
    out->stem = c <= 0 ? old.stem : NULL;
    out->df = units[POSITIONS_TEXT];
    return status;
}

enum status
positions_writer_next(struct positions_writer *w, struct positions_word *out,
                      struct error *err)
{
    uint32_t units[POSITIONS_ZONES];
    struct positions_word word;
    enum status status = STATUS_OK;

    if (!w->sorted) {
        w->sorted = true;
        status = inverter_sort(w->inverter, err);
        if (status == STATUS_OK)
            status = next_list(w, err);
    }
    do {
        if (status == STATUS_OK)
            status = merge_word(w, &word, units, err);
        if (status != STATUS_OK)
            return status;
    } while (word.form != NULL && units[POSITIONS_TEXT] == 0 &&
             units[POSITIONS_TITLE] == 0);
    *out = word;
    return STATUS_OK;
}

enum status
positions_writer_finish(struct positions_writer *w, struct error *err)
{
    return lists_finish(w->lists, err);
}
