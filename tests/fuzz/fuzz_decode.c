/* Fuzz target: any bytes into text. What comes out is valid UTF-8 without
 * controls but TAB and LF; decoded again it stays the same. Titles are read
 * for plans and years on the way. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "text/decode.h"
#include "text/plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_clean(const struct buf *b)
{
    unsigned used;

    for (size_t i = 0; i < b->len; i += used) {
        uint32_t cp = utf8_decode(b->data + i, b->len - i, &used);
        if (cp == UTF8_INVALID ||
            (utf8_is_control(cp) && cp != '\t' && cp != '\n'))
            abort();
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf once = {0}, twice = {0};
    struct decoded what;
    char plan[PLAN_SIZE];

    text_decode((const char *)data, size, &once, &what);
    check_clean(&once);
    text_decode(once.data, once.len, &twice, &what);
    if (what.encoding != ENCODING_UTF8 || what.controls != 0)
        abort();
    if (!what.bom &&
        (once.len != twice.len ||
         (once.len != 0 && memcmp(once.data, twice.data, once.len) != 0)))
        abort();
    if (plan_find(once.data, once.len, plan) && strlen(plan) != PLAN_SIZE - 1)
        abort();
    unsigned year = year_find(once.data, once.len);
    if (year != 0 && (year < YEAR_MIN || year > YEAR_MAX))
        abort();
    (void)date_valid(once.data, once.len);
    buf_done(&once);
    buf_done(&twice);
    return 0;
}
