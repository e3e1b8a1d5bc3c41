/* Fuzzes the reading of `positions`: whatever the file says, what is given of
 * it is as positions.h promises, and lies in the file. The target fills in the
 * head, and where asked to, mends the directory, so that it looks further. An
 * input:
 *   uint8_t 1: mend the directory; uint8_t words - 1; uint32_t the last docid;
 *   two bytes of nothing; the file without its head */
#include "config.h"

#include "positions_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PREFIX 8

struct input {
    uint8_t mend, words;
    uint32_t last;
};

/* Makes the places ascend as they must, and keeps what can be kept. */
static void
mend(char *file, size_t size, uint32_t words)
{
    size_t n = (size_t)words * POSITIONS_ZONES + 1;
    uint64_t *places = (uint64_t *)(void *)file + size / 8 - n;
    uint64_t index = size - n * 8, at = sizeof(struct layout_head);

    for (size_t i = 0; i < n; i++) {
        uint64_t parted = places[i] & LAYOUT_PARTED;
        uint64_t place = places[i] & ~UINT64_C(3);
        if (i == 0 || place < at)
            place = at;
        if (i == n - 1 || place > index)
            place = index;
        at = place;
        places[i] = place | parted;
    }
}

/* Reads all of the run of unit k. */
static uint32_t
walk_run(const struct positions_part *part, uint32_t k, uint64_t *sum)
{
    struct positions_run run;

    positions_run(part, k, &run);
    CHECK(run.n > 0 && (run.narrow == NULL) != (run.wide == NULL));
    for (uint32_t i = 0; i < run.n; i++)
        *sum += positions_at(&run, i);
    return run.n;
}

/* Bits, where there are any, say what low says. */
static void
check_bits(const struct positions_part *part)
{
    uint32_t k = 0;

    CHECK((part->bits == NULL) == (part->before == NULL));
    for (uint32_t low = 0; part->bits != NULL && low < POSITIONS_SPAN; low++) {
        uint64_t word = positions_bits(part->bits, low / 64);
        bool has = k < part->n && part->low[k] == low;
        CHECK((word >> low % 64 & 1) == has);
        CHECK(low % 64 != 0 || part->before[low / 64] == k);
        k += has;
    }
}

static void
walk_list(const struct positions_list *list, uint32_t last, uint64_t *sum)
{
    uint64_t units = 0, before = 0;

    CHECK((list->n == 0) == (list->n_parts == 0));
    for (uint32_t i = 0; i < list->n_parts; i++) {
        struct positions_part part;
        uint64_t total = 0;
        positions_part(list, i, &part);
        CHECK(part.n > 0 && part.base % POSITIONS_SPAN == 0);
        check_bits(&part);
        for (uint32_t k = 0; k < part.n; k++) {
            uint64_t docid = (uint64_t)part.base + part.low[k];
            CHECK(docid > before && docid <= last);
            before = docid;
            total += walk_run(&part, k, sum);
        }
        CHECK(total == part.total);
        units += part.n;
    }
    CHECK(units == list->n);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct positions_fuzz f;
    struct input in;
    uint64_t sum = 0;

    if (size < PREFIX)
        return 0;
    memcpy(&in.last, data + 2, sizeof(in.last));
    in.mend = data[0] & 1;
    in.words = data[1];
    size_t body = (size - PREFIX) & ~(size_t)7;
    size_t file_size = sizeof(struct layout_head) + body;
    uint32_t words = in.words + 1u;
    if (body < ((size_t)words * POSITIONS_ZONES + 1) * 8)
        return 0;
    char *file = calloc(1, file_size); /* an exact size: nothing behind it */
    CHECK(file != NULL);
    memcpy(file + sizeof(struct layout_head), data + PREFIX, body);
    if (in.mend != 0)
        mend(file, file_size, words);
    bool opened = positions_fuzz_open(&f, file, file_size, words, in.last);
    for (uint32_t w = 0; opened && w < words; w++)
        for (int again = 0; again < 2; again++)
            for (int z = 0; z < POSITIONS_ZONES; z++) {
                struct positions_list list;
                store_positions(&f.store, (enum positions_zone)z, w, &list);
                walk_list(&list, in.last, &sum);
            }
    positions_fuzz_close(&f);
    free(file);
    return sum == 1 ? -1 : 0; /* the sum is needed: all was read */
}
