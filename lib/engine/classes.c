/* Classes of bytes: see classes.h. */
#include "config.h"

#include "engine/classes.h"

#include <string.h>

#ifdef __SSE2__

#include <emmintrin.h>

static inline uint64_t
bits(__m128i x)
{
    return (uint64_t)(unsigned)_mm_movemask_epi8(x);
}

/* Those of x from low to high, all of ASCII: bytes beyond it are negative. */
static inline __m128i
between(__m128i x, char low, char high)
{
    return _mm_and_si128(_mm_cmpgt_epi8(x, _mm_set1_epi8((char)(low - 1))),
                         _mm_cmpgt_epi8(_mm_set1_epi8((char)(high + 1)), x));
}

static void
classify(const unsigned char *text, const struct classes_firsts *firsts,
         struct classes *out)
{
    *out = (struct classes){0};
    for (unsigned at = 0; at < CLASSES_BYTES; at += sizeof(__m128i)) {
        __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(text + at));
        __m128i small = _mm_or_si128(x, _mm_set1_epi8(0x20));
        __m128i first = _mm_setzero_si128();
        for (size_t i = 0; i < firsts->n; i++)
            first = _mm_or_si128(
                first,
                _mm_cmpeq_epi8(small, _mm_set1_epi8((char)firsts->letters[i])));
        out->letters |= bits(between(small, 'a', 'z')) << at;
        out->digits |= bits(between(x, '0', '9')) << at;
        out->apostrophes |= bits(_mm_cmpeq_epi8(x, _mm_set1_epi8('\''))) << at;
        out->wide |= bits(x) << at;
        out->firsts |= bits(first) << at;
    }
}

#else

static void
classify(const unsigned char *text, const struct classes_firsts *firsts,
         struct classes *out)
{
    *out = (struct classes){0};
    for (unsigned at = 0; at < CLASSES_BYTES; at++) {
        unsigned char c = text[at], small = c | 0x20;
        uint64_t bit = UINT64_C(1) << at;
        if (small >= 'a' && small <= 'z')
            out->letters |= bit;
        else if (c >= '0' && c <= '9')
            out->digits |= bit;
        else if (c == '\'')
            out->apostrophes |= bit;
        else if (c >= 0x80)
            out->wide |= bit;
        for (size_t i = 0; i < firsts->n; i++)
            if (small == firsts->letters[i])
                out->firsts |= bit;
    }
}

#endif

void
classes_of(const unsigned char *text, size_t len,
           const struct classes_firsts *firsts, struct classes *out)
{
    unsigned char rest[CLASSES_BYTES] = {0};

    if (len < CLASSES_BYTES) {
        memcpy(rest, text, len);
        text = rest;
    }
    classify(text, firsts, out);
    if (firsts->all)
        out->firsts = out->letters;
    if (firsts->digits)
        out->firsts |= out->digits;
}
