/* HTML as its tags and texts, one after the other: libxml2's parser, with the
 * bounds that it has not itself. Nothing is fetched, nothing is printed, and
 * no tree is built. */
#ifndef MINUTES_MARKUP_H
#define MINUTES_MARKUP_H

#include <stdbool.h>

#include "common/error.h"
#include "minutes/span.h"

struct markup_reader {
    /* Tags in small letters; every start has its end, whatever the file
     * has. attributes: name, value (or NULL) in turn, then NULL; itself
     * NULL where there are none. */
    void (*start)(void *arg, const char *tag, const char *const *attributes);
    void (*end)(void *arg, const char *tag);
    /* A piece of text; entities are resolved. */
    void (*text)(void *arg, struct span text);
    void (*comment)(void *arg, struct span text);
    void *arg;
    unsigned *line; /* kept at the line that is read, 1-based */
    bool *stop;     /* the reader sets it where it has had enough */
};

/* Reads html, valid UTF-8. STATUS_INVALID with the reason where it is no
 * page but an attack: nested too deeply, tags with too many attributes. */
enum status markup_read(struct span html, const struct markup_reader *reader,
                        struct error *err) WARN_UNUSED;

/* The attribute's value, "" where it has none; NULL: it is not there. */
const char *markup_attribute(const char *const *attributes, const char *name);

/* Whether a list of words with blanks between holds the word. */
bool markup_has_word(const char *list, const char *word);

#endif
