/* Bytes of any kind as text of pages: see minutes_check.h. */
#include "config.h"

#include "minutes_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    minutes_check(data, size, MINUTES_PAGED);
    return 0;
}
