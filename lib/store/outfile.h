/* A file being written from start to end through a buffer, every write
 * checked; its head is filled in last. For the writers of this folder. */
#ifndef STORE_OUTFILE_H
#define STORE_OUTFILE_H

#include <stddef.h>
#include <stdint.h>

#include "common/error.h"
#include "store/layout.h"

struct outfile;

/* Creates dir/name, which must not exist, with room for the head. */
enum status outfile_open(struct outfile **out, const char *dir,
                         const char *name, struct error *err) WARN_UNUSED;
/* Closes; what was not finished is rubbish. NULL is a no-op. */
void outfile_close(struct outfile *f);

/* How many bytes there are so far: the next one's offset. */
uint64_t outfile_offset(const struct outfile *f);

enum status outfile_add(struct outfile *f, const void *data, size_t len,
                        struct error *err) WARN_UNUSED;
/* len bytes and a NUL. */
enum status outfile_add_string(struct outfile *f, const char *s, size_t len,
                               struct error *err) WARN_UNUSED;
enum status outfile_add_u32(struct outfile *f, uint32_t value,
                            struct error *err) WARN_UNUSED;
/* Zeros up to a multiple of 8. */
enum status outfile_align(struct outfile *f, struct error *err) WARN_UNUSED;

/* What the head's total will be; 0 if it is not told. */
void outfile_set_total(struct outfile *f, uint64_t total);

/* Completes the head (its magic, n, index and values are the caller's),
 * writes it, and fsyncs. */
enum status outfile_finish(struct outfile *f, struct layout_head *head,
                           struct error *err) WARN_UNUSED;

#endif
