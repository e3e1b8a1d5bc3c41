/* Where some words stand in a text: see sight.h. */
#include "config.h"

#include "engine/sight.h"

#include <string.h>

#include "common/bits.h"
#include "engine/classes.h"
#include "engine/stems.h"

/* Forms met in texts, with what is known of them: a small cache by hash, so
 * that a form is stemmed once and not at each place. */
#define KNOWN 512u
#define KNOWN_FORM 30u

struct known {
    uint8_t len; /* 0: free */
    char form[KNOWN_FORM];
    uint16_t stem, by_form;
};

/* What a byte is; bits. */
#define LETTER 1u
#define DIGIT 2u
#define APOSTROPHE 4u
#define WIDE 8u /* of a character beyond ASCII */

/* A word that begins as one of those looked for. */
struct candidate {
    uint16_t start, pos;
};

struct sight {
    const struct sight_word *words;
    size_t *alike; /* so many first bytes of each one's stem its forms have */
    size_t n;
    struct tokenizer *tokenizer;
    uint8_t kind[256];
    /* Second letters (bits of their low five bits) of the words looked for, by
     * the first, in either case. Snowball's English stems begin as their words
     * do, but for three: see look_for. */
    uint32_t seconds[256];
    struct classes_firsts firsts;
    struct known known[KNOWN];
    struct candidate *candidates;
    size_t n_candidates;
    struct sighting *list;
    size_t found;
};

static unsigned char
lower(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c | 0x20) : c;
}

static void
fill_kinds(struct sight *s)
{
    for (unsigned c = 0; c < 256; c++) {
        unsigned char l = lower((unsigned char)c);
        if (l >= 'a' && l <= 'z')
            s->kind[c] = LETTER;
        else if (c >= '0' && c <= '9')
            s->kind[c] = DIGIT;
        else if (c == '\'')
            s->kind[c] = APOSTROPHE;
        else if (c >= 0x80)
            s->kind[c] = WIDE;
    }
}

static void
look_for(struct sight *s, const char *stem)
{
    unsigned char first = (unsigned char)stem[0];
    unsigned char second = (unsigned char)stem[1];
    uint32_t bits = UINT32_MAX;

    if (s->kind[first] == LETTER && s->kind[second] == LETTER)
        bits = 1u << (second & 31);
    /* dying, lying, tying have the stems die, lie, tie. */
    if (second == 'i' && stem[2] == 'e' && stem[3] == '\0')
        bits |= 1u << ('y' & 31);
    s->seconds[first] |= bits;
    if (first >= 'a' && first <= 'z')
        s->seconds[first & ~0x20u] |= bits;
    /* One with a digit is any of them: 2,500 is 2500. */
    for (unsigned c = '0'; c <= '9' && s->kind[first] == DIGIT; c++)
        s->seconds[c] = UINT32_MAX;
}

static void
fill_firsts(struct sight *s)
{
    struct classes_firsts *f = &s->firsts;

    for (unsigned c = 'a'; c <= 'z'; c++) {
        if (s->seconds[c] == 0)
            continue;
        f->all = f->all || f->n == CLASSES_FIRSTS_MAX;
        if (!f->all)
            f->letters[f->n++] = (unsigned char)c;
    }
    f->digits = s->seconds['0'] != 0;
}

struct sight *
sight_new(const struct sight_word *words, size_t n, struct tokenizer *t,
          struct arena *arena)
{
    struct sight *s = arena_alloc(arena, sizeof(*s));

    s->words = words;
    s->alike = arena_array(arena, n, sizeof(*s->alike));
    s->n = n;
    s->tokenizer = t;
    /* A sighting has a byte at least, and another that parts it; or it is an
     * alternate at the place of one with two bytes or more. */
    s->list = arena_raw(arena, SIGHT_BYTES_MAX + 1, sizeof(*s->list));
    s->candidates =
        arena_raw(arena, SIGHT_BYTES_MAX + 1, sizeof(*s->candidates));
    fill_kinds(s);
    for (size_t i = 0; i < n; i++) {
        s->alike[i] = stems_alike(words[i].stem);
        look_for(s, words[i].stem);
    }
    fill_firsts(s);
    return s;
}

