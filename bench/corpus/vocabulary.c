/* The words of a made corpus: see vocabulary.h. */
#include "config.h"

#include "bench/corpus/vocabulary.h"

#include <err.h>
#include <libstemmer.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "text/token.h"

/* A table of strings that gives each a number, from 0 on; open addressing. */
#define SLOTS (1u << 20)

struct names {
    char **name;
    uint32_t *slot; /* number + 1 */
    size_t n, cap;
};

static uint32_t *
names_slot(struct names *names, const char *s)
{
    uint64_t h = 14695981039346656037u; /* FNV-1a */

    for (const char *p = s; *p != '\0'; p++)
        h = (h ^ (unsigned char)*p) * 1099511628211u;
    uint32_t at = (uint32_t)(h ^ (h >> 32)) % SLOTS;
    if (names->slot == NULL)
        names->slot = xcalloc(SLOTS, sizeof(*names->slot));
    while (names->slot[at] != 0 &&
           strcmp(names->name[names->slot[at] - 1], s) != 0)
        at = (at + 1) % SLOTS;
    return &names->slot[at];
}

static bool
names_has(struct names *names, const char *s)
{
    return *names_slot(names, s) != 0;
}

static uint32_t
names_number(struct names *names, const char *s)
{
    uint32_t *slot = names_slot(names, s);

    if (*slot == 0) {
        names->name =
            xgrow(names->name, names->n, &names->cap, sizeof(*names->name));
        names->name[names->n++] = xstrdup(s);
        *slot = (uint32_t)names->n;
    }
    return *slot - 1;
}

static void
names_done(struct names *names)
{
    for (size_t i = 0; i < names->n; i++)
        free(names->name[i]);
    free(names->name);
    free(names->slot);
}

struct maker {
    struct vocabulary *v;
    struct tokenizer *tokenizer;
    struct sb_stemmer *snowball;
    struct names words, stems;
    struct names
        odd; /* stems of stop words, where ours and Snowball's differ */
    struct chance *chance;
};

/* Letters that stand alone are initials, but for the two that are words. */
static bool
is_word(const char *s)
{
    size_t len = strspn(s, "abcdefghijklmnopqrstuvwxyz");

    return s[len] == '\0' && len <= VOCABULARY_WORD_MAX &&
           (len > 1 || *s == 'a' || *s == 'i');
}

static void
fill(struct maker *m, struct word *word, const char *s)
{
    word->len = (uint8_t)strlen(s);
    memcpy(word->text, s, word->len + 1u);
    word->stop = token_is_stop(s, word->len);
    word->stem = names_number(
        &m->stems, tokenizer_stem(m->tokenizer, word->text, word->len));
}

/* Whether the tokenizer has the stem that Snowball has, as the other engines
 * do: without words of which it knows better (pcsos, shes) the paragraphs found
 * can be compared one by one. Stop words may differ, since they are not asked
 * for alone; then no other word may have such a stem (this, thy). */
static bool
is_stemmed_alike(struct maker *m, const char *s)
{
    size_t len = strlen(s);
    const char *ours = tokenizer_stem(m->tokenizer, s, len);
    const char *theirs = (const char *)sb_stemmer_stem(
        m->snowball, (const sb_symbol *)s, (int)len);
    bool same = strcmp(ours, theirs) == 0;

    if (token_is_stop(s, len)) {
        if (!same) {
            (void)names_number(&m->odd, ours);
            (void)names_number(&m->odd, theirs);
        }
        return true;
    }
    return same && !names_has(&m->odd, theirs);
}

static void
add(struct maker *m, const char *s)
{
    if (m->words.n == VOCABULARY_WORDS || names_has(&m->words, s) ||
        !is_stemmed_alike(m, s))
        return;
    uint32_t n = names_number(&m->words, s);
    fill(m, &m->v->words[n], s);
}

/* ---- the sample texts ---- */

struct counted {
    const char *name;
    uint32_t n;
};

static int
by_count(const void *a, const void *b)
{
    const struct counted *x = a, *y = b;

    if (x->n != y->n)
        return x->n < y->n ? 1 : -1;
    return strcmp(x->name, y->name);
}

struct counts {
    struct names names;
    uint32_t *n;
    size_t cap;
};

static void
count_word(struct counts *c, const char *s)
{
    if (!is_word(s))
        return;
    size_t before = c->names.n;
    uint32_t i = names_number(&c->names, s);
    c->n = xgrow(c->n, i, &c->cap, sizeof(*c->n));
    c->n[i] = c->names.n > before ? 1 : c->n[i] + 1;
}

