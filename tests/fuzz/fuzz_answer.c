/* lib/answer on the lines of any server: what read.c takes is an answer that
 * lines.c and json.c can write, and written it reads the same. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "answer/answer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition)                                                     \
    do {                                                                       \
        if (!(condition))                                                      \
            abort();                                                           \
    } while (0)

/* Reads the lines that end with a newline; false at the first wrong one. */
static bool
read_lines(struct answer *a, const char *p, size_t len, bool stop)
{
    const char *end = p + len, *newline;
    bool good = true;

    for (; (newline = memchr(p, '\n', (size_t)(end - p))) != NULL;
         p = newline + 1)
        if (answer_read_line(a, p, (size_t)(newline - p), NULL) != STATUS_OK) {
            good = false;
            if (stop)
                break;
        }
    return good;
}

static void
write_all(const struct answer *a, struct buf *out)
{
    answer_write_lines(a, out);
    buf_add_str(out, "OK");
    answer_write_ok(a, out);
    buf_add_char(out, '\n');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct answer *a = answer_new(), *b = answer_new();
    struct buf first = {0}, second = {0}, json = {0};

    /* Also behind a wrong line the answer is whole. */
    (void)read_lines(a, (const char *)data, size, false);
    write_all(a, &first);
    REQUIRE(read_lines(b, first.data, first.len, true));
    write_all(b, &second);
    REQUIRE(first.len == second.len &&
            memcmp(first.data, second.data, first.len) == 0);

    answer_write_json(a, &json);
    json_t *parsed = json_loadb(json.data, json.len, 0, NULL);
    REQUIRE(json_is_object(parsed));
    json_decref(parsed);

    buf_done(&json);
    buf_done(&second);
    buf_done(&first);
    answer_free(b);
    answer_free(a);
    return 0;
}