/* What a form is among the words looked for. */
static void
judge(const struct sight *s, const char *form, size_t len, uint16_t *stem,
      uint16_t *by_form)
{
    const char *its = NULL;

    *stem = *by_form = SIGHT_NONE;
    for (size_t i = 0; i < s->n; i++) {
        if (len < s->alike[i] ||
            memcmp(s->words[i].stem, form, s->alike[i]) != 0)
            continue;
        if (its == NULL)
            its = tokenizer_stem(s->tokenizer, form, len);
        if (strcmp(s->words[i].stem, its) != 0)
            continue;
        if (*stem == SIGHT_NONE)
            *stem = (uint16_t)i;
        const char *wanted = s->words[i].form;
        if (wanted != NULL && strlen(wanted) == len &&
            memcmp(wanted, form, len) == 0)
            *by_form = (uint16_t)i;
    }
}

/* alt: another form of the word before, which counts once. */
static void
add(struct sight *s, uint32_t pos, uint16_t stem, uint16_t form, bool alt)
{
    struct sighting *last = s->found > 0 ? &s->list[s->found - 1] : NULL;

    if (stem == SIGHT_NONE)
        return;
    if (alt && last != NULL && last->pos == pos && last->stem == stem) {
        if (last->form == SIGHT_NONE)
            last->form = form;
    } else if (s->found <= SIGHT_BYTES_MAX) {
        s->list[s->found++] = (struct sighting){(uint16_t)pos, stem, form};
    }
}

/* A word of letters and apostrophes of ASCII. */
static void
see_plain(struct sight *s, const unsigned char *word, size_t len, uint32_t pos)
{
    char form[KNOWN_FORM];
    uint32_t hash = 2166136261u; /* FNV-1a, 32 bits */

    for (size_t i = 0; i < len; i++) {
        form[i] = (char)lower(word[i]);
        hash = (hash ^ (unsigned char)form[i]) * 16777619u;
    }
    struct known *k = &s->known[(hash ^ hash >> 16) % KNOWN];
    if (k->len != len || memcmp(k->form, form, len) != 0) {
        memcpy(k->form, form, len);
        k->len = (uint8_t)len;
        judge(s, form, len, &k->stem, &k->by_form);
    }
    add(s, pos, k->stem, k->by_form, false);
}

/* Whether a form begins as a word looked for does. */
static bool
may_be(const struct sight *s, const char *form)
{
    unsigned char first = (unsigned char)form[0];

    return s->kind[first] == WIDE ||
           (s->seconds[first] & 1u << (form[1] & 31)) != 0;
}

/* Anything else, by the tokenizer; pos is the place of its first word. */
static void
see_odd(struct sight *s, const unsigned char *text, size_t len, uint32_t pos)
{
    struct token token;

    tokenizer_start(s->tokenizer, (const char *)text, len);
    while (tokenizer_next(s->tokenizer, &token)) {
        uint16_t stem, form;
        if (!may_be(s, token.form))
            continue;
        judge(s, token.form, token.form_len, &stem, &form);
        add(s, pos + token.pos - 1, stem, form, token.alt);
    }
}

/* What a character beyond ASCII does to a word. */
enum wide { WIDE_PARTS, WIDE_JOINS, WIDE_NOTHING, WIDE_LETTER };

/* The character at text[i]; *used is its bytes. Those of minutes are known
 * here; any other is taken for a letter, and the tokenizer looks at it. */
