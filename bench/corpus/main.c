/* Makes a corpus for the benches, and queries to it: minutes by chance, the
 * same from the same seed and the same words.
 *
 *     corpus UNITS SEED DICTIONARY OUT SAMPLE-TEXT...
 *
 * OUT/minutes/part-001.jsonl and so on, a paragraph a line, as the indexer
 * reads it; ids end in `#p` and the paragraph's number in the corpus, from 1
 * on. OUT/queries.tsv: see queries.h. */
#include "config.h"

#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "bench/corpus/queries.h"
#include "bench/corpus/text.h"
#include "bench/corpus/vocabulary.h"
#include "common/buf.h"
#include "common/num.h"
#include "common/xalloc.h"

#define UNITS_MAX 10000000   /* ten times what was ever measured */
#define FILE_UNITS 50000     /* of a file, at most: the indexer takes 64 MiB */
#define DOCUMENT_UNITS 20    /* of a document; the mean is half of that */
#define QUERIES 250          /* of each class */
#define WRITE_BYTES 0x100000 /* of one write */
#define YEAR_FIRST 1999
#define YEAR_LAST 2026

static const char *const committees[] = {
    "Audit Committee", "Cabinet",           "Community Safety Partnership",
    "Pensions Board",  "Health Scrutiny",   "Licensing Sub-Committee",
    "Schools Forum",   "Police Authority",  "Environment Scrutiny Panel",
    "Parish Council",  "Planning Committee"};
#define COMMITTEES (sizeof(committees) / sizeof(committees[0]))

struct document {
    char head[400]; /* the fields that all of its paragraphs have */
    uint32_t number, topic;
};

struct corpus {
    const char *folder;
    const struct vocabulary *v;
    struct text_maker *text;
    struct statistics *statistics;
    struct chance chance;
    struct buf buf;
    FILE *file;
    uint32_t n_files, in_file;
};

static void
close_file(struct corpus *c)
{
    if (c->file == NULL)
        return;
    if (fwrite(c->buf.data, 1, c->buf.len, c->file) != c->buf.len ||
        fclose(c->file) != 0)
        err(1, "%s", c->folder);
    buf_clear(&c->buf);
    c->file = NULL;
}

static void
open_file(struct corpus *c)
{
    close_file(c);
    char *path =
        xasprintf("%s/minutes/part-%03u.jsonl", c->folder, ++c->n_files);
    c->file = fopen(path, "w");
    if (c->file == NULL)
        err(1, "%s", path);
    free(path);
    c->in_file = 0;
}

/* Later years have more minutes. */
static uint32_t
draw_year(struct chance *chance)
{
    uint32_t a = chance_below(chance, 2 * (YEAR_LAST - YEAR_FIRST + 1));
    uint32_t b = chance_below(chance, 2 * (YEAR_LAST - YEAR_FIRST + 1));

    return YEAR_FIRST + (a + b) / 4;
}

static void
start_document(struct corpus *c, struct document *d)
{
    struct chance *chance = &c->chance;
    char title[5 * (VOCABULARY_WORD_MAX + 1)] = "";
    uint32_t n_words = 2 + chance_below(chance, 3);

    d->number++;
    d->topic = text_topic(c->text, chance);
    for (uint32_t i = 0; i < n_words; i++) {
        uint32_t w = chance_below(chance, VOCABULARY_TITLE_WORDS);
        size_t at = strlen(title) + (i > 0);
        if (i > 0)
            strcat(title, " ");
        strcat(title, c->v->titles[w].text);
        title[at] = (char)(title[at] & ~0x20);
    }
    uint32_t year = draw_year(chance);
    uint32_t month = 1 + chance_below(chance, 12);
    uint32_t day = 1 + chance_below(chance, 28);
    const char *committee = committees[chance_below(chance, COMMITTEES)];
    (void)snprintf(d->head, sizeof(d->head),
                   "\"document\": \"m%07u\", \"title\": \"%s\", "
                   "\"date\": \"%u-%02u-%02u\", \"committee\": \"%s\", "
                   "\"kind\": \"minute\"",
                   d->number, title, year, month, day, committee);
}

