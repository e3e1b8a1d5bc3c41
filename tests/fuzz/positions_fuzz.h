/* A store of nothing but a file `positions`, in memory. */
#ifndef TESTS_POSITIONS_FUZZ_H
#define TESTS_POSITIONS_FUZZ_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/layout.h"
#include "store/positions.h"
#include "store/reader.h"

#define CHECK(condition)                                                       \
    do {                                                                       \
        if (!(condition))                                                      \
            abort();                                                           \
    } while (0)

struct positions_fuzz {
    struct store store;
    struct layout_head text, words;
};

/* Opens file[0..size), all but whose head is filled in, as that of so many
 * words and docids; it is the caller's. False: it is refused. */
static inline bool
positions_fuzz_open(struct positions_fuzz *f, void *file, size_t size,
                    uint32_t words, uint32_t last)
{
    uint64_t directory = ((uint64_t)words * POSITIONS_ZONES + 1) * 8;
    struct layout_head head = {.n = words, .size = size};

    *f = (struct positions_fuzz){.text = {.n = last}, .words = {.n = words}};
    if (size < sizeof(head) + directory || size % 8 != 0)
        return false;
    head.index = size - directory;
    memcpy(file, &head, sizeof(head));
    f->store.text.data = (const char *)&f->text;
    f->store.words.data = (const char *)&f->words;
    f->store.positions.data = file;
    f->store.positions.size = size;
    return positions_check(&f->store);
}

static inline void
positions_fuzz_close(struct positions_fuzz *f)
{
    free(f->store.sound);
}

#endif
