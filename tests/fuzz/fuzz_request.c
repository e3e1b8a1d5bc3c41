/* lib/proto/request.c on any bytes: no read or write outside the line, and
 * what was parsed keeps the header's promises. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "common/xalloc.h"
#include "proto/request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition)                                                     \
    do {                                                                       \
        if (!(condition))                                                      \
            abort();                                                           \
    } while (0)

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct request r;
    struct error err;

    (void)request_is_http((const char *)data, size);
    if (size > PROTO_LINE_MAX)
        return 0;
    /* Its own block, with the one byte more that the contract asks for. */
    char *line = xmemdup0(data, size);
    if (request_parse(&r, line, size, &err) == STATUS_OK) {
        REQUIRE(strspn(r.verb, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen(r.verb));
        REQUIRE(r.n_options <= PROTO_OPTIONS_MAX);
        for (size_t i = 0; i < r.n_options; i++)
            REQUIRE(request_option(&r, r.options[i].name) ==
                    r.options[i].value);
        REQUIRE(r.rest == NULL || (strlen(r.rest) == r.rest_len &&
                                   utf8_valid(r.rest, r.rest_len)));
    } else {
        REQUIRE(err.message[0] != '\0');
    }
    REQUIRE(r.tag == NULL ||
            (*r.tag != '\0' && strlen(r.tag) <= PROTO_TAG_MAX));
    free(line);
    return 0;
}
