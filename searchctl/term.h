/* What a terminal can show, and text made fit for it: no byte of a text
 * reaches a terminal but through here. */
#ifndef SEARCHCTL_TERM_H
#define SEARCHCTL_TERM_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"

enum term_color { TERM_COLOR_AUTO, TERM_COLOR_ALWAYS, TERM_COLOR_NEVER };

struct term {
    bool utf8;      /* the locale's encoding is UTF-8: bars of blocks */
    bool ascii;     /* a terminal that is not: texts become ASCII. (A pipe
                       gets UTF-8 in any locale: data is not to be lost) */
    bool color;     /* bold is understood and wanted */
    unsigned width; /* columns */
};

/* Finds out about fd. Colour in auto: a terminal whose TERM is not "dumb",
 * and no $NO_COLOR. Width: $COLUMNS, else the terminal's, else 80. The locale
 * must be set (LC_CTYPE). */
void term_detect(struct term *out, int fd, enum term_color color);

/* A character as it is shown: a few bytes that no terminal takes amiss.
 * Controls, bidirectional controls and malformed bytes are replaced; TAB,
 * line ends and U+2028 are blanks. */
struct term_cell {
    char bytes[4];
    unsigned char len;   /* of bytes */
    unsigned char width; /* columns: 0, 1, 2; 3 for "..." */
};

/* The cell of the character at s[0..len), len >= 1; returns how many bytes of
 * s it stands for. */
size_t term_cell(const struct term *t, const char *s, size_t len,
                 struct term_cell *out);

/* Appends a text on one line. */
void term_add(struct buf *out, const struct term *t, const char *text,
              size_t len);
void term_add_str(struct buf *out, const struct term *t, const char *text);

/* The columns of a text on one line. */
size_t term_columns(const struct term *t, const char *text, size_t len);

/* Bold on and off; nothing where colour is not wanted. */
void term_bold(struct buf *out, const struct term *t, bool on);

#endif
