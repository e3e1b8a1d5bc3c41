/* lib/proto/reply.c on any bytes: what is read of a server's line is valid
 * text within its bounds, and written again it reads the same. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "proto/reply.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition)                                                     \
    do {                                                                       \
        if (!(condition))                                                      \
            abort();                                                           \
    } while (0)

static void
check_text(const char *s, size_t size)
{
    size_t len = strnlen(s, size);

    REQUIRE(len < size && utf8_valid(s, len));
    for (size_t i = 0; i < len; i++)
        REQUIRE((unsigned char)s[i] >= ' ' && s[i] != 0x7f);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum reply_type type;
    struct reply_end end;
    struct error err;

    if (reply_read((const char *)data, size, &type, &end, &err) != STATUS_OK)
        return 0;
    if (type == REPLY_LINE)
        return 0;
    check_text(end.tag, sizeof(end.tag_copy));
    if (type == REPLY_DONE_OK)
        return 0;
    check_text(end.word, sizeof(end.word));
    check_text(end.message, sizeof(end.message));
    (void)reply_end_status(&end);

    struct buf out = {0};
    struct reply_end again;
    reply_err(&out, end.tag, REPLY_SYNTAX, end.column, end.message);
    REQUIRE(reply_read(out.data, out.len - 1, &type, &again, &err) ==
                STATUS_OK &&
            type == REPLY_DONE_ERR && again.column == end.column &&
            strcmp(again.tag, end.tag) == 0 &&
            strcmp(again.message, end.message) == 0);
    buf_done(&out);
    return 0;
}
