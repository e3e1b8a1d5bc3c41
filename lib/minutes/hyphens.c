/* Hyphens at the ends of lines: see hyphens.h. */
#include "config.h"

#include "minutes/hyphens.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/xalloc.h"

#define SOFT_HYPHEN "\xc2\xad"
#define HYPHEN "\xe2\x80\x90"

/* Longer words (bytes) are no words. */
#define WORD_MAX 60

/* A parted word: where it stands, and how often the text has it whole. */
struct part {
    size_t line, next;  /* its two lines */
    struct span left;   /* the letters before the hyphen */
    struct span right;  /* the letters behind it */
    struct span before; /* the first line without the hyphen */
    struct span word;   /* the two halves, in the arena */
    bool soft;          /* only ever a line's end */
    bool small;         /* both halves are small letters, and no more */
    unsigned joined, hyphened;
};

struct parts {
    struct part *v;
    size_t n, cap;
};

static bool
is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool
is_ascii_letter(char c)
{
    return is_small(c) || (c >= 'A' && c <= 'Z');
}

/* Cuts the hyphen off a line's end. */
static bool
take_hyphen(struct span *line, bool *soft)
{
    static const char *const hyphens[] = {SOFT_HYPHEN, HYPHEN, "-"};

    for (size_t i = 0; i < 3; i++) {
        size_t n = strlen(hyphens[i]);
        if (line->len > n &&
            memcmp(line->s + line->len - n, hyphens[i], n) == 0) {
            *line = span_to(*line, line->len - n);
            *soft = i == 0;
            return true;
        }
    }
    return false;
}

static struct span
letters_at_end(struct span t)
{
    size_t n = 0;

    while (n < t.len && is_ascii_letter(t.s[t.len - 1 - n]))
        n++;
    return span_from(t, t.len - n);
}

static struct span
letters_at_start(struct span t)
{
    size_t n = 0;

    while (n < t.len && is_ascii_letter(t.s[n]))
        n++;
    return span_to(t, n);
}

static bool
all_small(struct span t)
{
    for (size_t i = 0; i < t.len; i++)
        if (!is_small(t.s[i]))
            return false;
    return t.len != 0;
}

/* "short- and long-term": the hyphen stands for a word that comes. */
static bool
is_suspended(struct span next)
{
    static const char *const words[] = {"and", "or", "to", "nor", "but"};

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        struct span r = next;
        if (span_take_word(&r, words[i], true) &&
            (r.len == 0 || span_blank(r) != 0))
            return true;
    }
    return false;
}

static bool
read_part(const struct pages *p, size_t i, size_t next, struct part *out)
{
    struct span line = p->lines[i].text, after = p->lines[next].text;

    *out = (struct part){.line = i, .next = next};
    if (!take_hyphen(&line, &out->soft) || is_suspended(after))
        return false;
    char last = line.s[line.len - 1], first = after.s[0];
    if (!(span_is_letter(last) && span_is_letter(first)) &&
        !(span_is_digit(last) && span_is_digit(first)))
        return false;
    out->before = line;
    out->left = letters_at_end(line);
    out->right = letters_at_start(after);
    char outside =
        out->left.len < line.len ? line.s[line.len - out->left.len - 1] : ' ';
    char behind = out->right.len < after.len ? after.s[out->right.len] : ' ';
    out->small = all_small(out->left) && all_small(out->right) &&
                 strchr("-'/@._", outside) == NULL && behind != '-' &&
                 (unsigned char)outside < 0x80 &&
                 out->left.len + out->right.len < WORD_MAX;
    return true;
}

/* The line that a line goes on with; p->n: none. */
static size_t
next_line(const struct pages *p, size_t i)
{
    size_t empty = 0, k = i + 1;

    for (; k < p->n; k++) {
        if (p->lines[k].furniture)
            continue;
        if (p->lines[k].text.len != 0)
            break;
        empty++;
    }
    if (k < p->n && p->lines[k].page == p->lines[i].page && empty > 1)
        return p->n;
    return k;
}

static void
find(const struct pages *p, struct arena *arena, struct parts *parts)
{
    for (size_t i = 0; i < p->n; i++) {
        struct part part;
        if (p->lines[i].furniture || p->lines[i].text.len == 0)
            continue;
        size_t next = next_line(p, i);
        if (next == p->n || !read_part(p, i, next, &part))
            continue;
        if (part.small)
            part.word = span_of(
                arena_printf(arena, "%.*s%.*s", (int)part.left.len, part.left.s,
                             (int)part.right.len, part.right.s));
        else
            part.word = span_of("");
        parts->v = xgrow(parts->v, parts->n, &parts->cap, sizeof(*parts->v));
        parts->v[parts->n++] = part;
    }
}

