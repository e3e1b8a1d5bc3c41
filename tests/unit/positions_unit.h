/* For tests whose stores have words that stand nowhere. */
#ifndef TESTS_POSITIONS_UNIT_H
#define TESTS_POSITIONS_UNIT_H

#include "unit.h"

#include "store/layout.h"
#include "store/outfile.h"
#include "store/positions.h"
#include "store/schema.h"

/* Writes dir/positions, of n words without a list. */
static inline void
positions_unit_none(const char *dir, uint32_t n)
{
    struct layout_head head = {.magic = LAYOUT_POSITIONS_MAGIC, .n = n};
    struct outfile *f;
    struct error err;

    assert_ok(outfile_open(&f, dir, SCHEMA_POSITIONS, &err));
    head.index = outfile_offset(f);
    for (uint32_t i = 0; i < n * POSITIONS_ZONES + 1; i++)
        assert_ok(outfile_add(f, &head.index, sizeof(head.index), &err));
    assert_ok(outfile_finish(f, &head, &err));
    outfile_close(f);
}

#endif