static void
add_words(struct corpus *c, const uint32_t *words, uint32_t n)
{
    struct buf *buf = &c->buf;
    bool start = true;

    buf_reserve(buf, n * (VOCABULARY_WORD_MAX + 2));
    for (uint32_t i = 0; i < n; i++) {
        const struct word *w = &c->v->words[words[i] & ~TEXT_END];
        size_t at = buf->len;
        buf_add(buf, w->text, w->len);
        if (start)
            buf->data[at] = (char)(buf->data[at] & ~0x20);
        start = (words[i] & TEXT_END) != 0;
        if (start)
            buf_add_char(buf, '.');
        else if (chance_below(&c->chance, 16) == 0)
            buf_add_char(buf, ',');
        if (i + 1 < n)
            buf_add_char(buf, ' ');
    }
}

static void
write_units(struct corpus *c, uint32_t n_units)
{
    struct document d = {.number = 0};
    uint32_t words[TEXT_WORDS_MAX], left = 0, number = 0;

    for (uint32_t unit = 1; unit <= n_units; unit++) {
        if (left == 0) {
            left = 1 + chance_below(&c->chance, DOCUMENT_UNITS);
            if (c->file == NULL || c->in_file + left > FILE_UNITS)
                open_file(c);
            start_document(c, &d);
            number = 0;
        }
        left--;
        c->in_file++;
        uint32_t n = text_make(c->text, d.topic, &c->chance, words);
        statistics_add(c->statistics, words, n);
        buf_addf(&c->buf,
                 "{\"id\": \"m%07u#p%u\", %s, \"number\": \"%u\", "
                 "\"text\": \"",
                 d.number, unit, d.head, ++number);
        add_words(c, words, n);
        buf_add_str(&c->buf, "\"}\n");
        if (c->buf.len >= WRITE_BYTES) {
            if (fwrite(c->buf.data, 1, c->buf.len, c->file) != c->buf.len)
                err(1, "%s", c->folder);
            buf_clear(&c->buf);
        }
    }
    close_file(c);
}

static void
make_folder(const char *path)
{
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        err(1, "%s", path);
}

static void
write_queries(struct corpus *c)
{
    char *path = xasprintf("%s/queries.tsv", c->folder);
    FILE *out = fopen(path, "w");

    if (out == NULL)
        err(1, "%s", path);
    uint32_t missing = queries_write(c->statistics, QUERIES, out);
    if (fclose(out) != 0)
        err(1, "%s", path);
    if (missing > 0)
        (void)fprintf(stderr, "the corpus is too small for %u of the queries\n",
                      missing);
    free(path);
}

int
main(int argc, char **argv)
{
    uint32_t n_units, seed;

    if (argc < 6 || !num_parse_u32(argv[1], UNITS_MAX, &n_units) ||
        !num_parse_u32(argv[2], UINT32_MAX, &seed) || n_units == 0)
        errx(64, "usage: corpus UNITS SEED DICTIONARY OUT SAMPLE-TEXT...");
    struct corpus c = {.folder = argv[4], .chance = {seed}};
    struct vocabulary *v =
        vocabulary_make(argv + 5, argc - 5, argv[3], &c.chance);
    if (v->n_dictionary == 0)
        (void)fprintf(stderr, "%s is not here: names are made up instead\n",
                      argv[3]);
    c.v = v;
    c.text = text_maker_new(v, &c.chance);
    c.statistics = statistics_new(v, n_units, seed + 1);
    char *minutes = xasprintf("%s/minutes", c.folder);
    make_folder(c.folder);
    make_folder(minutes);
    write_units(&c, n_units);
    write_queries(&c);
    free(minutes);
    buf_done(&c.buf);
    statistics_free(c.statistics);
    text_maker_free(c.text);
    vocabulary_free(v);
    return 0;
}
