/* Giving back what was inverted: see inverter.h and inverter-internal.h. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "store/inverter-internal.h"
#include "store/inverter.h"

/* ---- records ---- */

static uint32_t
get_big_endian(const char *p)
{
    uint32_t value = 0;

    for (int k = 0; k < 4; k++)
        value = value << 8 | (unsigned char)p[k];
    return value;
}

static void
set_piece(struct inverter_piece *piece, const char *string, size_t len)
{
    piece->key = string;
    piece->key_len = strlen(string) + 1 + INVERTER_ZONE;
    piece->run = get_big_endian(string + piece->key_len);
    piece->data =
        (const unsigned char *)string + piece->key_len + INVERTER_NUMBERS;
    piece->data_end = (const unsigned char *)string + len;
}

/* Reads the record behind the one at hand. */
static enum status
load_ahead(struct inverter *i, struct error *err)
{
    struct runs_head head;
    enum status status = STATUS_OK;

    if (i->left == 0) {
        i->ahead.key = NULL;
        return STATUS_OK;
    }
    i->left--;
    if (i->runs == NULL) {
        const char *record = i->buffer + i->sorted[i->at++];
        memcpy(&head, record, sizeof(head));
        set_piece(&i->ahead, record + sizeof(head), head.len);
        return STATUS_OK;
    }
    struct buf *b = &i->bufs[i->turn];
    status = runs_next(i->runs, &head.number, b, err);
    if (status == STATUS_OK)
        set_piece(&i->ahead, b->data, b->len);
    return status;
}

/* Goes on to the next record. */
static enum status
advance(struct inverter *i, struct error *err)
{
    i->piece = i->ahead;
    i->turn ^= 1;
    return load_ahead(i, err);
}

enum status
inverter_sort(struct inverter *i, struct error *err)
{
    enum status status = STATUS_OK;

    if (i->runs == NULL) {
        inverter_sort_blocks(i);
        i->left = i->n_sorted;
    } else {
        if (i->n > 0)
            status = inverter_spill(i, err);
        free(i->buffer);
        i->buffer = NULL;
        if (status == STATUS_OK)
            status = runs_merge(i->runs, i->limit, err);
    }
    return status == STATUS_OK ? load_ahead(i, err) : status;
}

/* ---- lists ---- */

/* Whether the next record is of the list at hand. */
static bool
goes_on(const struct inverter *i)
{
    return i->ahead.key != NULL && i->ahead.key_len == i->form.len &&
           memcmp(i->ahead.key, i->form.data, i->form.len) == 0;
}

/* The next number of a run's postings of the list; *got: whether there is
 * one. */
static enum status
get_number(struct inverter *i, uint32_t *value, bool *got, struct error *err)
{
    struct inverter_piece *p = &i->piece;

    *got = p->data < p->data_end;
    if (!*got && goes_on(i) && i->ahead.run == p->run) {
        enum status status = advance(i, err);
        if (status != STATUS_OK)
            return status;
        *got = p->data < p->data_end;
    }
    *value = 0;
    for (unsigned shift = 0; *got; shift += 7) {
        unsigned char byte = *p->data++;
        *value |= (uint32_t)(byte & 0x7f) << shift;
        if (byte < 0x80 || p->data == p->data_end || shift == 28)
            break;
    }
    return STATUS_OK;
}

/* Begins a posting: reads its docid, less base, and units. */
static enum status
get_docid(struct inverter *i, uint32_t base, struct error *err)
{
    enum positions_zone zone =
        (enum positions_zone)i->form.data[i->form.len - INVERTER_ZONE];
    uint32_t value, units = 1;
    bool got;
    enum status status = get_number(i, &value, &got, err);

    if (status == STATUS_OK && zone == POSITIONS_TITLE)
        status = get_number(i, &units, &got, err);
    i->docid = base + value;
    i->units = units;
    i->started = true;
    return status;
}

enum status
inverter_next(struct inverter *i, struct inverter_list *out, struct error *err)
{
    enum status status = STATUS_OK;

    while (status == STATUS_OK && i->form.len > 0 && goes_on(i))
        status = advance(i, err);
    if (status != STATUS_OK)
        return status;
    i->started = false;
    if (i->ahead.key == NULL) {
        *out = (struct inverter_list){NULL, POSITIONS_TEXT};
        return STATUS_OK;
    }
    buf_clear(&i->form);
    buf_add(&i->form, i->ahead.key, i->ahead.key_len);
    status = advance(i, err);
    if (status == STATUS_OK)
        status = get_docid(i, 0, err);
    if (status != STATUS_OK)
        return status;
    out->form = i->form.data;
    out->zone = (enum positions_zone)i->form.data[i->form.len - INVERTER_ZONE];
    return STATUS_OK;
}

/* A position may be there twice, where a run ended between. */
static void
add_position(struct inverter *i, uint32_t pos)
{
    if (i->n_positions > 0 && i->positions[i->n_positions - 1] == pos)
        return;
    i->positions = xgrow(i->positions, i->n_positions, &i->cap_positions,
                         sizeof(*i->positions));
    i->positions[i->n_positions++] = pos;
}

/* Reads the positions at docid, in this run and, where it ended within a unit,
 * in those behind it; and begins the next posting. */
static enum status
get_positions(struct inverter *i, uint32_t docid, struct error *err)
{
    uint32_t pos = 0, value;
    bool got;

    for (;;) {
        enum status status = get_number(i, &value, &got, err);
        if (status != STATUS_OK)
            return status;
        if (got && value == 0)
            return get_docid(i, docid, err);
        pos += value;
        if (got) {
            add_position(i, pos);
            continue;
        }
        if (!goes_on(i))
            return STATUS_OK;
        status = advance(i, err);
        if (status == STATUS_OK)
            status = get_docid(i, 0, err);
        if (status != STATUS_OK || i->docid != docid)
            return status;
        i->started = false;
        pos = 0;
    }
}

enum status
inverter_posting(struct inverter *i, struct inverter_posting *out,
                 struct error *err)
{
    struct inverter_posting found = {0};

    i->n_positions = 0;
    if (i->started) {
        found.docid = i->docid;
        found.n = i->units;
        i->started = false;
        enum status status = get_positions(i, found.docid, err);
        if (status != STATUS_OK)
            return status;
    }
    found.positions = i->positions;
    found.n_positions = i->n_positions;
    *out = found;
    return STATUS_OK;
}
