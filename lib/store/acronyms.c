/* The file `acronyms`: see acronyms.h. Definitions are sorted; those of one
 * acronym come one after the other then, among them those whose words have the
 * same stems, which are one meaning, and among them those that are written
 * alike. */
#include "config.h"

#include "store/acronyms.h"

#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/xalloc.h"
#include "store/layout.h"
#include "store/schema.h"
#include "store/sorter.h"
#include "store/spool.h"
#include "store/table.h"

/* Between the parts of a key: lower than any byte of a word. */
#define SEPARATOR '\1'

/* The parts of a key, in its order. */
enum part { FOLDED, STEMS, WORDS, SHOWN, ACRONYM, PARTS };

/* Where a definition stands. */
struct place {
    uint32_t docid, document;
};

struct acronyms {
    struct sorter *keys;
    struct spool *places; /* by number */
    uint32_t n;
    struct buf key;
};

/* How the places are ordered: by id. */
struct rank {
    uint32_t document; /* its place in the order of ids */
    uint32_t docid;
};

/* What an acronym stands for. */
struct meaning {
    struct buf key; /* of the way in which it is written most often */
    uint32_t count;
    struct rank first;
};

/* The merging: of what has come to its end nothing is kept but the meanings of
 * one acronym. */
struct merge {
    struct table *file;
    struct buf way;         /* the last key; ... */
    uint32_t ways;          /* how often it came; 0: nothing came yet */
    uint32_t most;          /* and the most that any of its meaning came */
    struct meaning meaning; /* that it belongs to */
    struct meaning meanings[STORE_MEANINGS_MAX]; /* the acronym's */
    size_t n;
};

enum status
acronyms_open(struct acronyms **out, const char *dir, size_t sort,
              struct error *err)
{
    struct acronyms *a = xcalloc(1, sizeof(*a));

    a->keys = sorter_new(dir, sort);
    enum status status = spool_open(&a->places, dir, err);
    if (status == STATUS_OK)
        *out = a;
    else
        acronyms_close(a);
    return status;
}

void
acronyms_close(struct acronyms *a)
{
    if (a == NULL)
        return;
    sorter_free(a->keys);
    spool_close(a->places);
    buf_done(&a->key);
    free(a);
}

enum status
acronyms_add(struct acronyms *a, const struct store_definition *d,
             uint32_t docid, uint32_t document, struct error *err)
{
    const char *const parts[PARTS] = {d->folded, d->stems, d->words, d->shown,
                                      d->acronym};
    const struct place place = {docid, document};

    buf_clear(&a->key);
    for (int i = 0; i < PARTS; i++) {
        /* 16 bits of a record: the texts' own are far shorter. */
        if (*parts[i] == '\0' || strlen(parts[i]) > UINT16_MAX ||
            strchr(parts[i], SEPARATOR) != NULL)
            return error_set(err, STATUS_INVALID, "%s cannot stand for %.200s",
                             d->acronym, d->shown);
        if (i > 0)
            buf_add_char(&a->key, SEPARATOR);
        buf_add_str(&a->key, parts[i]);
    }
    enum status status = sorter_add(a->keys, a->key.data, a->key.len, err);
    if (status == STATUS_OK)
        status = spool_add(a->places, &place, sizeof(place), err);
    if (status == STATUS_OK)
        a->n++;
    return status;
}

/* Where a part of a key begins. */
static size_t
part_start(const struct buf *key, enum part part)
{
    const char *p = key->data;

    for (int i = 0; i < (int)part; i++)
        p = strchr(p, SEPARATOR) + 1;
    return (size_t)(p - key->data);
}

/* Whether the parts before that one are the same. */
static bool
same_before(const struct buf *a, const struct buf *b, enum part part)
{
    size_t size = part_start(a, part);

    return size == part_start(b, part) && memcmp(a->data, b->data, size) == 0;
}

static void
set(struct buf *to, const struct buf *from)
{
    buf_clear(to);
    buf_add(to, from->data, from->len);
}

/* No more of what is written as the last one. Of two ways that are as
 * frequent the later one by bytes is taken, in which fewer are capitals. */
static void
end_way(struct merge *m)
{
    if (m->ways >= m->most) {
        set(&m->meaning.key, &m->way);
        m->most = m->ways;
    }
    m->ways = 0;
}

/* No more of the same words: they join the acronym's meanings, the most
 * counted first, by their stems where they are as many. */
