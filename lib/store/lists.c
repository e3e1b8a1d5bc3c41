/* Lists being written: see lists.h. */
#include "config.h"

#include "store/lists.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "store/outfile.h"
#include "store/schema.h"
#include "store/spool.h"

/* Positions of a part in memory, 4 MiB of them; further ones wait on the disk.
 * The most frequent word of English stands 300,000 times in a part. */
#define LISTS_POSITIONS ((size_t)1 << 20)

/* Narrow ones written at a time. */
#define LISTS_PIECE 4096

struct lists {
    char *dir;
    struct outfile *file;
    struct spool *places; /* of n words */
    uint32_t n;
    /* Of the word at hand, by zone: where its lists begin, which have ended. */
    uint64_t pending[POSITIONS_ZONES];
    unsigned n_pending;
    bool has_units;
    /* Of the list at hand: */
    uint64_t begin;
    uint32_t units, n_parts;
    uint64_t *parts; /* where they begin */
    size_t cap_parts;
    /* Of the part at hand: */
    uint32_t base, n_low; /* n_low 0: there is none */
    uint64_t total;
    bool wide;
    size_t used; /* positions in memory */
    struct spool *rest;
    uint16_t low[POSITIONS_SPAN];
    uint32_t counts[POSITIONS_SPAN];
    uint32_t positions[LISTS_POSITIONS];
};

enum status
lists_open(struct lists **out, const char *dir, struct error *err)
{
    struct lists *l = xcalloc(1, sizeof(*l));

    l->dir = xstrdup(dir);
    enum status status = outfile_open(&l->file, dir, SCHEMA_POSITIONS, err);
    if (status == STATUS_OK)
        status = spool_open(&l->places, dir, err);
    if (status != STATUS_OK) {
        lists_close(l);
        return status;
    }
    l->begin = outfile_offset(l->file);
    *out = l;
    return STATUS_OK;
}

void
lists_close(struct lists *l)
{
    if (l == NULL)
        return;
    outfile_close(l->file);
    spool_close(l->places);
    spool_close(l->rest);
    free(l->parts);
    free(l->dir);
    free(l);
}

/* Zeros up to a multiple of size, 2 or 4. */
static enum status
pad(struct lists *l, size_t size, struct error *err)
{
    static const char zeros[4];

    return outfile_add(l->file, zeros,
                       (size - outfile_offset(l->file) % size) % size, err);
}

/* ---- a part ---- */

/* The units as bits, if they are many. */
static enum status
write_bits(struct lists *l, struct error *err)
{
    uint64_t bits[POSITIONS_WORDS] = {0};
    uint16_t before[POSITIONS_WORDS];
    uint32_t k = 0;

    if (l->n_low < LAYOUT_DENSE)
        return STATUS_OK;
    for (uint32_t i = 0; i < POSITIONS_WORDS; i++) {
        before[i] = (uint16_t)k;
        for (; k < l->n_low && l->low[k] / 64 == i; k++)
            bits[i] |= UINT64_C(1) << l->low[k] % 64;
    }
    enum status status = outfile_add(l->file, bits, sizeof(bits), err);
    return status == STATUS_OK
               ? outfile_add(l->file, before, sizeof(before), err)
               : status;
}

static enum status
write_starts(struct lists *l, struct error *err)
{
    enum status status = STATUS_OK;
    uint32_t sum = 0;

    for (uint32_t k = 0; k < l->n_low && status == STATUS_OK; k++) {
        if (k > 0 && k % LAYOUT_STEP == 0)
            status = outfile_add_u32(l->file, sum, err);
        sum += l->counts[k];
    }
    return status;
}

