/* MANIFEST: written, read, and every difference found. */
#include "unit.h"

#include <stdbool.h>

#include <sys/stat.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/xalloc.h"
#include "store/listing.h"
#include "store/manifest.h"
#include "store/schema.h"

static char plain_root[] = "/srv/minutes", odd_root[] = "/srv/a b%c\nd";
static char *roots[] = {plain_root, odd_root};
static const struct manifest sample = {
    .schema = SCHEMA_VERSION,
    .generation = 42,
    .created = 1700000000,
    .documents = 2,
    .units = 24,
    .text_bytes = 12345678901,
    .roots = roots,
    .n_roots = 2,
};

static void
put(const char *dir, const char *name, const char *text)
{
    struct error err;
    char *path = xasprintf("%s/%s", dir, name);

    (void)remove(path);
    assert_ok(file_create(path, text, strlen(text), &err));
    free(path);
}

static char *
get(const char *dir, const char *name)
{
    struct error err;
    struct buf b = {0};
    char *path = xasprintf("%s/%s", dir, name);

    assert_ok(file_read(path, 1 << 20, &b, &err));
    free(path);
    return buf_take(&b);
}

/* A folder as of a generation, with its manifest. */
static char *
make(void)
{
    struct error err;
    char *dir = unit_mkdir();
    char *xapian = xasprintf("%s/%s", dir, SCHEMA_XAPIAN);

    assert_int_equal(mkdir(xapian, 0777), 0);
    put(dir, SCHEMA_TEXT, "text");
    put(dir, SCHEMA_WORDS, "");
    put(dir, "xapian/postlist.glass", "postings");
    put(dir, "xapian/iamglass", "x");
    assert_ok(manifest_write(dir, &sample, &err));
    free(xapian);
    return dir;
}

/* Writes the lines as dir's MANIFEST with a right checksum. */
static void
forge(const char *dir, const char *lines)
{
    char hash[LISTING_HASH_SIZE];

    listing_hash_bytes(lines, strlen(lines), hash);
    char *text = xasprintf("%schecksum %s\n", lines, hash);
    put(dir, SCHEMA_MANIFEST, text);
    free(text);
}

static void
a_manifest_is_read_as_it_was_written(void **state)
{
    (void)state;
    struct error err;
    struct manifest *m;
    char *dir = make();

    assert_ok(manifest_verify(dir, NULL, &err));
    assert_ok(manifest_read(dir, &m, &err));
    assert_int_equal(m->schema, SCHEMA_VERSION);
    assert_int_equal(m->generation, 42);
    assert_int_equal(m->created, 1700000000);
    assert_int_equal(m->documents, 2);
    assert_int_equal(m->units, 24);
    assert_true(m->text_bytes == 12345678901);
    assert_int_equal(m->n_roots, 2);
    assert_string_equal(m->roots[0], roots[0]);
    assert_string_equal(m->roots[1], roots[1]);
    manifest_free(m);
    manifest_free(NULL);
    unit_rmdir(dir);
}

static void
the_text_is_for_people_and_other_programs_too(void **state)
{
    (void)state;
    char *dir = make();
    char *text = get(dir, SCHEMA_MANIFEST);

    assert_non_null(strstr(text, "\nroot /srv/a b%25c%0Ad\n"));
    /* As sha256sum(1) prints it. */
    assert_non_null(
        strstr(text, "\nfile 4 982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a"
                     "851fead67c32c9d1 text\n"));
    assert_non_null(strstr(text, " xapian/postlist.glass\n"));
    free(text);
    unit_rmdir(dir);
}

static void
a_manifest_is_never_written_over(void **state)
{
    (void)state;
    struct error err;
    char *dir = make();

    assert_int_equal(manifest_write(dir, &sample, &err), STATUS_IO);
    assert_int_equal(manifest_write("/nonexistent", &sample, &err),
                     STATUS_NOT_FOUND);
    unit_rmdir(dir);
}

static void
every_flipped_bit_and_every_truncation_of_it_is_refused(void **state)
{
    (void)state;
    struct error err;
    struct manifest *m = NULL;
    char *dir = make();
    char *text = get(dir, SCHEMA_MANIFEST);
    size_t len = strlen(text);

    for (size_t at = 0; at < len; at++) {
        char saved = text[at];
        text[at] = (char)(saved ^ (1 << at % 7));
        put(dir, SCHEMA_MANIFEST, text);
        assert_int_equal(manifest_read(dir, &m, &err), STATUS_CORRUPT);
        text[at] = '\0';
        put(dir, SCHEMA_MANIFEST, text);
        assert_int_equal(manifest_read(dir, &m, &err), STATUS_CORRUPT);
        text[at] = saved;
    }
    assert_null(m);
    put(dir, SCHEMA_MANIFEST, text);
    assert_ok(manifest_verify(dir, NULL, &err));
    free(text);
    unit_rmdir(dir);
}

