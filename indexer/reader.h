/* Which files can be read, by the ends of their names, and how: as they are,
 * unpacked, by a command that makes text of them. */
#ifndef INDEXER_READER_H
#define INDEXER_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "common/error.h"
#include "minutes/minutes.h"

/* Words of a command, its program among them. */
#define READER_WORDS_MAX 30

struct reader {
    char *extension;  /* ".txt" */
    const char *name; /* of the format, for people: "text" */
    char *record;     /* what `files` says of a file read so: the name, " | "
                         and what was done before */
    enum minutes_format format;
    /* Of two files that differ only by extension the one with the higher
     * number is taken: it says more about its document. */
    unsigned richness;
    bool gzip;      /* it is unpacked first */
    char **command; /* argv, NULL at its end, of what then gives text on
                       standard output; NULL: none */
    char *program;  /* the path of command[0]; NULL: it is not there */
    bool is_pdf;    /* command is our own pdftotext */
};

/* Makes the table of readers: formats that are known here, then commands,
 * each ".EXTENSION=PROGRAM [ARGUMENT]...", parted at blanks. A command takes
 * the place of what its extension had. STATUS_USAGE for a bad one. To be
 * called once, before the others and without other threads. */
enum status reader_setup(char *const *commands, size_t n,
                         struct error *err) WARN_UNUSED;

/* The reader for a file of that name (letters' case does not matter), or
 * NULL. */
const struct reader *reader_find(const char *name);

/* The bytes of name before its extension, ".gz" and the one before it
 * together: all where it has none. A leading dot begins no extension. */
size_t reader_stem(const char *name);

/* The format of a record, without what was done before: bytes of it. */
size_t reader_record_name(const char *record);

#endif
