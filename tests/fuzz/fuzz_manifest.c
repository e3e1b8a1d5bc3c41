/* Fuzzes the reading of a MANIFEST's lines: the target adds the checksum that
 * makes it look further, and what is read must survive being written. */
#include "config.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/xalloc.h"
#include "store/listing.h"
#include "store/manifest-format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
free_manifest(struct manifest *m)
{
    for (size_t i = 0; i < m->n_roots; i++)
        free(m->roots[i]);
    free(m->roots);
    for (size_t i = 0; i < m->n_excludes; i++)
        free(m->excludes[i]);
    free(m->excludes);
    free(m->made_by);
    free(m->withdrawn);
}

/* Written and read again it must be the same. */
static void
check_round_trip(const struct manifest *m, const struct listing *l)
{
    struct buf text = {0}, again = {0};
    struct manifest m2 = {0};
    struct listing l2 = {0};

    manifest_format(&text, m, l);
    if (manifest_parse(&m2, &l2, &text, "x", NULL) != STATUS_OK)
        abort();
    manifest_format(&again, &m2, &l2);
    if (text.len != again.len || memcmp(text.data, again.data, text.len) != 0)
        abort();
    free_manifest(&m2);
    listing_done(&l2);
    buf_done(&text);
    buf_done(&again);
}

/* Of any schema version; what an index of this one chose is read as it is from
 * all of its lines. */
static void
check_choices(const struct buf *b, const struct manifest *whole)
{
    struct manifest m = {0};

    bool good = manifest_parse_choices(&m, b, "x", NULL) == STATUS_OK;
    if (whole != NULL &&
        (!good || m.n_roots != whole->n_roots ||
         m.n_excludes != whole->n_excludes || m.shard != whole->shard))
        abort();
    free_manifest(&m);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf b = {0};
    struct manifest m = {0};
    struct listing l = {0};
    char hash[LISTING_HASH_SIZE];

    buf_add(&b, data, size);
    listing_hash_bytes(data, size, hash);
    buf_addf(&b, "checksum %s\n", hash);
    bool good = manifest_parse(&m, &l, &b, "x", NULL) == STATUS_OK;
    if (good)
        check_round_trip(&m, &l);
    check_choices(&b, good ? &m : NULL);
    free_manifest(&m);
    listing_done(&l);
    buf_done(&b);
    return 0;
}