static enum status
write_counts(struct lists *l, struct error *err)
{
    uint8_t narrow[LISTS_PIECE];

    if (l->wide)
        return outfile_add(l->file, l->counts, l->n_low * sizeof(*l->counts),
                           err);
    for (uint32_t k = 0; k < l->n_low;) {
        uint32_t n = 0;
        while (n < LISTS_PIECE && k < l->n_low)
            narrow[n++] = (uint8_t)l->counts[k++];
        enum status status = outfile_add(l->file, narrow, n, err);
        if (status != STATUS_OK)
            return status;
    }
    return pad(l, 2, err);
}

/* The n positions at wide. */
static enum status
write_piece(struct lists *l, const uint32_t *wide, size_t n, struct error *err)
{
    uint16_t narrow[LISTS_PIECE];

    if (l->wide)
        return outfile_add(l->file, wide, n * sizeof(*wide), err);
    while (n > 0) {
        size_t piece = n < LISTS_PIECE ? n : LISTS_PIECE;
        for (size_t k = 0; k < piece; k++)
            narrow[k] = (uint16_t)wide[k];
        enum status status =
            outfile_add(l->file, narrow, piece * sizeof(*narrow), err);
        if (status != STATUS_OK)
            return status;
        wide += piece;
        n -= piece;
    }
    return STATUS_OK;
}

/* Those on the disk, then those in memory, which are later. */
static enum status
write_positions(struct lists *l, struct error *err)
{
    uint32_t piece[LISTS_PIECE];
    uint64_t left = l->total - l->used;
    enum status status =
        l->rest != NULL ? spool_rewind(l->rest, err) : STATUS_OK;

    while (left > 0 && status == STATUS_OK) {
        size_t n = left < LISTS_PIECE ? (size_t)left : LISTS_PIECE;
        status = spool_get(l->rest, piece, n * sizeof(*piece), err);
        if (status == STATUS_OK)
            status = write_piece(l, piece, n, err);
        left -= n;
    }
    spool_close(l->rest);
    l->rest = NULL;
    if (status == STATUS_OK)
        status = write_piece(l, l->positions, l->used, err);
    return status == STATUS_OK ? pad(l, 4, err) : status;
}

/* Notes that a part begins here. */
static void
begin_part(struct lists *l, uint32_t units)
{
    l->parts = xgrow(l->parts, l->n_parts, &l->cap_parts, sizeof(*l->parts));
    l->parts[l->n_parts++] = outfile_offset(l->file);
    l->units += units;
}

/* Writes the part at hand, if there is one. */
static enum status
end_part(struct lists *l, struct error *err)
{
    if (l->n_low == 0)
        return STATUS_OK;
    if (l->total > INT32_MAX)
        return error_set(err, STATUS_TOO_LARGE,
                         "a word stands over %d times in %u units", INT32_MAX,
                         POSITIONS_SPAN);
    begin_part(l, l->n_low);
    enum status status =
        outfile_add_u32(l->file, l->base | (l->n_low - 1), err);
    if (status == STATUS_OK)
        status = outfile_add_u32(
            l->file, (uint32_t)l->total << 1 | (l->wide ? LAYOUT_WIDE : 0),
            err);
    if (status == STATUS_OK)
        status = outfile_add(l->file, l->low, l->n_low * sizeof(*l->low), err);
    if (status == STATUS_OK)
        status = pad(l, 4, err);
    if (status == STATUS_OK)
        status = write_bits(l, err);
    if (status == STATUS_OK)
        status = write_starts(l, err);
    if (status == STATUS_OK)
        status = write_counts(l, err);
    if (status == STATUS_OK)
        status = write_positions(l, err);
    l->n_low = 0;
    l->total = 0;
    l->used = 0;
    l->wide = false;
    return status;
}

static enum status
spill(struct lists *l, struct error *err)
{
    enum status status = STATUS_OK;

    if (l->rest == NULL)
        status = spool_open(&l->rest, l->dir, err);
    if (status == STATUS_OK)
        status = spool_add(l->rest, l->positions,
                           l->used * sizeof(*l->positions), err);
    l->used = 0;
    return status;
}

static enum status
add_positions(struct lists *l, const uint32_t *positions, size_t n,
              struct error *err)
{
    enum status status = STATUS_OK;

