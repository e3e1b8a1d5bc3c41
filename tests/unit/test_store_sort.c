/* lib/store: strings and records are sorted in bounded memory. */
#include "positions_unit.h"

#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "common/buf.h"
#include "common/xalloc.h"
#include "store/sorter.h"
#include "store/spool.h"
#include "store/store.h"

#define STRINGS 3000

struct string {
    char *key;
    uint32_t number;
};

/* The same in every run; any generator would do. */
static uint32_t
next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static int
compare(const void *a, const void *b)
{
    const struct string *x = a, *y = b;
    int c = strcmp(x->key, y->key);

    return c != 0 ? c : (x->number > y->number) - (x->number < y->number);
}

/* Of up to nine letters of three, so that many are equal or begin alike;
 * bytes over 127 among them; every 500th is long. */
static void
make_strings(struct string *strings)
{
    static const char letters[] = "az\xe9";
    uint32_t seed = 1;

    for (uint32_t i = 0; i < STRINGS; i++) {
        size_t len = i % 500 == 7 ? 9000 : next_random(&seed) % 10;
        char *key = xcalloc(len + 1, 1);
        for (size_t k = 0; k < len; k++)
            key[k] = letters[next_random(&seed) % 3];
        strings[i] = (struct string){key, i};
    }
}

static void
strings_are_sorted_in_any_memory(void **state)
{
    (void)state;
    static const size_t memory[] = {0, 100, 2000, 30000, (size_t)1 << 20};
    struct string strings[STRINGS];
    struct buf key = {0};
    char *dir = unit_mkdir();

    make_strings(strings);
    for (size_t m = 0; m < sizeof(memory) / sizeof(memory[0]); m++) {
        struct error err;
        uint32_t number;
        struct sorter *s = sorter_new(dir, memory[m]);
        qsort(strings, STRINGS, sizeof(*strings), compare);
        for (uint32_t i = 0; i < STRINGS; i++) {
            uint32_t k = 0; /* they are added in the order of numbers */
            while (strings[k].number != i)
                k++;
            assert_ok(
                sorter_add(s, strings[k].key, strlen(strings[k].key), &err));
        }
        assert_ok(sorter_sort(s, &err));
        for (uint32_t i = 0; i < STRINGS; i++) {
            assert_ok(sorter_next(s, &number, &key, &err));
            assert_int_equal(number, strings[i].number);
            assert_string_equal(key.data, strings[i].key);
        }
        assert_int_equal(sorter_next(s, &number, NULL, &err), STATUS_INTERNAL);
        sorter_free(s);
    }
    for (uint32_t i = 0; i < STRINGS; i++)
        free(strings[i].key);
    buf_done(&key);
    unit_rmdir(dir);
}

static void
nothing_is_sorted_without_complaint(void **state)
{
    (void)state;
    struct error err;
    uint32_t number;
    struct sorter *s = sorter_new("/nonexistent", 0);

    assert_ok(sorter_sort(s, &err));
    assert_int_equal(sorter_next(s, &number, NULL, &err), STATUS_INTERNAL);
    sorter_free(s);
}

/* Writes documents of four units, every third one dropped later, and as many
 * words; nothing comes in the order of its key. */
static void
write_store(const char *dir, size_t sort)
{
    struct error err;
    struct store_writer *w;
    struct buf id = {0};
    uint32_t docid;

    assert_ok(store_writer_open(&w, dir, sort, &err));
    for (uint32_t i = 0; i < 1000; i++) {
        char name[32];
        (void)snprintf(name, sizeof(name), "d%u", i * 7919 % 1000);
        struct store_document d = {.id = name,
                                   .title = "T",
                                   .committee = i % 2 == 0 ? "Roads" : "Parks",
                                   .date = i % 5 == 0 ? "2014-02-06" : "",
                                   .plan = "",
                                   .url = "",
                                   .source = "a",
                                   .item = ""};
        assert_ok(store_writer_document(w, &d, &err));
        assert_ok(store_writer_title(w, name, &err));
        const struct store_definition meaning = {name, "D", name, name, name};
        for (uint32_t k = 0; k < 4; k++) {
            buf_clear(&id);
            buf_addf(&id, "%s#p%u", name, 4 - k);
            struct store_unit u = {
                .kind = UNIT_MINUTE, .id = id.data, .number = "", .text = ""};
            assert_ok(store_writer_unit(w, &u, k, &docid, &err));
            assert_ok(store_writer_definition(w, &meaning, &err));
        }
        if (i % 3 == 0)
            store_writer_drop(w, i / 2);
    }
    for (uint32_t i = 0; i < 1000; i++) {
        char form[8], stem[8];
        (void)snprintf(form, sizeof(form), "w%04u", i);
        (void)snprintf(stem, sizeof(stem), "s%u", i * 7919 % 500);
        assert_ok(store_writer_word(w, form, stem, 1, &err));
    }
    assert_ok(store_writer_finish(w, &err));
    store_writer_close(w);
    buf_done(&id);
}