/* ---- how often a word stands there whole ---- */

static int
compare(struct span a, struct span b)
{
    int c = memcmp(a.s, b.s, a.len < b.len ? a.len : b.len);

    return c != 0 ? c : (a.len > b.len) - (a.len < b.len);
}

static int
compare_parts(const void *a, const void *b)
{
    const struct part *const *x = a, *const *y = b;

    return compare((*x)->word, (*y)->word);
}

/* Counts the word at the parts that have it; cut: where its hyphen is, or its
 * length. */
static void
count(struct part **sorted, size_t n, struct span word, size_t cut)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(sorted[middle]->word, word) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < n && compare(sorted[low]->word, word) == 0; low++) {
        if (cut == word.len)
            sorted[low]->joined++;
        else if (cut == sorted[low]->left.len)
            sorted[low]->hyphened++;
    }
}

/* A word of letters and at most one hyphen inside, from *i on. */
static void
count_word(struct part **sorted, size_t n, struct span line, size_t *i)
{
    char word[WORD_MAX];
    size_t len = 0, cut = 0;
    bool plain = true, hyphen = false;

    for (; *i < line.len; ++*i) {
        char c = line.s[*i];
        if (c == '-') {
            plain = plain && !hyphen && len > 0;
            hyphen = true;
            cut = len;
        } else if (!is_ascii_letter(c)) {
            break;
        } else if (len < WORD_MAX) {
            word[len++] = is_small(c) ? c : (char)(c - 'A' + 'a');
        }
    }
    if (plain && len < WORD_MAX && !(hyphen && cut == len))
        count(sorted, n, (struct span){word, len}, hyphen ? cut : len);
}

static void
count_words(const struct pages *p, const struct parts *parts)
{
    struct part **sorted = xreallocarray(NULL, parts->n + 1, sizeof(*sorted));

    for (size_t i = 0; i < parts->n; i++)
        sorted[i] = &parts->v[i];
    qsort(sorted, parts->n, sizeof(*sorted), compare_parts);
    for (size_t i = 0; i < p->n; i++) {
        struct span line = p->lines[i].text;
        for (size_t k = 0; k < line.len;) {
            if (is_ascii_letter(line.s[k]))
                count_word(sorted, parts->n, line, &k);
            else
                k++;
        }
    }
    free(sorted);
}

/* What compounds begin with. */
static bool
begins_compound(struct span left)
{
    static const char *const firsts[] = {
        "all",   "anti",  "co",    "cross", "ex",   "face",  "far",   "fast",
        "first", "full",  "half",  "hard",  "high", "ill",   "in",    "inter",
        "key",   "large", "long",  "low",   "mid",  "multi", "near",  "non",
        "off",   "on",    "one",   "open",  "out",  "over",  "part",  "post",
        "pre",   "pro",   "quasi", "re",    "self", "semi",  "short", "single",
        "small", "sub",   "third", "three", "two",  "under", "up",    "vice",
        "well",  "wide",  "year"};

    for (size_t i = 0; i < sizeof(firsts) / sizeof(firsts[0]); i++)
        if (span_is(left, firsts[i]))
            return true;
    return false;
}

static bool
keeps_hyphen(const struct part *part)
{
    if (part->soft)
        return false;
    if (!part->small)
        return true;
    if (part->joined != part->hyphened)
        return part->hyphened > part->joined;
    return begins_compound(part->left);
}

void
hyphens_join(struct pages *p, struct arena *arena)
{
    struct parts parts = {0};

    find(p, arena, &parts);
    if (parts.n > 0)
        count_words(p, &parts);
    /* From the end on: a word's end may stand on a line that ends so, too. */
    for (size_t i = parts.n; i-- > 0;) {
        const struct part *part = &parts.v[i];
        struct pages_line *line = &p->lines[part->line];
        struct pages_line *next = &p->lines[part->next];
        size_t n = 0;
        while (n < next->text.len && span_blank(span_from(next->text, n)) == 0)
            n++;
        line->text = span_of(arena_printf(
            arena, "%.*s%s%.*s", (int)part->before.len, part->before.s,
            keeps_hyphen(part) ? "-" : "", (int)n, next->text.s));
        next->text = span_trim(span_from(next->text, n));
        next->furniture = next->text.len == 0;
    }
    free(parts.v);
}