static enum wide
wide_at(const unsigned char *text, size_t len, size_t i, size_t *used)
{
    unsigned char a = text[i], b = i + 1 < len ? text[i + 1] : 0,
                  c = i + 2 < len ? text[i + 2] : 0;

    *used = a >= 0xf0 ? 4 : a >= 0xe0 ? 3 : 2;
    if (a == 0xe2 && b == 0x80 && (c == 0x98 || c == 0x99)) /* curly quotes */
        return WIDE_JOINS;
    if (a == 0xe2 && b == 0x80 && c >= 0x8b && c <= 0x8d) /* of no width */
        return WIDE_NOTHING;
    if (a == 0xe2 && (b == 0x80 ||                /* dashes, bullets */
                      (b == 0x82 && c >= 0xa0) || /* currencies */
                      (b >= 0x87 && b <= 0x90) || /* arrows, mathematics */
                      (b >= 0x94 && b <= 0x9c)))  /* boxes, signs */
        return WIDE_PARTS;
    if (a == 0xc2 && b == 0xad) /* a soft hyphen */
        return WIDE_NOTHING;
    /* Latin-1's signs: a blank, pound, section; not its figures and letters. */
    if (a == 0xc2 && strchr("\xaa\xb2\xb3\xb5\xb9\xba\xbc\xbd\xbe", b) == NULL)
        return WIDE_PARTS;
    return WIDE_LETTER;
}

/* Whether a word goes on over the character at text[i]; *used as above. */
static bool
goes_on(const struct sight *s, const unsigned char *text, size_t len, size_t i,
        size_t *used)
{
    enum wide wide = wide_at(text, len, i, used);

    return wide == WIDE_LETTER || wide == WIDE_NOTHING ||
           (wide == WIDE_JOINS && i + *used < len &&
            (s->kind[text[i + *used]] & (LETTER | WIDE)) != 0);
}

/* The end of a word that is not of ASCII letters alone, and of what stands next
 * to it: whether 2014/15 is a plan depends on what is behind it. */
static size_t
odd_end(const unsigned char *text, size_t len, size_t i)
{
    while (i < len && text[i] > ' ')
        i++;
    return i;
}

/* Whether letters behind digits are a word: 100hours is two, 16th is not, nor
 * is b12vitamin. */
static bool
is_parted(const struct sight *s, const unsigned char *text, size_t start,
          size_t end)
{
    size_t i = start;

    while (i > 0 && s->kind[text[i - 1]] == DIGIT)
        i--;
    return i == start ||
           (end - start >= 3 &&
            (i == 0 || (s->kind[text[i - 1]] & (LETTER | WIDE)) == 0));
}

/* Whether the tokenizer may see another form in a word of ASCII letters: PCSOs
 * is a PCSO as well. */
static bool
is_plural_acronym(const unsigned char *word, size_t len)
{
    return len >= 3 && word[len - 1] == 's' && word[len - 2] >= 'A' &&
           word[len - 2] <= 'Z';
}

/* Looks closely at the word at start; gives where it ended. */
static size_t
look(struct sight *s, const unsigned char *text, size_t len,
     const struct candidate *c)
{
    size_t start = c->start, end = start, used;

    while (end < len && (s->kind[text[end]] == LETTER ||
                         (s->kind[text[end]] == APOSTROPHE && end > start &&
                          end + 1 < len && s->kind[text[end + 1]] == LETTER)))
        end++;
    bool odd = end == start || end - start >= KNOWN_FORM ||
               is_plural_acronym(text + start, end - start);
    if (end < len && s->kind[text[end]] == DIGIT)
        odd = true;
    if (end < len && s->kind[text[end]] == WIDE)
        odd |= goes_on(s, text, len, end, &used);
    if (end + 1 < len && s->kind[text[end]] == APOSTROPHE &&
        s->kind[text[end + 1]] == WIDE)
        odd = true;
    if (!is_parted(s, text, start, end))
        return end;
    if (odd) {
        end = odd_end(text, len, end);
        see_odd(s, text + start, end - start, c->pos);
    } else {
        see_plain(s, text + start, end - start, c->pos);
    }
    return end;
}

/* Where the reading of a text is; what stood last is 1. */
struct place {
    uint32_t pos; /* words begun so far */
    uint64_t letter, joined /* an apostrophe behind a letter */;
    uint64_t inside; /* a letter or a digit */
};

