/* Fuzzes phrases and nearness over made-up positions, against going through
 * all units one by one. An input:
 *   uint8_t 1: near, 2: positions may lie far apart (a wide part), 4: two forms
 *   a word; uint8_t span; uint8_t four times two bits: the words of the row;
 *   uint8_t how many words - 1, by 16 which window is asked for next
 *   then places, three bytes each: two bits form, one "another unit"; docids
 *   since the last unit; positions since the last place */
#include "config.h"

#include "positions_fuzz.h"

#include "common/arena.h"
#include "match/node.h"
#include "match/row.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FORMS 4u
#define PLACES_MAX 200u
#define HEAD 4u
#define STEP 3u
#define LAST 400000u

struct place {
    uint32_t docid, pos, form;
};

struct input {
    bool near, far, two;
    uint32_t span, n, skip;
    uint32_t words[4];
    struct place places[PLACES_MAX];
    size_t n_places;
};

static void
read_input(struct input *in, const uint8_t *data, size_t size)
{
    uint32_t docid = 1, pos = 0;

    *in = (struct input){
        .near = (data[0] & 1) != 0,
        .far = (data[0] & 2) != 0,
        .two = (data[0] & 4) != 0,
        .span = data[1] % 101,
        .n = 1 + data[3] % 4,
        .skip = data[3] / 16,
    };
    for (unsigned i = 0; i < 4; i++)
        in->words[i] = data[2] >> 2 * i & 3;
    for (size_t at = HEAD; at + STEP <= size && in->n_places < PLACES_MAX;
         at += STEP) {
        const uint8_t *p = data + at;
        if ((p[0] & 4) != 0) {
            /* Near, in another window, or in another part. */
            docid += p[1] < 200 ? 1u + p[1] : (p[1] - 199u) * 4001;
            pos = 0;
        }
        pos += in->far && p[2] == 255 ? 70000u : p[2] % 8u;
        if (docid > LAST)
            return;
        in->places[in->n_places++] =
            (struct place){docid, pos == 0 ? 1 : pos, p[0] & 3};
    }
}

/* ---- the file ---- */

struct file {
    uint32_t *data; /* a list lies in it as in `positions` */
    size_t n;
};

static void
add(struct file *f, const void *bytes, size_t size)
{
    size_t words = (size + 3) / 4;

    memset(f->data + f->n, 0, words * 4);
    memcpy(f->data + f->n, bytes, size);
    f->n += words;
}

static void
add_word(struct file *f, uint32_t word)
{
    add(f, &word, sizeof(word));
}

/* Those of places[0..n) that have the form, as long as they lie in one part,
 * each once; how many places these are. */
struct part {
    uint32_t base, n, total, docids[PLACES_MAX], counts[PLACES_MAX],
        positions[PLACES_MAX];
    bool wide;
};

static size_t
gather(const struct input *in, uint32_t form, size_t from, struct part *out)
{
    size_t i = from;

    *out = (struct part){.base = 1};
    for (; i < in->n_places; i++) {
        const struct place *p = &in->places[i];
        uint32_t base = p->docid & ~(POSITIONS_SPAN - 1);
        if (p->form != form)
            continue;
        if (out->n > 0 && base != out->base)
            break;
        out->base = base;
        if (out->n == 0 || out->docids[out->n - 1] != p->docid)
            out->docids[out->n++] = p->docid;
        else if (out->positions[out->total - 1] == p->pos)
            continue;
        out->counts[out->n - 1]++;
        out->positions[out->total++] = p->pos;
        out->wide = out->wide || p->pos > UINT16_MAX;
    }
    return i;
}

static void
add_part(struct file *f, const struct part *p)
{
    uint16_t low[PLACES_MAX], narrow[PLACES_MAX];
    uint8_t counts[PLACES_MAX + 1] = {0};
    uint32_t sum = 0;

    add_word(f, p->base | (p->n - 1));
    add_word(f, p->total * 2 + (p->wide ? LAYOUT_WIDE : 0));
    for (uint32_t k = 0; k < p->n; k++) {
        low[k] = (uint16_t)(p->docids[k] - p->base);
        counts[k] = (uint8_t)p->counts[k];
    }
    for (uint32_t i = 0; i < p->total; i++)
        narrow[i] = (uint16_t)p->positions[i];
    add(f, low, p->n * sizeof(low[0]));
    for (uint32_t k = 0; k < p->n; sum += p->counts[k++])
        if (k > 0 && k % LAYOUT_STEP == 0)
            add_word(f, sum);
    if (p->wide) {
        add(f, p->counts, p->n * sizeof(uint32_t));
        add(f, p->positions, p->total * sizeof(uint32_t));
        return;
    }
    /* Positions lie right behind an even number of counts. */
    uint8_t both[PLACES_MAX * 3 + 1];
    size_t even = p->n + p->n % 2;
    memcpy(both, counts, even);
    memcpy(both + even, narrow, p->total * sizeof(narrow[0]));
    add(f, both, even + p->total * sizeof(narrow[0]));
}

/* The list of a form: whether it has parts. */
static bool
add_list(struct file *f, const struct input *in, uint32_t form)
{
    size_t starts[LAST / POSITIONS_SPAN + 1], n = 0;
    uint32_t units = 0;
    struct part part;

    for (size_t at = 0; at < in->n_places;) {
        at = gather(in, form, at, &part);
        if (part.n == 0)
            break;
        starts[n++] = f->n;
        units += part.n;
        add_part(f, &part);
    }
    if (n < 2)
        return false;
    size_t table = f->n;
    for (size_t i = 0; i < n; i++)
        add_word(f, (uint32_t)(table - starts[i]));
    add_word(f, units);
    add_word(f, (uint32_t)n);
    return true;
}

