/* Stems: see stem.h. */
#include "config.h"

#include "text/stem.h"

#include <libstemmer.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "common/xalloc.h"
#include "text/chars.h"
#include "text/token.h"

/* The words that most of minutes consist of, at 64 bytes each; longer ones are
 * rare. */
#define KEPT 1024u
#define KEPT_FORM 31u

struct kept {
    uint8_t len; /* of the form; 0: free */
    char form[KEPT_FORM];
    char stem[KEPT_FORM + 1];
};

struct stem {
    struct sb_stemmer *stemmer;
    char stem[TOKEN_FORM_MAX + 1]; /* of a form that is not kept */
    struct kept kept[KEPT];
};

enum status
stem_new(struct stem **out, struct error *err)
{
    struct sb_stemmer *stemmer = sb_stemmer_new("english", "UTF_8");

    if (stemmer == NULL)
        return error_set(err, STATUS_INTERNAL,
                         "libstemmer has no English stemmer");
    struct stem *s = xcalloc(1, sizeof(*s));
    s->stemmer = stemmer;
    *out = s;
    return STATUS_OK;
}

void
stem_free(struct stem *s)
{
    if (s == NULL)
        return;
    sb_stemmer_delete(s->stemmer);
    free(s);
}

/* Whether form[0..len), which Snowball leaves as it is, is an acronym's plural
 * in small letters: pcsos, pccs, ngos. Snowball keeps an s without a vowel
 * before it, or right behind its only one. Two letters and an s are left
 * alone: nhs, gps and cps are no plurals. */
static bool
is_small_plural(const char *form, size_t len)
{
    size_t vowels = 0;

    if (len < 4 || form[len - 1] != 's' || form[len - 2] == 's')
        return false;
    for (size_t i = 0; i + 1 < len; i++) {
        bool vowel = strchr("aeiouy", form[i]) != NULL;
        if (form[i] < 'a' || form[i] > 'z' || (vowel && i + 2 != len))
            return false;
        vowels += vowel;
    }
    return vowels <= 1;
}

/* The stem of form[0..len): *n bytes, not ended by a NUL, of the stemmer's or
 * of form itself. */
static const char *
make(struct stem *s, const char *form, size_t len, size_t *n)
{
    for (size_t i = 0; i < len; i++) {
        if (chars_is_digit(form[i])) {
            *n = len;
            return form;
        }
    }
    const sb_symbol *made =
        sb_stemmer_stem(s->stemmer, (const sb_symbol *)form, (int)len);
    int size = made != NULL ? sb_stemmer_length(s->stemmer) : 0;
    if (size > 0 && size <= TOKEN_FORM_MAX) {
        form = (const char *)made;
        len = (size_t)size;
    }
    *n = len - is_small_plural(form, len);
    return form;
}

/* The place of a form: FNV-1a, 32 bits. */
static struct kept *
place(struct stem *s, const char *form, size_t len)
{
    uint32_t h = 2166136261u;

    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)form[i]) * 16777619u;
    return &s->kept[(h ^ h >> 16) % KEPT];
}

const char *
stem_of(struct stem *s, const char *form, size_t len)
{
    struct kept *k = NULL;
    char *out = s->stem;
    size_t n;

    len = utf8_cut(form, len, TOKEN_FORM_MAX);
    if (len > 0 && len <= KEPT_FORM) {
        k = place(s, form, len);
        if (k->len == len && memcmp(k->form, form, len) == 0)
            return k->stem;
    }
    const char *stem = make(s, form, len, &n);
    if (k != NULL && n <= KEPT_FORM) {
        /* The form may be a stem that was given from here: moved, not copied.
         */
        memmove(k->form, form, len);
        k->len = (uint8_t)len;
        out = k->stem;
    }
    memmove(out, stem, n);
    out[n] = '\0';
    return out;
}
