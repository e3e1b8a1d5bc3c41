/* The file `files` of a generation: each file of the corpus as it was read,
 * so that the next run reads only what has changed. A text file, one line a
 * file, in the order of the walk, its fields between TABs:
 *
 *   root size mtime sha256 documents units doubts state reader path reason
 *
 * root counts the manifest's roots from 0; mtime is in ns since 1970, 0 where
 * it is not to be trusted; sha256 is of the bytes; state is "taken",
 * "contested", "skipped", "hollow" or "passed"; path is relative to the root;
 * reason says why a file was skipped or hollow. Control characters and '%'
 * stand as %XX. */
#ifndef STORE_FILES_H
#define STORE_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/error.h"
#include "store/listing.h"

enum files_state {
    FILES_TAKEN,
    FILES_CONTESTED, /* some document of it gave way to another file's: it is
                         read again whenever anything changes */
    FILES_SKIPPED,   /* it gave no document: see reason */
    FILES_HOLLOW,    /* nor has it paragraphs, beside files of the same id */
    FILES_PASSED,    /* not looked at: a richer file of the same id is taken */
    FILES_STATES
};

struct files_item {
    const char *path;   /* relative to its root; the base name of a file */
    const char *reader; /* what it was read as, with the command if one was
                           run; a change makes it a changed file */
    const char *reason; /* of FILES_SKIPPED and FILES_HOLLOW, else "" */
    uint64_t size;
    uint64_t mtime;
    uint32_t root;
    uint32_t documents, units, doubts; /* that were taken; of the parser */
    enum files_state state;
    char hash[LISTING_HASH_SIZE]; /* "" where it was not read */
};

/* Some of them; zero-initialise. */
struct files {
    struct files_item *items;
    size_t n, cap;
    struct arena *arena; /* owns the strings that are not borrowed */
};

/* As the file has it: static text. */
const char *files_state_name(enum files_state state)
    __attribute__((returns_nonnull));

/* Whether documents come of it: taken or contested. */
bool files_is_taken(const struct files_item *s);

/* Appends s, whose strings are borrowed, and returns its number. */
uint32_t files_add(struct files *all, const struct files_item *s);

struct files_writer;

/* Writes dir/files, at the end; until then nothing of it is in memory. */
enum status files_writer_open(struct files_writer **out, const char *dir,
                              struct error *err) WARN_UNUSED;
void files_writer_close(struct files_writer *w); /* NULL is a no-op */

/* Adds a file, the first of which has number 0; nothing of s is kept. */
enum status files_writer_add(struct files_writer *w, const struct files_item *s,
                             struct error *err) WARN_UNUSED;

/* Creates dir/files; to be called before manifest_write, which syncs it.
 * contested: by number, which files are FILES_CONTESTED after all. */
enum status files_writer_finish(struct files_writer *w, const bool *contested,
                                struct error *err) WARN_UNUSED;

void files_done(struct files *all); /* an empty one is a no-op */

#endif