/* Notes the words that may be looked for, of those that begin at the bits of
 * starts behind text[i]; begun: those that count one. text[n] may be read for
 * the last of n bytes. */
static void
note_candidates(struct sight *s, const unsigned char *text, size_t i,
                uint64_t starts, uint64_t begun, uint32_t pos)
{
    size_t n = s->n_candidates;

    for (; starts != 0; starts &= starts - 1) {
        size_t at = i + (size_t)__builtin_ctzll(starts);
        /* With its own one. */
        uint64_t before = begun & (starts ^ (starts - 1));
        s->candidates[n] = (struct candidate){
            (uint16_t)at, (uint16_t)(pos + bits_count(before))};
        n += s->seconds[text[at]] >> (text[at + 1] & 31) & 1;
    }
    s->n_candidates = n;
}

/* Counts the words of the next bytes of text[i..len), all ASCII, and notes
 * those that may be looked for; gives how many bytes. No branch depends on
 * single ones, for it would be guessed wrong at every word. */
static size_t
pass(struct sight *s, const unsigned char *text, size_t i, size_t len,
     struct place *at)
{
    struct classes is;
    size_t n = len - i < CLASSES_BYTES ? len - i : CLASSES_BYTES;

    classes_of(text + i, n, &s->firsts, &is);
    if (is.wide != 0)
        n = (size_t)__builtin_ctzll(is.wide);
    if (n == 0)
        return 0;
    uint64_t all = n < 64 ? (UINT64_C(1) << n) - 1 : UINT64_MAX;
    uint64_t letters = is.letters & all, digits = is.digits & all;
    uint64_t words = letters | digits;
    uint64_t behind_letter = letters << 1 | at->letter;
    uint64_t joined = is.apostrophes & all & behind_letter;
    uint64_t behind_joined = joined << 1 | at->joined;
    uint64_t outside = ~(words << 1 | at->inside);
    uint64_t begun = words & outside & ~behind_joined;
    uint64_t starts =
        (letters & ~behind_letter & ~behind_joined) | (digits & outside);
    note_candidates(s, text, i, starts & is.firsts, begun, at->pos);
    at->pos += bits_count(begun);
    at->letter = letters >> (n - 1) & 1;
    at->joined = joined >> (n - 1) & 1;
    at->inside = words >> (n - 1) & 1;
    return n;
}

static void
find_candidates(struct sight *s, const unsigned char *text, size_t len)
{
    struct place at = {0};
    size_t used;

    s->n_candidates = 0;
    for (size_t i = 0; i < len; i += used) {
        used = pass(s, text, i, len, &at);
        if (used > 0)
            continue;
        enum wide wide = wide_at(text, len, i, &used);
        if (wide == WIDE_PARTS || wide == WIDE_JOINS) {
            at.joined = wide == WIDE_JOINS ? at.letter : 0;
            at.letter = at.inside = 0;
        } else if (wide == WIDE_LETTER) {
            if (at.inside == 0 && at.joined == 0)
                s->candidates[s->n_candidates++] =
                    (struct candidate){(uint16_t)i, (uint16_t)++at.pos};
            at.letter = at.inside = 1;
            at.joined = 0;
        }
    }
}

size_t
sight_find(struct sight *s, const char *bytes, size_t len,
           const struct sighting **out)
{
    const unsigned char *text = (const unsigned char *)bytes;
    size_t seen = 0; /* the text so far was looked at closely */

    s->found = 0;
    if (len > SIGHT_BYTES_MAX)
        for (len = SIGHT_BYTES_MAX; len > 0 && text[len] > ' '; len--)
            ;
    find_candidates(s, text, len);
    for (size_t i = 0; i < s->n_candidates; i++)
        if (s->candidates[i].start >= seen)
            seen = look(s, text, len, &s->candidates[i]);
    *out = s->list;
    return s->found;
}