static void
assert_same_file(const char *a, const char *b, const char *name)
{
    struct error err;
    struct buf x = {0}, y = {0};
    char *from = xasprintf("%s/%s", a, name), *to = xasprintf("%s/%s", b, name);

    assert_ok(file_read(from, SIZE_MAX, &x, &err));
    assert_ok(file_read(to, SIZE_MAX, &y, &err));
    assert_int_equal(x.len, y.len);
    assert_memory_equal(x.data, y.data, x.len);
    buf_done(&x);
    buf_done(&y);
    free(from);
    free(to);
}

static size_t
count_files(const char *dir)
{
    size_t n = 0;
    DIR *d = opendir(dir);

    assert_non_null(d);
    for (const struct dirent *e = readdir(d); e != NULL; e = readdir(d))
        n += e->d_name[0] != '.';
    (void)closedir(d);
    return n;
}

static void
a_store_is_the_same_whatever_memory_it_had(void **state)
{
    (void)state;
    static const char *const names[] = {"text",  "documents", "columns",
                                        "words", "titles",    "acronyms"};
    struct error err;
    struct store *s;
    char *much = unit_mkdir(), *little = unit_mkdir();

    write_store(much, STORE_SORT_BYTES);
    write_store(little, 1000);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        assert_same_file(much, little, names[i]);
    assert_int_equal(count_files(little), sizeof(names) / sizeof(names[0]));
    positions_unit_none(little, 1000);
    assert_ok(store_open(&s, little, &err));
    uint32_t docid, last = 0;
    for (uint32_t i = 0; i < 1000; i++) {
        const char *form;
        char stem[8];
        (void)snprintf(stem, sizeof(stem), "s%u", i % 500);
        assert_int_equal(store_stem_forms(s, stem, &form, 1), 2);
        (void)snprintf(stem, sizeof(stem), "d%u#p2", i);
        if (store_find_unit(s, stem, strlen(stem), &docid, NULL) == STATUS_OK)
            last++;
    }
    assert_int_equal(last, store_documents(s));
    store_close(s);
    unit_rmdir(much);
    unit_rmdir(little);
}

static void
a_disk_that_fails_is_told(void **state)
{
    (void)state;
    struct error err;
    struct spool *spool;
    struct rlimit was, none;
    char *dir = unit_mkdir();

    assert_int_equal(spool_open(&spool, "/nonexistent", &err),
                     STATUS_NOT_FOUND);
    struct sorter *nowhere = sorter_new("/nonexistent", 0);
    assert_ok(sorter_add(nowhere, "a", 1, &err));
    assert_int_equal(sorter_add(nowhere, "b", 1, &err), STATUS_NOT_FOUND);
    sorter_free(nowhere);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
    none = (struct rlimit){0, was.rlim_max};
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_ok(spool_open(&spool, dir, &err));
    assert_ok(spool_add(spool, "a", 1, &err));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    enum status status = spool_rewind(spool, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
    assert_int_equal(status, STATUS_IO);
    spool_close(spool);
    unit_rmdir(dir);
}

static void
a_spool_gives_back_what_it_got(void **state)
{
    (void)state;
    struct error err;
    struct spool *s;
    char *dir = unit_mkdir();
    uint32_t number;

    assert_ok(spool_open(&s, dir, &err));
    for (uint32_t i = 0; i < 50000; i++)
        assert_ok(spool_add(s, &i, sizeof(i), &err));
    assert_int_equal(spool_size(s), 200000);
    for (int pass = 0; pass < 2; pass++) {
        assert_ok(spool_rewind(s, &err));
        /* Once not to the end. */
        for (uint32_t i = 0; i < (pass == 0 ? 20000u : 50000u); i++) {
            assert_ok(spool_get(s, &number, sizeof(number), &err));
            assert_int_equal(number, i);
        }
    }
    assert_int_equal(spool_get(s, &number, 1, &err), STATUS_INTERNAL);
    assert_ok(spool_read(s, 4 * 16384 - 4, &number, sizeof(number), &err));
    assert_int_equal(number, 16383);
    assert_int_equal(spool_read(s, 199998, &number, sizeof(number), &err),
                     STATUS_IO);
    spool_close(s);
    unit_rmdir(dir);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_sorted_in_any_memory),
        cmocka_unit_test(nothing_is_sorted_without_complaint),
        cmocka_unit_test(a_store_is_the_same_whatever_memory_it_had),
        cmocka_unit_test(a_disk_that_fails_is_told),
        cmocka_unit_test(a_spool_gives_back_what_it_got),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
