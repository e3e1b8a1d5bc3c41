/* Terms: see schema.h. */
#include "config.h"

#include "store/schema.h"

#include <string.h>

#include <nettle/sha2.h>

#include "common/utf8.h"

/* What a long term keeps of itself: enough to be told by eye, and with '#'
 * and the digits below SCHEMA_TERM_MAX. */
#define KEPT_BYTES 200
/* 128 bits: two values that agree will not be met. */
#define HASH_BYTES 16

void
schema_term(struct buf *out, const char *prefix, const char *value, size_t len)
{
    size_t prefix_len = strlen(prefix);
    struct sha256_ctx sha;
    uint8_t digest[SHA256_DIGEST_SIZE];

    buf_clear(out);
    buf_add(out, prefix, prefix_len);
    if (prefix_len + len <= SCHEMA_TERM_MAX) {
        buf_add(out, value, len);
        return;
    }
    buf_add(out, value, utf8_cut(value, len, KEPT_BYTES - prefix_len));
    buf_add_char(out, '#');
    sha256_init(&sha);
    sha256_update(&sha, len, (const uint8_t *)value);
    sha256_digest(&sha, sizeof(digest), digest);
    for (size_t i = 0; i < HASH_BYTES; i++)
        buf_addf(out, "%02x", (unsigned)digest[i]);
}