    while (n > 0 && status == STATUS_OK) {
        if (l->used == LISTS_POSITIONS)
            status = spill(l, err);
        size_t room = LISTS_POSITIONS - l->used;
        size_t piece = n < room ? n : room;
        memcpy(l->positions + l->used, positions, piece * sizeof(*positions));
        l->used += piece;
        positions += piece;
        n -= piece;
    }
    return status;
}

/* ---- a list ---- */

enum status
lists_unit(struct lists *l, uint32_t docid, const uint32_t *positions, size_t n,
           struct error *err)
{
    enum status status = STATUS_OK;
    uint32_t base = docid & ~(POSITIONS_SPAN - 1);

    if (l->n_low > 0 && base != l->base)
        status = end_part(l, err);
    if (status != STATUS_OK)
        return status;
    l->base = base;
    l->low[l->n_low] = (uint16_t)docid;
    l->counts[l->n_low++] = (uint32_t)n;
    l->total += n;
    if (n > UINT8_MAX || positions[n - 1] > UINT16_MAX)
        l->wide = true;
    return add_positions(l, positions, n, err);
}

enum status
lists_part(struct lists *l, const struct positions_part *part,
           struct error *err)
{
    enum status status = end_part(l, err);

    if (status != STATUS_OK)
        return status;
    begin_part(l, part->n);
    return outfile_add(l->file, part->at, part->size, err);
}

static enum status
write_table(struct lists *l, struct error *err)
{
    uint64_t table = outfile_offset(l->file);
    enum status status = STATUS_OK;

    if ((table - l->begin) / 4 > UINT32_MAX)
        return error_set(err, STATUS_TOO_LARGE,
                         "the positions of one word take over 16 GiB");
    for (uint32_t i = 0; i < l->n_parts && status == STATUS_OK; i++)
        status = outfile_add_u32(l->file, (uint32_t)((table - l->parts[i]) / 4),
                                 err);
    if (status == STATUS_OK)
        status = outfile_add_u32(l->file, l->units, err);
    return status == STATUS_OK ? outfile_add_u32(l->file, l->n_parts, err)
                               : status;
}

enum status
lists_end(struct lists *l, uint32_t *units, struct error *err)
{
    bool parted = false;
    enum status status = end_part(l, err);

    if (status == STATUS_OK && l->n_parts > 1) {
        parted = true;
        status = write_table(l, err);
    }
    if (status != STATUS_OK)
        return status;
    l->pending[l->n_pending++] = l->begin | (parted ? LAYOUT_PARTED : 0);
    l->has_units |= l->units > 0;
    *units = l->units;
    l->begin = outfile_offset(l->file);
    l->units = 0;
    l->n_parts = 0;
    return STATUS_OK;
}

enum status
lists_word(struct lists *l, struct error *err)
{
    enum status status = STATUS_OK;

    if (l->has_units) {
        l->n++;
        status = spool_add(l->places, l->pending, sizeof(l->pending), err);
    }
    l->n_pending = 0;
    l->has_units = false;
    return status;
}

enum status
lists_finish(struct lists *l, struct error *err)
{
    struct layout_head head = {.magic = LAYOUT_POSITIONS_MAGIC, .n = l->n};
    uint64_t places[POSITIONS_ZONES];
    enum status status = outfile_align(l->file, err);

    head.index = outfile_offset(l->file);
    if (status == STATUS_OK)
        status = spool_rewind(l->places, err);
    for (uint32_t i = 0; i < l->n && status == STATUS_OK; i++) {
        status = spool_get(l->places, places, sizeof(places), err);
        if (status == STATUS_OK)
            status = outfile_add(l->file, places, sizeof(places), err);
    }
    if (status == STATUS_OK)
        status = outfile_add(l->file, &l->begin, sizeof(l->begin), err);
    return status == STATUS_OK ? outfile_finish(l->file, &head, err) : status;
}
