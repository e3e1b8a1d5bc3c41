/* Keys of paragraphs: see keys.h. */
#include "config.h"

#include "minutes/keys.h"

#include <stdint.h>
#include <stdio.h>

#include "common/num.h"
#include "minutes/label.h"

void
keys_next(struct keys *keys, enum unit_kind kind, const char *number, char *key,
          size_t size)
{
    static const char letters[UNIT_KINDS] = {
        [UNIT_MINUTE] = 'u',         [UNIT_RESOLUTION] = 'r',
        [UNIT_RECOMMENDATION] = 'r', [UNIT_DECISION] = 'd',
        [UNIT_NOTE] = 'n',
    };
    uint32_t n;

    if (kind == UNIT_MINUTE && num_parse_u32(number, LABEL_NUMBER_MAX, &n) &&
        n > 0) {
        if (keys->run == 0 || n <= keys->last)
            keys->run++;
        keys->last = n;
        if (keys->run == 1)
            (void)snprintf(key, size, "p%u", n);
        else
            (void)snprintf(key, size, "s%up%u", keys->run, n);
        return;
    }
    if (kind == UNIT_RECOMMENDATION)
        kind = UNIT_RESOLUTION;
    (void)snprintf(key, size, "%c%u", letters[kind], ++keys->n[kind]);
}
