/* The files of a generation: see listing.h. */
#include "config.h"

#include "store/listing.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nettle/sha2.h>

#include "common/xalloc.h"
#include "store/schema.h"

/* One read(2): large enough that the calls cost nothing beside hashing. */
#define CHUNK 65536

void
listing_done(struct listing *l)
{
    for (size_t i = 0; i < l->n; i++)
        free(l->files[i].name);
    free(l->files);
    *l = (struct listing){0};
}

void
listing_add(struct listing *l, const char *name, uint64_t size,
            const char *hash)
{
    l->files = xgrow(l->files, l->n, &l->cap, sizeof(*l->files));
    struct listing_file *f = &l->files[l->n++];
    f->name = xstrdup(name);
    f->size = size;
    (void)snprintf(f->hash, sizeof(f->hash), "%s", hash);
}

static int
compare_files(const void *a, const void *b)
{
    const struct listing_file *x = a, *y = b;

    return strcmp(x->name, y->name);
}

static enum status read_folder(struct listing *l, const char *dir,
                               const char *below, struct error *err);

/* Adds the entry dir/below + name; folders other than xapian are refused. */
static enum status
read_entry(struct listing *l, const char *dir, const char *below,
           const char *name, struct error *err)
{
    char *relative = xasprintf("%s%s", below, name);
    char *path = xasprintf("%s/%s", dir, relative);
    enum status status = STATUS_OK;
    struct stat st;

    if (lstat(path, &st) != 0)
        status = error_set_errno(err, STATUS_IO, "cannot read %s", path);
    else if (S_ISREG(st.st_mode))
        listing_add(l, relative, (uint64_t)st.st_size, "");
    else if (S_ISDIR(st.st_mode) && strcmp(relative, SCHEMA_XAPIAN) == 0)
        status = read_folder(l, dir, SCHEMA_XAPIAN "/", err);
    else
        status =
            error_set(err, STATUS_CORRUPT, "%s does not belong there", path);
    free(relative);
    free(path);
    return status;
}

static enum status
read_folder(struct listing *l, const char *dir, const char *below,
            struct error *err)
{
    enum status status = STATUS_OK;
    char *path = xasprintf("%s/%s", dir, below);
    DIR *d = opendir(path);

    if (d == NULL) {
        status = error_set_errno(err, STATUS_IO, "cannot open %s", path);
        free(path);
        return status;
    }
    while (status == STATUS_OK) {
        errno = 0;
        const struct dirent *e = readdir(d);
        if (e == NULL && errno != 0)
            status = error_set_errno(err, STATUS_IO, "cannot read %s", path);
        if (e == NULL)
            break;
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 ||
            (*below == '\0' && strcmp(e->d_name, SCHEMA_MANIFEST) == 0))
            continue;
        status = read_entry(l, dir, below, e->d_name, err);
    }
    (void)closedir(d);
    free(path);
    return status;
}

enum status
listing_read(struct listing *l, const char *dir, struct error *err)
{
    enum status status = read_folder(l, dir, "", err);

    if (status == STATUS_OK && l->n != 0)
        qsort(l->files, l->n, sizeof(*l->files), compare_files);
    return status;
}

static void
finish_hash(struct sha256_ctx *sha, char hash[LISTING_HASH_SIZE])
{
    uint8_t digest[SHA256_DIGEST_SIZE];

    sha256_digest(sha, sizeof(digest), digest);
    for (size_t i = 0; i < sizeof(digest); i++)
        (void)snprintf(hash + 2 * i, 3, "%02x", (unsigned)digest[i]);
}

void
listing_hash_bytes(const void *data, size_t len, char hash[LISTING_HASH_SIZE])
{
    struct sha256_ctx sha;

    sha256_init(&sha);
    sha256_update(&sha, len, data);
    finish_hash(&sha, hash);
}

/* Hashes all of fd; *size: how many bytes there were. */
static enum status
hash_fd(int fd, const char *path, const atomic_bool *cancel, uint64_t *size,
        char hash[LISTING_HASH_SIZE], struct error *err)
{
    struct sha256_ctx sha;
    uint8_t *chunk = xmalloc(CHUNK);
    enum status status = STATUS_OK;

    sha256_init(&sha);
    for (*size = 0;;) {
        ssize_t n = read(fd, chunk, CHUNK);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            status = error_set_errno(err, STATUS_IO, "cannot read %s", path);
        else if (cancel != NULL && atomic_load(cancel))
            status =
                error_set(err, STATUS_CANCELLED, "nobody waits for %s", path);
        if (n <= 0 || status != STATUS_OK)
            break;
        sha256_update(&sha, (size_t)n, chunk);
        *size += (uint64_t)n;
    }
    finish_hash(&sha, hash);
    free(chunk);
    return status;
}

enum status
listing_hash(struct listing_file *f, const char *dir, const atomic_bool *cancel,
             struct error *err)
{
    char *path = xasprintf("%s/%s", dir, f->name);
    /* Non-blocking, in case that a pipe took the file's place. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    enum status status;
    uint64_t size = 0;

    if (fd < 0) {
        status = error_set_errno(err, STATUS_IO, "cannot open %s", path);
    } else {
        status = hash_fd(fd, path, cancel, &size, f->hash, err);
        (void)close(fd);
        if (status == STATUS_OK && size != f->size)
            status = error_set(err, STATUS_CORRUPT,
                               "%s has changed while it was read", path);
    }
    free(path);
    return status;
}
