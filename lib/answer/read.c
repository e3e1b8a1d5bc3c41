/* Reply lines of SEARCH back into an answer: see answer.h. Total: any bytes
 * are either an answer whose strings are lines of valid text and whose marks
 * lie within them, or STATUS_INVALID. */
#include "config.h"

#include "answer/answer.h"

#include <string.h>

#include "answer/decimal.h"
#include "common/num.h"
#include "common/utf8.h"

/* HIT has the most, its tag included. What is added on the right later is
 * not looked at. */
#define FIELDS_MAX 15

/* Four digits, as in an ISO date. */
#define YEAR_MAX 9999

/* What JSON's integers hold. */
#define COUNT_MAX INT64_MAX

struct field {
    const char *s;
    size_t len;
};

/* Returns how many there are; the others are empty. */
static size_t
split_fields(const char *line, size_t len, struct field out[FIELDS_MAX])
{
    const char *end = line + len;
    size_t n = 0;

    for (size_t i = 0; i < FIELDS_MAX; i++)
        out[i] = (struct field){"", 0};
    while (n < FIELDS_MAX) {
        const char *tab = memchr(line, '\t', (size_t)(end - line));
        out[n].s = line;
        out[n].len = (size_t)((tab != NULL ? tab : end) - line);
        n++;
        if (tab == NULL)
            break;
        line = tab + 1;
    }
    return n;
}

/* A field as a string of the answer. */
static char *
keep(struct answer *a, struct field f)
{
    char *s = arena_strndup(a->arena, f.s, f.len);

    utf8_make_line(s, f.len);
    return s;
}

/* Room for one more behind n in an array that only this function grows: its
 * capacity is n rounded up to a power of two. */
static void *
grow(struct answer *a, void *array, size_t n, size_t size)
{
    if ((n & (n - 1)) != 0)
        return array;
    void *more = arena_array(a->arena, n == 0 ? 1 : 2 * n, size);
    if (n != 0)
        memcpy(more, array, n * size);
    return more;
}

static bool
parse_u32(struct field f, uint32_t max, uint32_t *out)
{
    uint64_t value;

    if (!num_parse(f.s, f.len, max, &value))
        return false;
    *out = (uint32_t)value;
    return true;
}

/* Whether a place in the text is between two characters. */
static bool
is_boundary(const char *text, size_t len, size_t at)
{
    return at <= len && utf8_cut(text, len, at) == at;
}

/* One "28+7" at the start of *f, which moves behind it and its comma. */
static bool
read_mark(struct field *f, struct answer_mark *out)
{
    const char *comma = memchr(f->s, ',', f->len);
    struct field one = {f->s, comma != NULL ? (size_t)(comma - f->s) : f->len};
    const char *plus = memchr(one.s, '+', one.len);

    if (plus == NULL)
        return false;
    struct field start = {one.s, (size_t)(plus - one.s)};
    struct field len = {plus + 1, one.len - start.len - 1};
    if (!parse_u32(start, UINT32_MAX, &out->start) ||
        !parse_u32(len, UINT32_MAX, &out->len) || out->len == 0)
        return false;
    size_t used = comma != NULL ? one.len + 1 : one.len;
    f->s += used;
    f->len -= used;
    return comma == NULL || f->len != 0;
}

/* A field of marks in text, "28+7,36+10": ascending, within it, apart from
 * each other. */
static bool
read_marks(struct answer *a, struct field f, const char *text,
           struct answer_mark **out, size_t *n)
{
    size_t len = strlen(text), behind = 0;

    while (f.len != 0) {
        struct answer_mark m;
        if (!read_mark(&f, &m) || m.start < behind)
            return false;
        behind = (size_t)m.start + m.len;
        if (!is_boundary(text, len, m.start) || !is_boundary(text, len, behind))
            return false;
        *out = grow(a, *out, *n, sizeof(**out));
        (*out)[(*n)++] = m;
    }
    return true;
}

static bool
read_hit(struct answer *a, const struct field *f)
{
    struct answer_hit h = {0};
    uint32_t year = 0;

    if (!parse_u32(f[1], UINT32_MAX, &h.rank) || h.rank == 0 ||
        !decimal_parse(f[2].s, f[2].len, &h.score) || f[3].len == 0 ||
        (f[6].len != 0 && !parse_u32(f[6], YEAR_MAX, &year)) ||
        (f[13].len != 0 && !parse_u32(f[13], UINT32_MAX, &h.more)))
        return false;
    h.id = keep(a, f[3]);
    h.kind = keep(a, f[4]);
    h.number = keep(a, f[5]);
    h.year = year;
    h.title = keep(a, f[7]);
    h.document = keep(a, f[8]);
    h.plan = keep(a, f[9]);
    h.date = keep(a, f[10]);
    h.committee = keep(a, f[11]);
    h.url = keep(a, f[12]);
    if (!read_marks(a, f[14], h.title, &h.title_marks, &h.n_title_marks))
        return false;
    a->hits = grow(a, a->hits, a->n_hits, sizeof(*a->hits));
    a->hits[a->n_hits++] = h;
    return true;
}

/* Whether a line that names a rank stands below its HIT. */
static bool
is_below_hit(const struct answer *a, struct field rank)
{
    uint32_t value;

    return a->n_hits > 0 && parse_u32(rank, UINT32_MAX, &value) &&
           value == a->hits[a->n_hits - 1].rank;
}

static bool
read_snippet(struct answer *a, const struct field *f)
{
    struct answer_snippet s = {0};

    if (!is_below_hit(a, f[1]))
        return false;
    s.text = keep(a, f[3]);
    if (!read_marks(a, f[2], s.text, &s.marks, &s.n_marks))
        return false;
    struct answer_hit *h = &a->hits[a->n_hits - 1];
    h->snippets = grow(a, h->snippets, h->n_snippets, sizeof(*h->snippets));
    h->snippets[h->n_snippets++] = s;
    return true;
}

