/* lib/store on damaged files: an error or other answers, never a crash (run
 * under ASan for the full proof). The manifest's checksums refuse damage
 * before; this is for when nobody asked them. */
#include "store_unit.h"

#include <sys/stat.h>

#include "common/buf.h"
#include "store/positions.h"
#include "store/schema.h"

static const char *const files[] = {
    SCHEMA_TEXT,   SCHEMA_DOCUMENTS, SCHEMA_COLUMNS,  SCHEMA_WORDS,
    SCHEMA_TITLES, SCHEMA_ACRONYMS,  SCHEMA_POSITIONS};
#define FILES 7

struct fixture {
    char *dir;
    struct buf good[FILES];
};

static int
set_up(void **state)
{
    struct error err;
    struct fixture *f = xcalloc(1, sizeof(*f));

    f->dir = unit_mkdir();
    store_unit_write(f->dir);
    for (int i = 0; i < FILES; i++) {
        char *path = xasprintf("%s/%s", f->dir, files[i]);
        assert_ok(file_read(path, 1 << 20, &f->good[i], &err));
        free(path);
    }
    *state = f;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *f = *state;

    for (int i = 0; i < FILES; i++)
        buf_done(&f->good[i]);
    unit_rmdir(f->dir);
    free(f);
    return 0;
}

/* Puts another file in the place of the i-th; not synced: there are thousands
 * of them. */
static void
replace(const struct fixture *f, int i, const void *data, size_t len)
{
    char *path = xasprintf("%s/%s", f->dir, files[i]);

    assert_int_equal(remove(path), 0);
    FILE *file = fopen(path, "wx");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
    free(path);
}

static volatile size_t sink; /* so that no read is left out */

static void
read_positions(const struct store *s, enum positions_zone zone, uint32_t word)
{
    struct positions_list list;

    store_positions(s, zone, word, &list);
    for (uint32_t i = 0; i < list.n_parts; i++) {
        struct positions_part part;
        positions_part(&list, i, &part);
        for (uint32_t k = 0; k < part.n; k++) {
            struct positions_run run;
            struct store_unit u;
            store_unit(s, part.base + part.low[k], &u);
            positions_run(&part, k, &run);
            assert_true(run.n > 0);
            for (uint32_t n = 0; n < run.n; n++)
                sink += positions_at(&run, n);
            sink += strlen(u.id);
        }
    }
}

/* Reads all that there is. */
static void
read_all(const struct store *s)
{
    uint32_t n;
    const char *forms[4];

    for (uint32_t i = 1; i <= store_last_docid(s); i++) {
        struct store_unit u;
        struct store_document d;
        store_unit(s, i, &u);
        store_document(s, u.document, &d);
        sink += strlen(u.id) + strlen(u.number) + strlen(u.text);
        for (uint32_t k = 0; k < u.text_len; k++)
            sink += (unsigned char)u.text[k];
        sink += strlen(d.id) + strlen(d.title) + strlen(d.source);
        sink += strlen(unit_kind_name(u.kind)) + d.first + d.units;
        (void)!store_find_unit(s, u.id, strlen(u.id), &n, NULL);
        (void)!store_find_document(s, d.id, strlen(d.id), &n, NULL);
        for (int f = 0; f < STORE_FACETS; f++)
            sink += strlen(
                store_facet_value(s, (enum store_facet)f,
                                  store_facet(s, (enum store_facet)f)[i]));
        sink += store_dates(s)[i] + store_lengths(s)[i];
        assert_true(store_order(s)[i] <= store_last_docid(s));
        assert_true(store_newest(s)[i] <= store_last_docid(s));
        assert_true(store_oldest(s)[i] <= store_last_docid(s));
    }
    for (uint32_t i = 0; i < store_words(s); i++) {
        struct store_word w;
        store_word(s, i, &w);
        sink += strlen(w.form) + strlen(w.stem);
        sink += store_word_lower_bound(s, w.form, strlen(w.form));
        sink += store_stem_forms(s, w.stem, forms, 4);
        read_positions(s, POSITIONS_TEXT, i);
        read_positions(s, POSITIONS_TITLE, i);
    }
    for (uint32_t i = 0; i < store_titles(s); i++) {
        struct store_title t;
        struct store_document d;
        store_title(s, i, &t);
        store_document(s, t.document, &d);
        sink += strlen(t.folded) + strlen(t.title) + strlen(d.id) + t.units;
        sink += store_title_lower_bound(s, t.folded, strlen(t.folded));
    }
    for (uint32_t i = 0; i < store_acronyms(s); i++) {
        struct store_acronym a;
        struct store_unit u;
        store_acronym(s, i, &a);
        store_unit(s, a.docid, &u);
        sink += strlen(a.folded) + strlen(a.acronym) + strlen(a.words);
        sink += strlen(a.shown) + strlen(u.id) + a.count;
        sink += store_acronym_lower_bound(s, a.folded, strlen(a.folded));
    }
}

