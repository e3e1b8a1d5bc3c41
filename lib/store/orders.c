/* Orders: see orders.h. A number becomes a key of a sorter as digits of a
 * fixed width; what is sorted along with it stands behind. Sorted by what the
 * order goes by, documents tell their places; sorted once more, by their
 * numbers, the places stand where the file has them. */
#include "config.h"

#include "store/orders.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "store/sorter.h"

/* A number in a key: hexadecimal digits, as there is to be no NUL. */
#define DIGITS 8

enum order { BY_ID, NEWEST_FIRST, OLDEST_FIRST, ORDERS };

static void
put_number(char *key, uint32_t number)
{
    static const char digits[] = "0123456789abcdef";

    for (int i = DIGITS; i > 0; i--) {
        key[i - 1] = digits[number % 16];
        number /= 16;
    }
}

static uint32_t
get_number(const char *key)
{
    uint32_t number = 0;

    for (int i = 0; i < DIGITS; i++) {
        char c = key[i];
        uint32_t digit = (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10);
        number = 16 * number + digit;
    }
    return number;
}

/* What comes earlier has the lower number. Of what is undated nothing is
 * newer or older. */
static uint32_t
date_number(const struct orders_document *d, enum order order)
{
    if (order == BY_ID)
        return 0;
    if (order == NEWEST_FIRST || d->date == 0)
        return UINT32_MAX - d->date;
    return d->date;
}

bool
orders_is_newer(const struct orders_document *x,
                const struct orders_document *y)
{
    if (x->gone != y->gone)
        return y->gone;
    if (x->date != y->date)
        return x->date > y->date;
    return x->place < y->place;
}

/* ---- places in the order of ids ---- */

static bool
is_gone(const uint8_t *gone, uint32_t document)
{
    return (gone[document / 8] >> document % 8 & 1) != 0;
}

/* Adds the documents that are gaps, or those that are none. */
static enum status
add_numbers(struct spool *by_id, uint32_t n, const uint8_t *gone, bool gaps,
            struct sorter *keys, struct error *err)
{
    enum status status = spool_rewind(by_id, err);

    for (uint32_t i = 0; i < n && status == STATUS_OK; i++) {
        uint32_t document;
        char key[DIGITS];
        status = spool_get(by_id, &document, sizeof(document), err);
        if (status != STATUS_OK || is_gone(gone, document) != gaps)
            continue;
        put_number(key, document);
        status = sorter_add(keys, key, sizeof(key), err);
    }
    return status;
}

enum status
orders_places(struct spool *by_id, uint32_t n, const uint8_t *gone,
              const struct orders_room *room, struct spool *places,
              struct error *err)
{
    struct sorter *keys = sorter_new(room->dir, room->sort);
    enum status status = add_numbers(by_id, n, gone, false, keys, err);

    if (status == STATUS_OK)
        status = add_numbers(by_id, n, gone, true, keys, err);
    if (status == STATUS_OK)
        status = sorter_sort(keys, err);
    for (uint32_t i = 0; i < n && status == STATUS_OK; i++) {
        uint32_t place;
        status = sorter_next(keys, &place, NULL, err);
        if (status == STATUS_OK)
            status = spool_add(places, &place, sizeof(place), err);
    }
    sorter_free(keys);
    return status;
}

/* ---- places of units ---- */

/* Sorts the documents; their units stand behind what they are sorted by. */
static enum status
sort_documents(struct spool *documents, uint32_t n, enum order order,
               struct sorter *keys, struct error *err)
{
    enum status status = spool_rewind(documents, err);

    for (uint32_t i = 0; i < n && status == STATUS_OK; i++) {
        struct orders_document d;
        char key[1 + 3 * DIGITS];
        status = spool_get(documents, &d, sizeof(d), err);
        if (status != STATUS_OK)
            break;
        key[0] = d.gone ? '1' : '0';
        put_number(key + 1, date_number(&d, order));
        put_number(key + 1 + DIGITS, d.place);
        put_number(key + 1 + 2 * DIGITS, d.units);
        status = sorter_add(keys, key, sizeof(key), err);
    }
    return status != STATUS_OK ? status : sorter_sort(keys, err);
}

/* Sorts them by number; the place of their first unit stands behind that. */
static enum status
sort_places(struct sorter *keys, uint32_t n, struct sorter *places,
            struct error *err)
{
    enum status status = STATUS_OK;
    struct buf found = {0};
    uint32_t place = 0;

    for (uint32_t i = 0; i < n && status == STATUS_OK; i++) {
        uint32_t document;
        char key[2 * DIGITS];
        status = sorter_next(keys, &document, &found, err);
        if (status != STATUS_OK)
            break;
        put_number(key, document);
        put_number(key + DIGITS, place);
        place += get_number(found.data + 1 + 2 * DIGITS);
        status = sorter_add(places, key, sizeof(key), err);
    }
    buf_done(&found);
    return status != STATUS_OK ? status : sorter_sort(places, err);
}

static enum status
write_places(struct spool *documents, struct sorter *places, uint32_t n,
             struct outfile *f, struct error *err)
{
    struct buf found = {0};
    enum status status = outfile_add_u32(f, 0, err);

    if (status == STATUS_OK)
        status = spool_rewind(documents, err);
    for (uint32_t i = 0; i < n && status == STATUS_OK; i++) {
        struct orders_document d;
        uint32_t ignored;
        status = spool_get(documents, &d, sizeof(d), err);
        if (status == STATUS_OK)
            status = sorter_next(places, &ignored, &found, err);
        for (uint32_t k = 0; status == STATUS_OK && k < d.units; k++)
            status =
                outfile_add_u32(f, get_number(found.data + DIGITS) + k, err);
    }
    buf_done(&found);
    return status;
}

enum status
orders_write(struct spool *documents, uint32_t n,
             const struct orders_room *room, struct outfile *f,
             struct error *err)
{
    enum status status = STATUS_OK;

    for (int order = BY_ID; order < ORDERS && status == STATUS_OK; order++) {
        struct sorter *keys = sorter_new(room->dir, room->sort);
        struct sorter *places = sorter_new(room->dir, room->sort);
        status = sort_documents(documents, n, (enum order)order, keys, err);
        if (status == STATUS_OK)
            status = sort_places(keys, n, places, err);
        if (status == STATUS_OK)
            status = write_places(documents, places, n, f, err);
        sorter_free(keys);
        sorter_free(places);
    }
    return status;
}
