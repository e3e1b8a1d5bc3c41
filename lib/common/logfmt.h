/* Lines of key=value from a format, so that no value can pass for another
 * pair, a second line, or an order to a terminal. Pure. */
#ifndef COMMON_LOGFMT_H
#define COMMON_LOGFMT_H

#include <stdarg.h>

#include "common/buf.h"

/* Of a value as it is written: a long path with a sentence around it. More is
 * cut, which an ellipsis shows, and keeps a line within what a pipe takes in
 * one piece (4,096 bytes) unless several values are that long. */
#define LOGFMT_VALUE_MAX 1024

/* Appends format with its arguments. The format's own text is taken as it
 * is: "number=%u path=\"%s\"". Text that comes as an argument (%s, %.*s; NULL
 * is "") is escaped: a quote and a backslash with a backslash before them;
 * controls (C0, DEL, C1), bidirectional overrides, U+2028, U+2029 and bytes
 * that are no UTF-8 as \xNN, byte for byte. Where the format has no quotes
 * around it and it is no plain word, it gets them. Conversions are d i u x c f
 * s %, with their lengths; width and flags are not heeded. */
void logfmt_add(struct buf *out, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* Appends text as a value of its own: escaped, and in quotes where need be. */
void logfmt_add_value(struct buf *out, const char *text);

/* Appends text with what would break a line or a terminal escaped as above,
 * its quotes and backslashes as they are: for a sentence. */
void logfmt_add_sentence(struct buf *out, const char *text);

#endif
