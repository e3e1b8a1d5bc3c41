/* Inverting: see inverter.h; how words lie in memory: inverter-internal.h. */
#include "config.h"

#include "store/inverter.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "common/xalloc.h"
#include "store/inverter-internal.h"
#include "store/schema.h"

/* What a call adds at most: four numbers, of 32 bits, 7 a byte. */
#define ADD_MAX 20

/* Data of a word's first block, not under ADD_MAX: three units, or four. Each
 * further block has twice that of the one before, to BLOCK_MAX: most of the
 * memory is used, and what a merge reads at a time stays small. */
#define BLOCK_FIRST 20
#define BLOCK_MAX 2048

/* Slots to begin with. */
#define SLOTS_FIRST 1024

/* What a word takes besides its blocks: itself and its copy while they are
 * sorted, slots (of which a quarter is in use at least), its place in the
 * order. */
#define WORD_COST (2 * sizeof(struct inverter_word) + 5 * sizeof(uint32_t))

static void
clear_slots(struct inverter *i)
{
    memset(i->slots, 0xff, i->n_slots * sizeof(*i->slots)); /* INVERTER_NONE */
}

struct inverter *
inverter_new(const char *dir, size_t bytes)
{
    struct inverter *i = xcalloc(1, sizeof(*i));

    i->dir = xstrdup(dir);
    i->limit = bytes;
    i->buffer = xmalloc(bytes);
    i->n_slots = SLOTS_FIRST;
    i->slots = xreallocarray(NULL, i->n_slots, sizeof(*i->slots));
    clear_slots(i);
    /* Without randomness texts could be chosen to be slow, no more. */
    if (getrandom(i->seed, sizeof(i->seed), GRND_NONBLOCK) < 0)
        i->seed[0] = 1;
    return i;
}

void
inverter_free(struct inverter *i)
{
    if (i == NULL)
        return;
    runs_close(i->runs);
    free(i->sorted);
    free(i->slots);
    free(i->words);
    free(i->buffer);
    buf_done(&i->bufs[0]);
    buf_done(&i->bufs[1]);
    buf_done(&i->form);
    free(i->positions);
    free(i->dir);
    free(i);
}

/* ---- adding ---- */

static uint64_t
rotate(uint64_t x, unsigned by)
{
    return x << by | x >> (64 - by);
}

static void
sip_round(uint64_t v[4])
{
    v[0] += v[1];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[0] = rotate(v[0], 32);
    v[2] += v[3];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] += v[3];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] += v[1];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[2] = rotate(v[2], 32);
}

/* SipHash-1-3 (Aumasson, Bernstein 2012) of a form, with the zone in place of
 * nothing: whoever writes texts does not choose what collides. */
static uint32_t
hash_of(const struct inverter *i, enum positions_zone zone, const char *form,
        size_t len)
{
    uint64_t v[4] = {
        i->seed[0] ^ UINT64_C(0x736f6d6570736575),
        i->seed[1] ^ UINT64_C(0x646f72616e646f6d),
        i->seed[0] ^ UINT64_C(0x6c7967656e657261),
        i->seed[1] ^ UINT64_C(0x7465646279746573) ^ (uint64_t)zone,
    };
    uint64_t last = (uint64_t)len << 56;

    for (; len >= sizeof(uint64_t); form += 8, len -= 8) {
        uint64_t m;
        memcpy(&m, form, sizeof(m));
        v[3] ^= m;
        sip_round(v);
        v[0] ^= m;
    }
    for (size_t k = 0; k < len; k++)
        last |= (uint64_t)(unsigned char)form[k] << 8 * k;
    v[3] ^= last;
    sip_round(v);
    v[0] ^= last;
    v[2] ^= 0xff;
    for (int k = 0; k < 3; k++)
        sip_round(v);
    return (uint32_t)(v[0] ^ v[1] ^ v[2] ^ v[3]);
}

static char *
string_of(const struct inverter *i, uint32_t block)
{
    return i->buffer + block + sizeof(struct inverter_block);
}

static bool
is_word(const struct inverter *i, const struct inverter_word *w,
        enum positions_zone zone, const char *form, size_t len)
{
    const char *s = string_of(i, w->first);

    return memcmp(s, form, len) == 0 && s[len] == '\0' &&
           s[len + 1] == (char)zone;
}

static void
double_slots(struct inverter *i)
{
    i->n_slots *= 2;
    i->slots = xreallocarray(i->slots, i->n_slots, sizeof(*i->slots));
    clear_slots(i);
    for (size_t k = 0; k < i->n; k++) {
        size_t at = i->words[k].hash & (i->n_slots - 1);
        while (i->slots[at] != INVERTER_NONE)
            at = (at + 1) & (i->n_slots - 1);
        i->slots[at] = (uint32_t)k;
    }
}

static void
put_big_endian(char *p, uint32_t value)
{
    for (int k = 0; k < 4; k++)
        p[k] = (char)(value >> (24 - 8 * k));
}

/* Sets the length of a word's last block, to which nothing is added then. */
static void
close_block(struct inverter *i, const struct inverter_word *w)
{
    struct inverter_block b;

    memcpy(&b, i->buffer + w->last, sizeof(b));
    b.head.len = (uint32_t)(w->used - w->last - sizeof(b));
    memcpy(i->buffer + w->last, &b, sizeof(b));
}

/* The bytes of a block with so many of data; a multiple of 4 is not needed. */
static size_t
block_size(size_t len, size_t data)
{
    return sizeof(struct inverter_block) + len +
           (1 + INVERTER_ZONE + INVERTER_NUMBERS) + data;
}

