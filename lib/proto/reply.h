/* The lines of a reply that every verb shares: the greeting, OK, ERR, and
 * fields. Pure. */
#ifndef PROTO_REPLY_H
#define PROTO_REPLY_H

#include <stdint.h>

#include "common/buf.h"
#include "common/error.h"

/* The codes of ERR. 4xx: the caller's to mend; 5xx: the server's. The
 * numbers and words are the protocol and stay. */
#define REPLY_CODES(X)                                                         \
    X(400, SYNTAX, "the query is wrong; col= points at the place")             \
    X(401, REQUEST, "the line is no request")                                  \
    X(402, OPTION, "an option is unknown or its value is wrong")               \
    X(403, DENIED, "not over this socket")                                     \
    X(404, NOTFOUND, "no such document or unit")                               \
    X(405, VERB, "no such verb")                                               \
    X(413, TOOLONG, "the line or the answer is too long")                      \
    X(500, INTERNAL, "a defect of the server")                                 \
    X(503, BUSY, "too much to do just now: ask again")                         \
    X(504, TIMEOUT, "the search took longer than it may")                      \
    X(503, NOINDEX, "no index yet")                                            \
    X(506, INDEX, "the index is damaged or cannot be read")                    \
    X(507, CONFIG, "the configuration file is wrong: the old one holds")

enum reply_code {
#define X(number, word, text) REPLY_##word,
    REPLY_CODES(X)
#undef X
};

/* 400, and "SYNTAX"; static; those of INTERNAL for an unknown one. */
unsigned reply_code_number(enum reply_code code);
const char *reply_code_word(enum reply_code code);

/* The code for a failed operation's status. */
enum reply_code reply_code_of(enum status status);

/* "OK minutiae 1 gen=42 documents=2 units=24 line=4096 limit=100\n"; gen=0
 * where there is no index. */
void reply_greeting(struct buf *out, uint64_t generation, uint64_t documents,
                    uint64_t units);

/* "OK[ @tag]" + fields + "\n"; fields is "" or begins with a blank. */
void reply_ok(struct buf *out, const char *tag, const char *fields);

/* "ERR[ @tag] 400 SYNTAX[ col=25] : message\n". column 0: none. */
void reply_err(struct buf *out, const char *tag, enum reply_code code,
               unsigned column, const char *message);
/* The same from a struct error. */
void reply_error(struct buf *out, const char *tag, const struct error *err);

/* Appends text as a field of a reply line: what is no line of valid text is
 * replaced, in its length (utf8_make_line). The TAB before it is the
 * caller's. */
void reply_add_field(struct buf *out, const char *text, size_t len);

/* ---- reading, for clients ---- */

enum reply_type { REPLY_LINE, REPLY_DONE_OK, REPLY_DONE_ERR };

struct reply_end {     /* tag points into it: do not copy it */
    const char *tag;   /* NUL-terminated copy inside the struct; "" none */
    char tag_copy[72]; /* PROTO_TAG_MAX and some */
    unsigned code;     /* of ERR */
    char word[32];     /* "SYNTAX" */
    unsigned column;   /* 0: none */
    char message[256]; /* of ERR */
};

/* What a line of a reply is: a line in between, or its end; end is filled
 * for the two ends. STATUS_INVALID for an ERR line that is none, and for a tag
 * that no request can have. */
enum status reply_read(const char *line, size_t len, enum reply_type *type,
                       struct reply_end *end, struct error *err) WARN_UNUSED;

/* The status that an ERR stands for on the client's side, by its word; for a
 * word that is not known, by its number: 4xx STATUS_USAGE, else
 * STATUS_INTERNAL. */
enum status reply_end_status(const struct reply_end *end);

#endif