/* A word with anything but letters in it is no word here. */
static void
count_file(struct counts *c, const char *path)
{
    FILE *f = fopen(path, "r");
    char word[VOCABULARY_WORD_MAX + 2];
    size_t len = 0;
    int ch;

    if (f == NULL)
        err(1, "%s", path);
    do {
        ch = getc(f);
        bool letter = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
        bool inside = ch == '\'' || ch >= 0x80 || (ch >= '0' && ch <= '9');
        if (letter || inside) {
            if (len < sizeof(word) - 1)
                word[len++] = (char)(letter ? ch | 0x20 : '#');
            continue;
        }
        word[len] = '\0';
        if (len > 0)
            count_word(c, word);
        len = 0;
    } while (ch != EOF);
    (void)fclose(f);
}

static void
add_sample(struct maker *m, char **texts, int n_texts)
{
    struct counts c = {0};

    for (int i = 0; i < n_texts; i++)
        count_file(&c, texts[i]);
    struct counted *sorted = xcalloc(c.names.n + 1, sizeof(*sorted));
    for (size_t i = 0; i < c.names.n; i++)
        sorted[i] = (struct counted){c.names.name[i], c.n[i]};
    qsort(sorted, c.names.n, sizeof(*sorted), by_count);
    for (size_t i = 0; i < c.names.n; i++)
        add(m, sorted[i].name);
    m->v->n_sample = (uint32_t)m->words.n;
    free(sorted);
    free(c.n);
    names_done(&c.names);
}

/* ---- the dictionary, and names ---- */

static void
add_dictionary(struct maker *m, const char *path)
{
    FILE *f = path == NULL ? NULL : fopen(path, "r");
    char line[256];
    struct names list = {0};

    if (f == NULL)
        return;
    while (fgets(line, sizeof(line), f) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (is_word(line) && list.n < SLOTS / 2)
            (void)names_number(&list, line);
    }
    (void)fclose(f);
    for (uint32_t i = (uint32_t)list.n; i > 1; i--) {
        uint32_t k = chance_below(m->chance, i);
        char *kept = list.name[k];
        list.name[k] = list.name[i - 1];
        list.name[i - 1] = kept;
    }
    for (size_t i = 0; i < list.n; i++)
        add(m, list.name[i]);
    m->v->n_dictionary = (uint32_t)m->words.n - m->v->n_sample;
    names_done(&list);
}

/* Two to four syllables. */
static void
make_name(struct chance *chance, char out[VOCABULARY_WORD_MAX + 1])
{
    static const char onset[][3] = {
        "b", "br", "c",  "ch", "d", "dr", "f", "g",  "h",  "k", "l", "m",
        "n", "p",  "pr", "r",  "s", "st", "t", "th", "tr", "v", "w", "z"};
    static const char vowel[][3] = {"a", "e", "i", "o", "u", "ea", "ou", "ai"};
    static const char coda[][3] = {"", "", "n", "l", "r", "m", "t", "ck"};
    uint32_t syllables = 2 + chance_below(chance, 3);

    *out = '\0';
    for (uint32_t i = 0; i < syllables; i++) {
        strcat(out, onset[chance_below(chance, 24)]);
        strcat(out, vowel[chance_below(chance, 8)]);
        strcat(out, coda[chance_below(chance, 8)]);
    }
}

static void
add_titles(struct maker *m)
{
    char name[VOCABULARY_WORD_MAX + 1];

    for (uint32_t i = 0; i < VOCABULARY_TITLE_WORDS;) {
        make_name(m->chance, name);
        const char *stem = tokenizer_stem(m->tokenizer, name, strlen(name));
        if (names_has(&m->stems, stem) || !is_stemmed_alike(m, name))
            continue;
        fill(m, &m->v->titles[i++], name);
    }
}

struct vocabulary *
vocabulary_make(char **texts, int n_texts, const char *dictionary,
                struct chance *chance)
{
    struct error error;
    struct vocabulary *v = xcalloc(1, sizeof(*v));
    struct maker m = {.v = v, .chance = chance};
    char name[VOCABULARY_WORD_MAX + 1];

    if (tokenizer_new(&m.tokenizer, &error) != STATUS_OK)
        errx(1, "%s", error.message);
    m.snowball = sb_stemmer_new("english", NULL);
    if (m.snowball == NULL)
        errx(1, "libstemmer has no English");
    v->words = xcalloc(VOCABULARY_WORDS, sizeof(*v->words));
    v->titles = xcalloc(VOCABULARY_TITLE_WORDS, sizeof(*v->titles));
    add_sample(&m, texts, n_texts);
    add_dictionary(&m, dictionary);
    while (m.words.n < VOCABULARY_WORDS) {
        make_name(chance, name);
        add(&m, name);
    }
    add_titles(&m);
    v->n_stems = (uint32_t)m.stems.n;
    names_done(&m.words);
    names_done(&m.stems);
    names_done(&m.odd);
    sb_stemmer_delete(m.snowball);
    tokenizer_free(m.tokenizer);
    return v;
}

void
vocabulary_free(struct vocabulary *v)
{
    free(v->words);
    free(v->titles);
    free(v);
}