static void
end_meaning(struct merge *m)
{
    size_t at = m->n;

    end_way(m);
    while (at > 0 && m->meanings[at - 1].count < m->meaning.count)
        at--;
    if (at < STORE_MEANINGS_MAX) {
        if (m->n < STORE_MEANINGS_MAX)
            m->n++;
        struct meaning left_out = m->meanings[m->n - 1];
        memmove(&m->meanings[at + 1], &m->meanings[at],
                (m->n - 1 - at) * sizeof(*m->meanings));
        m->meanings[at] = m->meaning;
        m->meaning.key = left_out.key; /* its memory */
    }
    m->meaning.count = 0;
    m->most = 0;
}

static enum status
write_meaning(const struct merge *m, const struct meaning *meaning,
              struct error *err)
{
    static const enum part strings[LAYOUT_ACRONYM_STRINGS] = {FOLDED, ACRONYM,
                                                              WORDS, SHOWN};
    struct outfile *f = table_file(m->file);
    struct layout_acronym r = {.offset = outfile_offset(f),
                               .count = meaning->count,
                               .docid = meaning->first.docid};
    enum status status = STATUS_OK;

    for (int i = 0; i < LAYOUT_ACRONYM_STRINGS && status == STATUS_OK; i++) {
        const char *s =
            meaning->key.data + part_start(&meaning->key, strings[i]);
        size_t len = strcspn(s, "\1");
        r.len[i] = (uint16_t)len;
        status = outfile_add_string(f, s, len, err);
    }
    return status != STATUS_OK ? status : table_add_record(m->file, &r, err);
}

/* No more of one acronym: its meanings are written. */
static enum status
end_acronym(struct merge *m, struct error *err)
{
    enum status status = STATUS_OK;

    end_meaning(m);
    for (size_t i = 0; i < m->n && status == STATUS_OK; i++)
        status = write_meaning(m, &m->meanings[i], err);
    m->n = 0;
    return status;
}

static bool
comes_before(const struct rank *a, const struct rank *b)
{
    if (a->document == b->document)
        return a->docid < b->docid;
    return a->document < b->document;
}

static enum status
merge_next(struct merge *m, const struct buf *key, const struct rank *rank,
           struct error *err)
{
    enum status status = STATUS_OK;

    if (m->ways > 0 && !same_before(&m->way, key, STEMS))
        status = end_acronym(m, err);
    else if (m->ways > 0 && !same_before(&m->way, key, WORDS))
        end_meaning(m);
    else if (m->ways > 0 && strcmp(m->way.data, key->data) != 0)
        end_way(m);
    if (m->ways == 0)
        set(&m->way, key);
    m->ways++;
    if (m->meaning.count == 0 || comes_before(rank, &m->meaning.first))
        m->meaning.first = *rank;
    m->meaning.count++;
    return status;
}

static enum status
merge_all(struct acronyms *a, struct merge *m, const struct columns *c,
          struct error *err)
{
    enum status status = sorter_sort(a->keys, err);

    if (status == STATUS_OK)
        status = spool_rewind(a->places, err);
    for (uint32_t i = 0; i < a->n && status == STATUS_OK; i++) {
        uint32_t number;
        struct place place = {0};
        struct orders_document d = {.units = 0};
        status = sorter_next(a->keys, &number, &a->key, err);
        if (status == STATUS_OK)
            status = spool_read(a->places, (uint64_t)number * sizeof(place),
                                &place, sizeof(place), err);
        if (status == STATUS_OK)
            status = columns_document(c, place.document, &d, err);
        const struct rank rank = {d.place, place.docid};
        if (status == STATUS_OK && !d.gone)
            status = merge_next(m, &a->key, &rank, err);
    }
    if (status == STATUS_OK && m->ways > 0)
        status = end_acronym(m, err);
    buf_done(&m->way);
    buf_done(&m->meaning.key);
    for (size_t i = 0; i < STORE_MEANINGS_MAX; i++)
        buf_done(&m->meanings[i].key);
    return status;
}

enum status
acronyms_write(struct acronyms *a, const char *dir, const struct columns *c,
               struct error *err)
{
    struct merge m = {.file = NULL};
    enum status status = table_open(&m.file, dir, SCHEMA_ACRONYMS,
                                    sizeof(struct layout_acronym), 0, err);

    if (status == STATUS_OK)
        status = merge_all(a, &m, c, err);
    if (status == STATUS_OK)
        status =
            table_finish(m.file, LAYOUT_ACRONYMS_MAGIC, NULL, NULL, NULL, err);
    table_close(m.file);
    return status;
}
