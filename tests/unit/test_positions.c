/* lib/store: where words stand, written in memory that is too small, updated,
 * and read. What a unit says follows from its docid alone. */
#include "positions_unit.h"

#include "common/xalloc.h"
#include "store/inverter.h"
#include "store/layout.h"
#include "store/positions-writer.h"
#include "store/store.h"

/* Docids lie in three parts. */
#define LAST_OLD 139000u
#define LAST 140500u

static uint32_t
next_random(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

/* One in 16 units says something, and all near the ends of parts. */
static bool
speaks(uint32_t docid)
{
    uint32_t state = docid;

    return next_random(&state) % 16 == 0 || docid % POSITIONS_SPAN < 100;
}

static bool
goes(uint32_t docid)
{
    uint32_t state = docid + 7;

    return docid <= LAST_OLD &&
           (next_random(&state) % 5 == 0 || docid / POSITIONS_SPAN == 3);
}

/* What the file must have: a sum over all positions, whatever their order. */
struct sum {
    uint64_t sum, n;
};

static void
add_to_sum(struct sum *sum, const char *form, enum positions_zone zone,
           uint32_t docid, uint32_t pos)
{
    uint64_t x = (uint64_t)docid << 32 | pos;

    for (; *form != '\0'; form++)
        x = x * 1099511628211u + (unsigned char)*form + (unsigned)zone;
    sum->sum += x * 0x9e3779b97f4a7c15u;
    sum->n++;
}

static void
say(struct positions_writer *w, struct sum *sum, const char *form,
    enum positions_zone zone, uint32_t docid, uint32_t n, uint32_t pos)
{
    struct error err;

    assert_ok(
        positions_writer_add(w, zone, form, strlen(form), docid, n, pos, &err));
    for (uint32_t i = 0; i < n; i++)
        add_to_sum(sum, form, zone, docid + i, pos);
}

/* A unit's text: frequent words and rare ones, one of them in one part only and
 * often, one once in a while far behind. */
static void
say_unit(struct positions_writer *w, struct sum *sum, uint32_t docid)
{
    uint32_t state = docid, n = next_random(&state) % 20;
    char form[32];

    say(w, sum, "the", POSITIONS_TEXT, docid, 1, 1);
    for (uint32_t pos = 2; pos < n; pos++) {
        uint32_t r = next_random(&state) % 1000;
        (void)snprintf(form, sizeof(form), "w%u", r * r / 1000);
        say(w, sum, form, POSITIONS_TEXT, docid, 1, pos);
    }
    if (docid % 1000 == 1)
        say(w, sum, "far", POSITIONS_TEXT, docid, 1, 70000);
    if (docid % 60000 == 1)
        for (uint32_t pos = 1; pos < 300; pos++)
            say(w, sum, "often", POSITIONS_TEXT, docid, 1, pos);
}

/* All units of docids from to to that speak, without those that go. Every ten
 * docids are one document, whose title stands at its last unit at the
 * latest. */
static void
say_all(struct positions_writer *w, struct sum *sum, uint32_t from, uint32_t to,
        bool without)
{
    for (uint32_t docid = from; docid <= to; docid++) {
        bool here = !without || !goes(docid);
        if (here && speaks(docid))
            say_unit(w, sum, docid);
        uint32_t n = docid % 10 == 3 && docid < to ? 2 : 1;
        if (here && n == 2 && without && goes(docid + 1))
            n = 1;
        if (here && docid % 10 == 3)
            say(w, sum, "title", POSITIONS_TITLE, docid, n, 2);
        else if (here && docid % 10 == 4 &&
                 (docid == from || (without && goes(docid - 1))))
            say(w, sum, "title", POSITIONS_TITLE, docid, 1, 2);
    }
}

/* Writes the words that w has, and the rest of a store of that many docids. */
static void
finish(const char *dir, struct positions_writer *w, uint32_t last)
{
    struct positions_word word;
    struct store_writer *store;
    struct error err;

    assert_ok(store_writer_open(&store, dir, STORE_SORT_BYTES, &err));
    assert_ok(store_writer_gone(store, last, &err));
    for (;;) {
        assert_ok(positions_writer_next(w, &word, &err));
        if (word.form == NULL)
            break;
        assert_true(word.stem == NULL || strcmp(word.stem, "stem") == 0);
        assert_ok(store_writer_word(store, word.form, "stem", word.df, &err));
    }
    assert_ok(positions_writer_finish(w, &err));
    positions_writer_close(w);
    assert_ok(store_writer_finish(store, &err));
    store_writer_close(store);
}

static struct sum
write_fresh(const char *dir, size_t bytes, uint32_t last, bool without)
{
    struct positions_writer *w;
    struct sum sum = {0};
    struct error err;

    assert_ok(positions_writer_open(&w, dir, bytes, NULL, &err));
    say_all(w, &sum, 1, last, without);
    finish(dir, w, last);
    return sum;
}

/* A part of many units has them as bits, too. */
static void
check_bits(const struct positions_part *part)
{
    assert_int_equal(part->bits != NULL, part->n >= LAYOUT_DENSE);
    for (uint32_t i = 0, k = 0; part->bits != NULL && i < POSITIONS_WORDS;
         i++) {
        uint64_t bits = 0;
        assert_int_equal(part->before[i], k);
        for (; k < part->n && part->low[k] / 64 == i; k++)
            bits |= UINT64_C(1) << part->low[k] % 64;
        assert_int_equal(positions_bits(part->bits, i), bits);
    }
}

/* Of what is read. damaged: lists may be missing. */
static struct sum
sum_of(const struct store *s, bool damaged)
{
    struct sum sum = {0};

    for (uint32_t i = 0; i < store_words(s); i++) {
        struct store_word word;
        store_word(s, i, &word);
        for (int z = 0; z < POSITIONS_ZONES; z++) {
            enum positions_zone zone = (enum positions_zone)z;
            struct positions_list list;
            uint32_t units = 0;
            store_positions(s, zone, i, &list);
            for (uint32_t p = 0; p < list.n_parts; p++) {
                struct positions_part part;
                positions_part(&list, p, &part);
                check_bits(&part);
                units += part.n;
                for (uint32_t k = 0; k < part.n; k++) {
                    struct positions_run run;
                    positions_run(&part, k, &run);
                    assert_true((run.narrow == NULL) != (run.wide == NULL));
                    for (uint32_t n = 0; n < run.n; n++)
                        add_to_sum(&sum, word.form, zone,
                                   part.base + part.low[k],
                                   positions_at(&run, n));
                }
            }
            assert_int_equal(units, list.n);
            if (zone == POSITIONS_TEXT && !damaged)
                assert_int_equal(units, word.df);
        }
    }
    return sum;
}

static void
assert_sums(const char *dir, struct sum wanted)
{
    struct error err;
    struct store *s;

    assert_ok(store_open(&s, dir, &err));
    struct sum sum = sum_of(s, false);
    assert_int_equal(sum.n, wanted.n);
    assert_true(sum.sum == wanted.sum);
    store_close(s);
}

static void
read_file(const char *dir, const char *name, struct buf *out)
{
    struct error err;
    char *path = xasprintf("%s/%s", dir, name);

    assert_ok(file_read(path, 1 << 28, out, &err));
    free(path);
}

static void
assert_same(const char *a, const char *b)
{
    static const char *const names[] = {SCHEMA_POSITIONS, SCHEMA_WORDS};

    for (int i = 0; i < 2; i++) {
        struct buf x = {0}, y = {0};
        read_file(a, names[i], &x);
        read_file(b, names[i], &y);
        assert_int_equal(x.len, y.len);
        assert_memory_equal(x.data, y.data, x.len);
        buf_done(&x);
        buf_done(&y);
    }
}

static void
positions_come_back_however_little_memory_there_was(void **state)
{
    (void)state;
    char *in_memory = unit_mkdir(), *in_runs = unit_mkdir();
    struct sum sum = write_fresh(in_memory, POSITIONS_BYTES, LAST, false);

    assert_true(sum.n > 50000);
    assert_sums(in_memory, sum);
    /* Runs end within units, and within the title of a document. */
    (void)write_fresh(in_runs, 4 * INVERTER_BYTES_MIN, LAST, false);
    assert_same(in_memory, in_runs);
    unit_rmdir(in_memory);
    unit_rmdir(in_runs);
}

static void
an_update_is_what_a_fresh_build_would_be(void **state)
{
    (void)state;
    char *before = unit_mkdir(), *after = unit_mkdir(), *fresh = unit_mkdir();
    struct positions_writer *w;
    struct sum ignored = {0};
    struct store *old;
    struct error err;

    (void)write_fresh(before, POSITIONS_BYTES, LAST_OLD, false);
    assert_ok(store_open(&old, before, &err));
    assert_ok(positions_writer_open(&w, after, INVERTER_BYTES_MIN, old, &err));
    for (uint32_t docid = 1; docid <= LAST_OLD; docid++)
        if (goes(docid))
            positions_writer_gone(w, docid, 1);
    say_all(w, &ignored, LAST_OLD + 1, LAST, true);
    finish(after, w, LAST);
    store_close(old);
    struct sum sum = write_fresh(fresh, POSITIONS_BYTES, LAST, true);
    assert_same(after, fresh);
    assert_sums(after, sum);
    unit_rmdir(before);
    unit_rmdir(after);
    unit_rmdir(fresh);
}

static void
words_without_units_are_gone_with_them(void **state)
{
    (void)state;
    char *before = unit_mkdir(), *after = unit_mkdir();
    struct positions_writer *w;
    struct sum ignored = {0};
    struct store *old, *new;
    struct error err;

    (void)write_fresh(before, POSITIONS_BYTES, 1000, false);
    assert_ok(store_open(&old, before, &err));
    assert_ok(positions_writer_open(&w, after, POSITIONS_BYTES, old, &err));
    positions_writer_gone(w, 1, 1000);
    positions_writer_gone(w, 500, 1); /* again is no matter */
    say(w, &ignored, "new", POSITIONS_TEXT, 1001, 1, 1);
    say(w, &ignored, "title", POSITIONS_TITLE, 1001, 1, 1);
    finish(after, w, 1001);
    store_close(old);
    assert_ok(store_open(&new, after, &err));
    assert_int_equal(store_words(new), 2);
    store_close(new);
    unit_rmdir(before);
    unit_rmdir(after);
}

static void
the_writer_refuses_what_it_cannot_store(void **state)
{
    (void)state;
    char *dir = unit_mkdir();
    struct positions_writer *w = NULL;
    struct error err;
    char word[SCHEMA_TERM_MAX + 1];

    assert_int_equal(
        positions_writer_open(&w, "/nonexistent", POSITIONS_BYTES, NULL, &err),
        STATUS_NOT_FOUND);
    assert_null(w);
    assert_ok(positions_writer_open(&w, dir, POSITIONS_BYTES, NULL, &err));
    memset(word, 'x', sizeof(word));
    assert_ok(positions_writer_add(w, POSITIONS_TEXT, word, SCHEMA_TERM_MAX, 7,
                                   1, 3, &err));
    assert_int_equal(positions_writer_add(w, POSITIONS_TEXT, word, sizeof(word),
                                          7, 1, 3, &err),
                     STATUS_INVALID);
    assert_int_equal(positions_writer_add(w, POSITIONS_TEXT, word,
                                          SCHEMA_TERM_MAX, 6, 1, 4, &err),
                     STATUS_INVALID);
    assert_int_equal(positions_writer_add(w, POSITIONS_TEXT, word,
                                          SCHEMA_TERM_MAX, 7, 1, 2, &err),
                     STATUS_INVALID);
    positions_writer_close(w);
    positions_writer_close(NULL);
    unit_rmdir(dir);
}

static void
a_damaged_list_of_several_parts_is_no_crash(void **state)
{
    (void)state;
    char *dir = unit_mkdir();
    struct buf good = {0};
    unsigned refused = 0, tried = 0;
    struct error err;

    struct sum wanted = write_fresh(dir, POSITIONS_BYTES, LAST, false);
    read_file(dir, SCHEMA_POSITIONS, &good);
    char *path = xasprintf("%s/%s", dir, SCHEMA_POSITIONS);
    uint32_t random = 1;
    for (int i = 0; i < 400; i++) {
        size_t at = next_random(&random) % (good.len / 4) * 4;
        char saved[4];
        memcpy(saved, good.data + at, 4);
        if (i % 2 == 0)
            good.data[at] = (char)(good.data[at] ^ 1 << i / 2 % 8);
        else
            memset(good.data + at, i % 4 == 1 ? 0xff : 0, 4);
        assert_int_equal(remove(path), 0);
        FILE *file = fopen(path, "wx");
        assert_non_null(file);
        assert_int_equal(fwrite(good.data, 1, good.len, file), good.len);
        assert_int_equal(fclose(file), 0);
        struct store *s = NULL;
        enum status status = store_open(&s, dir, &err);
        if (status == STATUS_OK)
            refused += sum_of(s, true).n < wanted.n;
        else
            assert_int_equal(status, STATUS_CORRUPT);
        refused += status != STATUS_OK;
        tried++;
        store_close(s);
        memcpy(good.data + at, saved, 4);
    }
    assert_true(refused > tried / 4);
    free(path);
    buf_done(&good);
    unit_rmdir(dir);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(positions_come_back_however_little_memory_there_was),
        cmocka_unit_test(an_update_is_what_a_fresh_build_would_be),
        cmocka_unit_test(words_without_units_are_gone_with_them),
        cmocka_unit_test(the_writer_refuses_what_it_cannot_store),
        cmocka_unit_test(a_damaged_list_of_several_parts_is_no_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