/* An exact copy, so that a read past its end is seen. */
static void *
make_file(const struct input *in, size_t *size)
{
    /* No place takes more than two words of a part's head, two of a table and
     * four of its own. */
    uint32_t room[16 + PLACES_MAX * 8 + 2 * (FORMS * 2 + 1) + FORMS * 2];
    uint64_t places[FORMS * POSITIONS_ZONES + 1];
    struct file f = {room, sizeof(struct layout_head) / 4};

    memset(room, 0, sizeof(struct layout_head));
    for (uint32_t i = 0; i < FORMS; i++) {
        uint64_t begin = f.n * 4;
        bool parted = add_list(&f, in, i);
        places[i * 2] = begin | (parted ? LAYOUT_PARTED : 0);
        places[i * 2 + 1] = f.n * 4; /* no titles */
    }
    places[FORMS * 2] = f.n * 4;
    if (f.n % 2 != 0)
        add_word(&f, 0);
    add(&f, places, sizeof(places));
    CHECK(f.n * 4 <= sizeof(room));
    *size = f.n * 4;
    void *file = malloc(*size);
    CHECK(file != NULL);
    memcpy(file, room, *size);
    return file;
}

/* ---- what must be found ---- */

/* The places of one unit. */
struct unit {
    const struct place *places;
    size_t n;
    bool has;
};

/* Whether word i of the row stands there. */
static bool
stands(const struct input *in, uint32_t i, const struct unit *u, uint64_t pos)
{
    for (size_t k = 0; k < u->n; k++)
        if (u->places[k].pos == pos &&
            (u->places[k].form == in->words[i] ||
             (in->two && u->places[k].form == (in->words[i] + 1) % FORMS)))
            return true;
    return false;
}

/* Words i.. at positions of their own from first to first + span. */
static bool
stand_near(const struct input *in, uint32_t i, const struct unit *u,
           uint64_t first, uint64_t *taken)
{
    if (i == in->n)
        return true;
    for (size_t k = 0; k < u->n; k++) {
        uint64_t pos = u->places[k].pos;
        bool free = pos >= first && pos <= first + in->span &&
                    (k == 0 || pos != u->places[k - 1].pos);
        for (uint32_t j = 0; free && j < i; j++)
            free = taken[j] != pos;
        if (!free || !stands(in, i, u, pos))
            continue;
        taken[i] = pos;
        if (stand_near(in, i + 1, u, first, taken))
            return true;
    }
    return false;
}

static bool
unit_has(const struct input *in, const struct unit *u)
{
    uint64_t taken[4];

    for (size_t k = 0; k < u->n; k++) {
        uint64_t pos = u->places[k].pos;
        uint32_t i = 0;
        if (in->near && in->n > 1) {
            if (stand_near(in, 0, u, pos, taken))
                return true;
            continue;
        }
        while (i < in->n && stands(in, i, u, pos + i))
            i++;
        if (i == in->n)
            return true;
    }
    return false;
}

static size_t
find_units(const struct input *in, struct unit *out)
{
    size_t n = 0;

    for (size_t k = 0; k < in->n_places; k++) {
        if (n == 0 || in->places[k].docid != out[n - 1].places->docid)
            out[n++] = (struct unit){.places = &in->places[k]};
        out[n - 1].n++;
    }
    for (size_t i = 0; i < n; i++)
        out[i].has = unit_has(in, &out[i]);
    return n;
}

/* ---- what is found ---- */

static struct node *
make_node(const struct node_maker *m, const struct store *s,
          const struct input *in)
{
    struct positions_list *lists =
        arena_array(m->arena, (size_t)in->n * 2, sizeof(*lists));
    struct row_word words[4];

    for (uint32_t i = 0; i < in->n; i++) {
        struct positions_list *l = lists + (size_t)i * 2;
        store_positions(s, POSITIONS_TEXT, in->words[i], &l[0]);
        store_positions(s, POSITIONS_TEXT, (in->words[i] + 1) % FORMS, &l[1]);
        words[i] = (struct row_word){l, in->two ? 2 : 1};
    }
    return node_row(m, row_new(m, in->near ? ROW_NEAR : ROW_PHRASE, words,
                               in->n, in->span));
}

/* Goes through the windows, and the units beside them. */
static void
check_all(struct node *node, const struct unit *units, size_t n, uint32_t skip)
{
    uint32_t end = window_of(LAST) + 1;
    size_t i = 0;

    for (uint32_t w = 0; w < end; w += 1 + skip) {
        uint64_t bits[WINDOW_WORDS];
        uint32_t left = 0, next = node_next(node, w);
        CHECK(next >= w);
        for (; i < n && window_of(units[i].places->docid) < next; i++)
            CHECK(!units[i].has || window_of(units[i].places->docid) < w);
        if (next >= end)
            return;
        w = next;
        window_fill(bits);
        bool any = node_filter(node, w, bits);
        for (; i < n && window_of(units[i].places->docid) == w; i++) {
            uint32_t low = units[i].places->docid % WINDOW_UNITS;
            CHECK(units[i].has == (any && window_has(bits, low)));
            left += units[i].has;
        }
        CHECK(!any || window_count(bits) == left);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct positions_fuzz f;
    struct input in;
    struct unit units[PLACES_MAX];
    struct watch watch = {0};
    size_t file_size;

    if (size < HEAD)
        return 0;
    read_input(&in, data, size);
    void *file = make_file(&in, &file_size);
    CHECK(positions_fuzz_open(&f, file, file_size, FORMS, LAST));
    struct node_maker m = {.arena = arena_new(), .watch = &watch};
    check_all(make_node(&m, &f.store, &in), units, find_units(&in, units),
              in.skip);
    arena_free(m.arena);
    positions_fuzz_close(&f);
    free(file);
    return 0;
}
