/* What the fuzz targets of lib/minutes share. */
#ifndef TESTS_FUZZ_MINUTES_CHECK_H
#define TESTS_FUZZ_MINUTES_CHECK_H

#include <stddef.h>
#include <stdint.h>

#include "minutes/minutes.h"

/* Parses the bytes as that format; aborts where what comes out breaks a
 * promise of minutes.h. */
void minutes_check(const uint8_t *data, size_t size,
                   enum minutes_format format);

#endif