/* Appends a block for data to the word's chain; there is room. */
static void
add_block(struct inverter *i, struct inverter_word *w, char zone,
          const char *form, size_t len, size_t data)
{
    uint32_t at = (uint32_t)i->used;
    struct inverter_block b = {.next = INVERTER_NONE, .head = {i->block, 0}};
    char *s = i->buffer + at + sizeof(b);

    memcpy(i->buffer + at, &b, sizeof(b));
    memcpy(s, form, len);
    s[len] = '\0';
    s[len + 1] = zone;
    put_big_endian(s + len + 2, i->run);
    put_big_endian(s + len + 6, i->block++);
    if (w->first == INVERTER_NONE) {
        w->first = at;
    } else {
        close_block(i, w);
        memcpy(i->buffer + w->last, &at, sizeof(at)); /* its next */
    }
    w->last = at;
    w->used = (uint32_t)(at + block_size(len, 0));
    w->end = (uint32_t)(at + block_size(len, data));
    i->used = w->end;
}

static int
compare_words(const void *a, const void *b, void *data)
{
    const struct inverter *i = data;
    const struct inverter_word *x = a, *y = b;
    const char *s = string_of(i, x->first), *t = string_of(i, y->first);
    int c = strcmp(s, t);

    return c != 0 ? c : s[strlen(s) + 1] - t[strlen(t) + 1];
}

void
inverter_sort_blocks(struct inverter *i)
{
    if (i->n > 0)
        qsort_r(i->words, i->n, sizeof(*i->words), compare_words, i);
    i->sorted = xreallocarray(NULL, i->block, sizeof(*i->sorted));
    i->n_sorted = 0;
    for (size_t k = 0; k < i->n; k++) {
        close_block(i, &i->words[k]);
        for (uint32_t at = i->words[k].first; at != INVERTER_NONE;) {
            i->sorted[i->n_sorted++] =
                (uint32_t)(at + offsetof(struct inverter_block, head));
            memcpy(&at, i->buffer + at, sizeof(at));
        }
    }
}

enum status
inverter_spill(struct inverter *i, struct error *err)
{
    enum status status = STATUS_OK;

    if (i->runs == NULL)
        status = runs_open(&i->runs, i->dir, err);
    if (status != STATUS_OK)
        return status;
    inverter_sort_blocks(i);
    status = runs_add(i->runs, i->buffer, i->sorted, i->n_sorted, err);
    i->left += i->n_sorted;
    free(i->sorted);
    i->sorted = NULL;
    i->n = 0;
    i->used = 0;
    i->cost = 0;
    i->block = 0;
    i->run++;
    clear_slots(i);
    return status;
}

/* The word's entry, which is made if there is none. */
static struct inverter_word *
find_word(struct inverter *i, enum positions_zone zone, const char *form,
          size_t len)
{
    uint32_t hash = hash_of(i, zone, form, len);
    size_t at = hash & (i->n_slots - 1);

    for (; i->slots[at] != INVERTER_NONE; at = (at + 1) & (i->n_slots - 1)) {
        struct inverter_word *w = &i->words[i->slots[at]];
        if (w->hash == hash && is_word(i, w, zone, form, len))
            return w;
    }
    i->slots[at] = (uint32_t)i->n;
    i->words = xgrow(i->words, i->n, &i->cap, sizeof(*i->words));
    struct inverter_word *w = &i->words[i->n++];
    *w = (struct inverter_word){.hash = hash, .first = INVERTER_NONE};
    add_block(i, w, (char)zone, form, len, BLOCK_FIRST);
    i->cost += WORD_COST;
    if (i->n * 2 > i->n_slots)
        double_slots(i);
    return &i->words[i->n - 1];
}

/* Writes a number at p; where it ends. */
static char *
put_number(char *p, uint32_t value)
{
    for (; value >= 0x80; value >>= 7)
        *p++ = (char)(value | 0x80);
    *p++ = (char)value;
    return p;
}

/* Appends data to the word's. */
static void
put_data(struct inverter *i, struct inverter_word *w, const char *data,
         size_t len)
{
    if (w->end - w->used < len) {
        const char *form = string_of(i, w->first);
        size_t form_len = strlen(form);
        size_t room = w->end - w->last - block_size(form_len, 0);
        room = 2 * room < BLOCK_MAX ? 2 * room : BLOCK_MAX;
        add_block(i, w, form[form_len + 1], form, form_len, room);
    }
    memcpy(i->buffer + w->used, data, len);
    w->used += (uint32_t)len;
}

enum status
inverter_add(struct inverter *i, enum positions_zone zone, const char *form,
             size_t len, uint32_t docid, uint32_t n, uint32_t pos,
             struct error *err)
{
    enum status status = STATUS_OK;
    char data[ADD_MAX], *p = data;

    if (len > SCHEMA_TERM_MAX)
        return error_set(err, STATUS_INVALID, "a word of %zu bytes", len);
    if (i->used + i->cost + WORD_COST + block_size(len, BLOCK_FIRST) +
            block_size(len, BLOCK_MAX) >
        i->limit)
        status = inverter_spill(i, err);
    if (status != STATUS_OK)
        return status;
    struct inverter_word *w = find_word(i, zone, form, len);
    if (w->docid == docid && w->pos == pos)
        return STATUS_OK;
    if (docid < w->docid || (docid == w->docid && pos < w->pos))
        return error_set(err, STATUS_INVALID, "%.*s goes back at docid %u",
                         (int)len, form, docid);
    if (docid != w->docid) {
        if (w->docid != 0)
            p = put_number(p, 0);
        p = put_number(p, docid - w->docid);
        if (zone == POSITIONS_TITLE)
            p = put_number(p, n);
        w->docid = docid;
        w->pos = 0;
    }
    p = put_number(p, pos - w->pos);
    w->pos = pos;
    put_data(i, w, data, (size_t)(p - data));
    return STATUS_OK;
}