static bool
read_decision(struct answer *a, const struct field *f)
{
    if (!is_below_hit(a, f[1]) || f[2].len == 0)
        return false;
    struct answer_hit *h = &a->hits[a->n_hits - 1];
    h->decisions = grow(a, h->decisions, h->n_decisions, sizeof(*h->decisions));
    h->decisions[h->n_decisions++] = (struct answer_decision){
        .id = keep(a, f[2]),
        .kind = keep(a, f[3]),
        .number = keep(a, f[4]),
        .text = keep(a, f[5]),
    };
    return true;
}

static bool
read_facet(struct answer *a, const struct field *f)
{
    struct answer_count c;

    if (f[1].len == 0 || !num_parse(f[3].s, f[3].len, COUNT_MAX, &c.count))
        return false;
    const char *name = keep(a, f[1]);
    c.value = keep(a, f[2]);
    if (a->n_facets == 0 ||
        strcmp(a->facets[a->n_facets - 1].name, name) != 0) {
        a->facets = grow(a, a->facets, a->n_facets, sizeof(*a->facets));
        a->facets[a->n_facets++] = (struct answer_facet){.name = name};
    }
    struct answer_facet *facet = &a->facets[a->n_facets - 1];
    facet->counts =
        grow(a, facet->counts, facet->n_counts, sizeof(*facet->counts));
    facet->counts[facet->n_counts++] = c;
    return true;
}

static bool
read_query(struct answer *a, const struct field *f)
{
    a->query = keep(a, f[1]);
    return true;
}

static bool
read_missing(struct answer *a, const struct field *f)
{
    a->missing = grow(a, a->missing, a->n_missing, sizeof(*a->missing));
    a->missing[a->n_missing++] = keep(a, f[1]);
    return true;
}

static bool
read_note(struct answer *a, const struct field *f)
{
    a->notes = grow(a, a->notes, a->n_notes, sizeof(*a->notes));
    a->notes[a->n_notes++] = keep(a, f[1]);
    return true;
}

static bool
read_expansion(struct answer *a, const struct field *f)
{
    a->expanded = grow(a, a->expanded, a->n_expanded, sizeof(*a->expanded));
    a->expanded[a->n_expanded++] = (struct answer_expansion){
        .from = keep(a, f[1]), .to = keep(a, f[2]), .where = keep(a, f[3])};
    return true;
}

static bool
read_suggestion(struct answer *a, const struct field *f)
{
    if (!num_parse(f[2].s, f[2].len, COUNT_MAX, &a->suggestion_total))
        return false;
    a->suggestion = keep(a, f[1]);
    return true;
}

/* One "name=value" of an OK line; names that are not known are passed by. */
static bool
read_ok_field(struct answer *a, struct field f)
{
    const char *eq = memchr(f.s, '=', f.len);

    if (eq == NULL)
        return true;
    struct field name = {f.s, (size_t)(eq - f.s)};
    struct field value = {eq + 1, f.len - name.len - 1};
    uint32_t flag;
#define IS(word)                                                               \
    (name.len == strlen(word) && memcmp(name.s, word, name.len) == 0)
    if (IS("total"))
        return num_parse(value.s, value.len, COUNT_MAX, &a->total);
    if (IS("gen"))
        return num_parse(value.s, value.len, COUNT_MAX, &a->generation);
    if (IS("groups")) {
        a->grouped = true;
        return num_parse(value.s, value.len, COUNT_MAX, &a->groups);
    }
    if (IS("from"))
        return parse_u32(value, UINT32_MAX, &a->from);
    if (IS("ms"))
        return decimal_parse(value.s, value.len, &a->ms);
    if (IS("relaxed")) {
        if (!parse_u32(value, 1, &flag))
            return false;
        a->relaxed = flag == 1;
    }
#undef IS
    return true;
}

static bool
read_ok(struct answer *a, const char *line, size_t len)
{
    const char *end = line + len;

    while (line < end) {
        const char *blank = memchr(line, ' ', (size_t)(end - line));
        const char *stop = blank != NULL ? blank : end;
        if (!read_ok_field(a, (struct field){line, (size_t)(stop - line)}))
            return false;
        line = blank != NULL ? blank + 1 : end;
    }
    return true;
}

static const struct {
    const char *tag;
    size_t fields; /* the least, the tag included */
    bool (*read)(struct answer *a, const struct field *f);
} readers[] = {
    {"QUERY", 2, read_query},       {"NOTE", 2, read_note},
    {"EXPAND", 4, read_expansion},  {"SUGGESTION", 3, read_suggestion},
    {"HIT", 13, read_hit},          {"SNIP", 4, read_snippet},
    {"DECISION", 6, read_decision}, {"MISSING", 2, read_missing},
    {"FACET", 4, read_facet},
};

enum status
answer_read_line(struct answer *a, const char *line, size_t len,
                 struct error *err)
{
    struct field f[FIELDS_MAX];

    if (len >= 2 && memcmp(line, "OK", 2) == 0 && (len == 2 || line[2] == ' '))
        return read_ok(a, line, len)
                   ? STATUS_OK
                   : error_set(err, STATUS_INVALID,
                               "the server sent a malformed OK line");
    size_t n = split_fields(line, len, f);
    for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++) {
        const char *tag = readers[i].tag;
        if (f[0].len != strlen(tag) || memcmp(f[0].s, tag, f[0].len) != 0)
            continue;
        if (n < readers[i].fields || !readers[i].read(a, f))
            return error_set(err, STATUS_INVALID,
                             "the server sent a malformed %s line", tag);
        return STATUS_OK;
    }
    return STATUS_OK;
}
