/* Plain text into blocks: see plain.h. */
#include "config.h"

#include "minutes/plain.h"

#include "minutes/lines.h"
#include "minutes/outline.h"

/* "Date: 2014-02-06" and the like; true if the line is one. */
static bool
read_header(struct blocks *bs, struct span line, unsigned number)
{
    static const struct {
        const char *key;
        enum fact fact;
    } keys[] = {{"Title:", FACT_TITLE},
                {"Committee:", FACT_COMMITTEE},
                {"Date:", FACT_DATE},
                {"URL:", FACT_URL}};

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        if (span_starts(line, keys[i].key)) {
            blocks_fact(bs, keys[i].fact,
                        span_from(line, span_of(keys[i].key).len),
                        ORIGIN_HEADER, number);
            return true;
        }
    }
    return false;
}

enum status
plain_read(struct blocks *bs, struct span text, struct error *err)
{
    unsigned line = 1;

    for (struct span rest = text; rest.len != 0; text = rest, line++) {
        struct span t = span_trim(lines_next(&rest));
        if (t.len != 0 && !read_header(bs, t, line))
            break;
    }
    enum status status = lines_read(bs, text, line, err);
    if (status == STATUS_OK)
        outline_find(bs);
    return status;
}
