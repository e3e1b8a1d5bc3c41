/* The files of a generation with their sizes and checksums, for writing the
 * manifest and for checking against it. */
#ifndef STORE_LISTING_H
#define STORE_LISTING_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"
#include "common/error.h"

/* 64 hex digits and the NUL. */
#define LISTING_HASH_SIZE 65

struct listing_file {
    char *name; /* "text", "xapian/postlist.glass" */
    uint64_t size;
    char hash[LISTING_HASH_SIZE]; /* SHA-256; "" until listing_hash */
};

/* Sorted by name; zero-initialise. */
struct listing {
    struct listing_file *files;
    size_t n, cap;
};

void listing_done(struct listing *l);

/* Adds a file; name is copied. For readers of manifests. */
void listing_add(struct listing *l, const char *name, uint64_t size,
                 const char *hash);

/* Lists dir: the regular files of it and of its folder xapian, except the
 * manifest. STATUS_CORRUPT for anything else that lies there. */
enum status listing_read(struct listing *l, const char *dir,
                         struct error *err) WARN_UNUSED;

/* Reads dir's file and sets its hash. STATUS_CORRUPT if its size is not
 * f->size (any more); STATUS_CANCELLED once *cancel is true (NULL: never),
 * which another thread may set. */
enum status listing_hash(struct listing_file *f, const char *dir,
                         const atomic_bool *cancel,
                         struct error *err) WARN_UNUSED;

/* SHA-256 of bytes in memory. */
void listing_hash_bytes(const void *data, size_t len,
                        char hash[LISTING_HASH_SIZE]);

#endif