static void
lines_that_say_nothing_known_are_refused(void **state)
{
    (void)state;
    struct error err;
    struct manifest *m = NULL;
    char *dir = make();
    const char *const bad[] = {
        "",
        "generation 1\n",
        "schema 4\nnonsense\n",
        "schema 4\nunknown 1\n",
        "schema 4\nunits -1\n",
        "schema 4\nunits 1 \n",
        "schema 4\nunits\n",
        "schema 4\nroot \n",
        "schema 4\nroot %\n",
        "schema 4\nroot %0\n",
        "schema 4\nroot %00\n",
        "schema 4\nroot %0a\n",
        "schema 4\nfile 1 abc text\n",
        "schema 4\nfile 1\n",
        "schema 4\nunits 1",
        "schema  1\n",
        "schema 4294967296\n",
    };

    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        forge(dir, bad[i]);
        if (manifest_read(dir, &m, &err) != STATUS_CORRUPT)
            fail_msg("taken: %s", bad[i]);
    }
    forge(dir, "schema 4\nunits 7\n");
    assert_ok(manifest_read(dir, &m, &err));
    assert_int_equal(m->units, 7);
    manifest_free(m);
    unit_rmdir(dir);
}

static void
another_schema_is_told_whatever_follows(void **state)
{
    (void)state;
    struct error err;
    struct manifest *m = NULL;
    char *dir = make();

    forge(dir, "schema 999\nsomething new\n");
    assert_int_equal(manifest_read(dir, &m, &err), STATUS_SCHEMA);
    assert_non_null(strstr(err.message, "999"));
    assert_non_null(strstr(err.message, "--rebuild"));
    assert_int_equal(manifest_verify(dir, NULL, &err), STATUS_SCHEMA);
    assert_null(m);
    unit_rmdir(dir);
}

static void
a_missing_manifest_is_a_damaged_generation(void **state)
{
    (void)state;
    struct error err;
    struct manifest *m = NULL;
    char *dir = unit_mkdir();

    assert_int_equal(manifest_read(dir, &m, &err), STATUS_CORRUPT);
    assert_int_equal(manifest_verify(dir, NULL, &err), STATUS_CORRUPT);
    put(dir, SCHEMA_MANIFEST, "");
    assert_int_equal(manifest_read(dir, &m, &err), STATUS_CORRUPT);
    assert_null(m);
    unit_rmdir(dir);
}

static void
expect_corrupt(const char *dir, const char *name)
{
    struct error err;

    assert_int_equal(manifest_verify(dir, NULL, &err), STATUS_CORRUPT);
    if (strstr(err.message, name) == NULL)
        fail_msg("%s is not in: %s", name, err.message);
}

static void
verifying_finds_files_changed_missing_or_too_many(void **state)
{
    (void)state;
    struct error err;
    char *dir = make();
    char *path = xasprintf("%s/xapian/extra", dir);

    put(dir, SCHEMA_TEXT, "texT");
    expect_corrupt(dir, "/text differs");
    put(dir, SCHEMA_TEXT, "text.");
    expect_corrupt(dir, "/text has another size");
    put(dir, SCHEMA_TEXT, "text");
    assert_ok(manifest_verify(dir, NULL, &err));

    put(dir, "xapian/postlist.glass", "postingS");
    expect_corrupt(dir, "/xapian/postlist.glass differs");
    put(dir, "xapian/postlist.glass", "postings");

    put(dir, "xapian/extra", "");
    expect_corrupt(dir, "/xapian/extra is not");
    assert_int_equal(remove(path), 0);
    put(dir, "zzz", "");
    expect_corrupt(dir, "/zzz is not");
    free(path);
    path = xasprintf("%s/zzz", dir);
    assert_int_equal(remove(path), 0);

    assert_int_equal(symlink("text", path), 0);
    expect_corrupt(dir, "/zzz does not belong");
    assert_int_equal(remove(path), 0);
    assert_int_equal(mkdir(path, 0777), 0);
    expect_corrupt(dir, "/zzz does not belong");
    assert_int_equal(rmdir(path), 0);
    assert_ok(manifest_verify(dir, NULL, &err));
    free(path);

    path = xasprintf("%s/%s", dir, SCHEMA_WORDS);
    assert_int_equal(remove(path), 0);
    expect_corrupt(dir, "/words is missing");
    free(path);
    unit_rmdir(dir);
}

static void
verifying_ends_when_nobody_waits_for_it(void **state)
{
    (void)state;
    struct error err;
    char *dir = make();
    atomic_bool cancel;
    atomic_init(&cancel, false);
    assert_ok(manifest_verify(dir, &cancel, &err));
    atomic_store(&cancel, true);
    assert_int_equal(manifest_verify(dir, &cancel, &err), STATUS_CANCELLED);
    unit_rmdir(dir);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_manifest_is_read_as_it_was_written),
        cmocka_unit_test(the_text_is_for_people_and_other_programs_too),
        cmocka_unit_test(a_manifest_is_never_written_over),
        cmocka_unit_test(
            every_flipped_bit_and_every_truncation_of_it_is_refused),
        cmocka_unit_test(lines_that_say_nothing_known_are_refused),
        cmocka_unit_test(another_schema_is_told_whatever_follows),
        cmocka_unit_test(a_missing_manifest_is_a_damaged_generation),
        cmocka_unit_test(verifying_finds_files_changed_missing_or_too_many),
        cmocka_unit_test(verifying_ends_when_nobody_waits_for_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
