/* What every unit test includes: cmocka, and a scratch folder. */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include "config.h"

#ifndef HAVE_CMOCKA
#error "the unit tests need cmocka: install libcmocka-dev, configure again"
#endif

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/error.h"
#include "common/file.h"

/* Fails with the error's own message where a call did not succeed. */
#define assert_ok(call)                                                        \
    do {                                                                       \
        enum status assert_ok_status = (call);                                 \
        if (assert_ok_status != STATUS_OK)                                     \
            fail_msg("%s: %s (%s)", #call, status_name(assert_ok_status),      \
                     err.message);                                             \
    } while (0)

/* A fresh folder below $TMPDIR or /tmp; unit_rmdir removes it with all it
 * holds and frees the name. */
static inline char *
unit_mkdir(void)
{
    const char *base = getenv("TMPDIR");
    char *path = malloc(4096);

    assert_non_null(path);
    (void)snprintf(path, 4096, "%s/minutiae-unit-XXXXXX",
                   base != NULL ? base : "/tmp");
    assert_non_null(mkdtemp(path));
    return path;
}

static inline void
unit_rmdir(char *path)
{
    struct error err;

    assert_ok(file_remove_tree(path, &err));
    free(path);
}

#endif