/* Opens what is there and reads it if it opens; 1 if it was refused. */
static unsigned
try_it(const struct fixture *f)
{
    struct error err;
    struct store *s = NULL;
    enum status status = store_open(&s, f->dir, &err);

    if (status == STATUS_OK) {
        read_all(s);
        store_close(s);
        return 0;
    }
    assert_null(s);
    if (status != STATUS_CORRUPT && status != STATUS_SCHEMA)
        fail_msg("%s: %s", status_name(status), err.message);
    assert_non_null(strstr(err.message, "--rebuild"));
    return 1;
}

static void
every_truncation_is_refused(void **state)
{
    const struct fixture *f = *state;

    for (int i = 0; i < FILES; i++) {
        for (size_t len = 0; len < f->good[i].len; len++) {
            replace(f, i, f->good[i].data, len);
            assert_int_equal(try_it(f), 1);
        }
        replace(f, i, f->good[i].data, f->good[i].len);
    }
    assert_int_equal(try_it(f), 0);
}

static void
a_file_with_more_behind_it_is_refused(void **state)
{
    const struct fixture *f = *state;

    for (int i = 0; i < FILES; i++) {
        struct buf b = {0};
        buf_add(&b, f->good[i].data, f->good[i].len);
        buf_add(&b, "\0\0\0\0\0\0\0", 8);
        replace(f, i, b.data, b.len);
        assert_int_equal(try_it(f), 1);
        replace(f, i, f->good[i].data, f->good[i].len);
        buf_done(&b);
    }
}

static void
no_flipped_bit_crashes_a_reader(void **state)
{
    const struct fixture *f = *state;
    unsigned refused = 0, bits = 0;

    for (int i = 0; i < FILES; i++) {
        char *data = f->good[i].data;
        for (size_t at = 0; at < f->good[i].len; at++) {
            /* One bit of each byte, and another the next time. */
            char bit = (char)(1u << (at * 5 + (unsigned)i) % 8);
            data[at] = (char)(data[at] ^ bit);
            replace(f, i, data, f->good[i].len);
            refused += try_it(f);
            bits++;
            data[at] = (char)(data[at] ^ bit);
        }
        replace(f, i, data, f->good[i].len);
    }
    assert_int_equal(try_it(f), 0);
    /* Heads and offsets are a good part of such small files. */
    assert_true(refused > bits / 4);
}

static void
no_number_set_to_its_extreme_crashes_a_reader(void **state)
{
    const struct fixture *f = *state;

    for (int i = 0; i < FILES; i++) {
        char *data = f->good[i].data;
        for (size_t at = 0; at + 4 <= f->good[i].len; at += 4) {
            char saved[4];
            memcpy(saved, data + at, 4);
            memset(data + at, 0xff, 4);
            replace(f, i, data, f->good[i].len);
            (void)try_it(f);
            memcpy(data + at, saved, 4);
        }
        replace(f, i, data, f->good[i].len);
    }
    assert_int_equal(try_it(f), 0);
}

static void
another_schema_is_named_with_the_remedy(void **state)
{
    const struct fixture *f = *state;

    for (int i = 0; i < FILES; i++) {
        struct error err;
        struct store *s = NULL;
        struct buf b = {0};
        buf_add(&b, f->good[i].data, f->good[i].len);
        b.data[8] = SCHEMA_VERSION + 1; /* after the magic */
        replace(f, i, b.data, b.len);
        assert_int_equal(store_open(&s, f->dir, &err), STATUS_SCHEMA);
        assert_non_null(strstr(err.message, "--rebuild"));
        replace(f, i, f->good[i].data, f->good[i].len);
        buf_done(&b);
    }
}

static void
a_missing_file_and_a_pipe_are_errors(void **state)
{
    const struct fixture *f = *state;
    struct error err;
    struct store *s = NULL;
    char *path = xasprintf("%s/%s", f->dir, SCHEMA_COLUMNS);

    assert_int_equal(store_open(&s, "/nonexistent", &err), STATUS_NOT_FOUND);
    assert_int_equal(remove(path), 0);
    assert_int_equal(store_open(&s, f->dir, &err), STATUS_NOT_FOUND);
    assert_non_null(strstr(err.message, "/columns"));
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(store_open(&s, f->dir, &err), STATUS_CORRUPT);
    assert_null(s);
    free(path);
    replace(f, 2, f->good[2].data, f->good[2].len);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(a_file_with_more_behind_it_is_refused),
        cmocka_unit_test(no_flipped_bit_crashes_a_reader),
        cmocka_unit_test(no_number_set_to_its_extreme_crashes_a_reader),
        cmocka_unit_test(another_schema_is_named_with_the_remedy),
        cmocka_unit_test(a_missing_file_and_a_pipe_are_errors),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
