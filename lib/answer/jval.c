/* JSON values: see jval.h. */
#include "config.h"

#include "answer/jval.h"

#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "common/xalloc.h"

/* Significant digits of a fraction: more than a rounded score has, few enough
 * that 9.31 is not printed as 9.3100000000000005. */
#define REAL_DIGITS 15

json_t *
jval_must(json_t *value)
{
    if (value == NULL)
        abort();
    return value;
}

json_t *
jval_text(const char *s)
{
    size_t len = strlen(s);
    char *line = xmemdup0(s, len);

    utf8_make_line(line, len);
    json_t *value = jval_must(json_stringn(line, len));
    free(line);
    return value;
}

/* Such a control can stand in a string only. */
static void
add_without_bidi(struct buf *out, const char *json)
{
    size_t len = strlen(json);
    unsigned used;

    for (size_t i = 0; i < len; i += used) {
        uint32_t cp = utf8_decode(json + i, len - i, &used);
        if (utf8_is_bidi_control(cp))
            buf_addf(out, "\\u%04x", (unsigned)cp);
        else
            buf_add(out, json + i, used);
    }
}

void
jval_write(json_t *root, struct buf *out)
{
    char *dump = json_dumps(root, JSON_REAL_PRECISION(REAL_DIGITS));

    json_decref(root);
    if (dump == NULL)
        abort();
    add_without_bidi(out, dump);
    free(dump);
}
