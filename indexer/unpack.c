/* gzip: see unpack.h. */
#include "config.h"

#include "indexer/unpack.h"

#include <stdbool.h>
#include <zlib.h>

#include "minutes/minutes.h"

/* zlib's largest window, and "gzip only". */
#define WINDOW_BITS (15 + 16)

#define CHUNK 65536

static enum status
check_size(size_t packed, size_t unpacked, struct error *err)
{
    if (unpacked > MINUTES_INPUT_MAX)
        return error_set(err, STATUS_TOO_LARGE, "it unpacks to over 64 MiB");
    if (unpacked > UNPACK_FREE && unpacked / UNPACK_RATIO_MAX > packed)
        return error_set(err, STATUS_TOO_LARGE,
                         "it unpacks to more than %d times its %zu bytes (at "
                         "most 64 MiB and, beyond 1 MiB, 100 times)",
                         UNPACK_RATIO_MAX, packed);
    return STATUS_OK;
}

static enum status
unpack(z_stream *z, size_t len, struct buf *out, struct error *err)
{
    enum status status = STATUS_OK;

    for (;;) {
        buf_reserve(out, CHUNK);
        z->next_out = (Bytef *)out->data + out->len;
        z->avail_out = CHUNK;
        int result = inflate(z, Z_NO_FLUSH);
        out->len += CHUNK - z->avail_out;
        out->data[out->len] = '\0';
        status = check_size(len, out->len, err);
        if (status != STATUS_OK)
            return status;
        if (result == Z_STREAM_END) {
            /* Other parts may follow; padding with zeros is no part. */
            if (z->avail_in == 0 || *z->next_in == 0)
                return STATUS_OK;
            result = inflateReset(z);
        }
        if (result == Z_MEM_ERROR)
            return error_set(err, STATUS_NOMEM, "no memory to unpack it");
        if (result == Z_BUF_ERROR || (z->avail_in == 0 && z->avail_out != 0))
            return error_set(err, STATUS_INVALID,
                             "it is cut off: gzip's end is missing");
        if (result != Z_OK)
            return error_set(err, STATUS_INVALID, "it is damaged, or no gzip");
    }
}

enum status
unpack_gzip(const char *bytes, size_t len, struct buf *out, struct error *err)
{
    z_stream z = {.next_in = (z_const Bytef *)bytes, .avail_in = (uInt)len};

    buf_clear(out);
    if (len == 0)
        return error_set(err, STATUS_INVALID, "an empty file");
    if (inflateInit2(&z, WINDOW_BITS) != Z_OK)
        return error_set(err, STATUS_NOMEM, "no memory to unpack it");
    enum status status = unpack(&z, len, out, err);
    (void)inflateEnd(&z);
    return status;
}
