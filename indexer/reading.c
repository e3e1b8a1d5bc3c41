/* One file: see reading.h. */
#include "config.h"

#include "indexer/reading.h"

#include "indexer/source.h"

enum status
reading_file(struct reading *r, const struct roots *roots,
             const struct walk_file *file, struct minutes **out,
             struct error *reason)
{
    const struct root *root = &roots->items[file->root];

    r->hash[0] = '\0';
    buf_clear(&r->bytes);
    enum status status = source_read(root, file->relative, &r->bytes, reason);
    if (status != STATUS_OK)
        return status;
    roots_id(root, file->relative, &r->id);
    status = content_parse(&r->content, file->reader, &r->bytes, r->id.data,
                           out, reason);
    if (status != STATUS_IO && status != STATUS_TIMEOUT &&
        status != STATUS_NOMEM && status != STATUS_CANCELLED)
        listing_hash_bytes(r->bytes.len > 0 ? r->bytes.data : "", r->bytes.len,
                           r->hash);
    return status;
}

void
reading_done(struct reading *r)
{
    buf_done(&r->bytes);
    buf_done(&r->id);
    content_done(&r->content);
    *r = (struct reading){.hash = ""};
}
