/* The parts of a ranking from their text and back: see rank.h. */
#include "config.h"

#include "engine/rank.h"

#include <string.h>

#include "common/num.h"

static const char *const names[RANK_PARTS] = {
    [RANK_REPEATS] = "repeats", [RANK_RIDF] = "ridf",   [RANK_EXACT] = "exact",
    [RANK_PAIRS] = "pairs",     [RANK_STOPS] = "stops", [RANK_TITLE] = "title",
};

const struct rank rank_default = {{
    [RANK_REPEATS] = RANK_ONE,
    [RANK_RIDF] = RANK_ONE,
    [RANK_EXACT] = RANK_ONE * 3 / 10,
    [RANK_PAIRS] = RANK_ONE * 3 / 10,
    [RANK_STOPS] = RANK_ONE,
    [RANK_TITLE] = RANK_ONE,
}};

/* "1", "0.25": digits, and up to three behind a point. */
static bool
parse_weight(const char *text, size_t len, unsigned *out)
{
    const char *point = memchr(text, '.', len);
    size_t whole = point != NULL ? (size_t)(point - text) : len;
    uint64_t ones, parts = 0;

    if (!num_parse(text, whole, RANK_MOST / RANK_ONE, &ones))
        return false;
    if (point != NULL) {
        size_t digits = len - whole - 1;
        if (digits > 3 || !num_parse(point + 1, digits, RANK_ONE - 1, &parts))
            return false;
        for (; digits < 3; digits++)
            parts *= 10;
    }
    if (ones * RANK_ONE + parts > RANK_MOST)
        return false;
    *out = (unsigned)(ones * RANK_ONE + parts);
    return true;
}

/* One "part" or "part=weight". */
static bool
parse_part(struct rank *rank, const char *text, size_t len)
{
    const char *equals = memchr(text, '=', len);
    size_t name = equals != NULL ? (size_t)(equals - text) : len;

    for (unsigned i = 0; i < RANK_PARTS; i++) {
        if (strlen(names[i]) != name || memcmp(names[i], text, name) != 0)
            continue;
        if (equals != NULL)
            return parse_weight(equals + 1, len - name - 1, &rank->weight[i]) &&
                   (i != RANK_STOPS || rank->weight[i] % RANK_ONE == 0) &&
                   (i != RANK_STOPS || rank->weight[i] <= RANK_ONE);
        rank->weight[i] = rank_default.weight[i];
        return true;
    }
    return false;
}

static bool
is_word(const char *text, size_t len, const char *word)
{
    return strlen(word) == len && memcmp(text, word, len) == 0;
}

enum status
rank_parse(struct rank *out, const char *text, struct error *err)
{
    struct rank rank = {{0}};
    const char *p = text;

    for (unsigned i = RANK_LOOKS; i < RANK_PARTS; i++)
        rank.weight[i] = RANK_ONE;
    if (strcmp(text, "none") == 0)
        p = NULL;
    while (p != NULL) {
        size_t len = strcspn(p, ",");
        if (p == text && is_word(p, len, "default"))
            rank = rank_default;
        else if (!parse_part(&rank, p, len))
            return error_set(err, STATUS_USAGE,
                             "rank is none, default, or some of " RANK_NAMES
                             " with commas between, each with a weight from 0 "
                             "to %u if wanted (stops: 0 or 1): "
                             "ridf=0.5,pairs or default,title=0",
                             RANK_MOST / RANK_ONE);
        p = p[len] == ',' ? p + len + 1 : NULL;
    }
    *out = rank;
    return STATUS_OK;
}

void
rank_print(const struct rank *rank, struct buf *out)
{
    const char *between = "";

    for (unsigned i = 0; i < RANK_PARTS; i++) {
        unsigned w = rank->weight[i];
        if (w == (i < RANK_LOOKS ? 0 : RANK_ONE))
            continue;
        buf_addf(out, "%s%s=%u", between, names[i], w / RANK_ONE);
        if (w % RANK_ONE != 0) {
            buf_addf(out, ".%03u", w % RANK_ONE);
            while (out->data[out->len - 1] == '0')
                out->data[--out->len] = '\0';
        }
        between = ",";
    }
    if (*between == '\0')
        buf_add_str(out, "none");
}
