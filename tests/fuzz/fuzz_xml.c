/* Bytes of any kind as an answer of GetMeeting: see minutes_check.h. */
#include "config.h"

#include "minutes_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    minutes_check(data, size, MINUTES_XML);
    return 0;
}
