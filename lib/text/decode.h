/* Bytes of unknown origin into clean UTF-8 text. */
#ifndef TEXT_DECODE_H
#define TEXT_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"

enum encoding {
    ENCODING_UTF8,
    ENCODING_WINDOWS_1252, /* what hand-saved pages have; see WHATWG
                              Encoding for its 27 extra characters */
    ENCODING_UTF16,        /* what Windows calls Unicode; by its BOM only */
};

/* "UTF-8", "windows-1252" or "UTF-16"; static. */
const char *encoding_name(enum encoding e);

struct decoded {
    enum encoding encoding;
    bool bom;        /* a byte order mark was there, and dropped */
    size_t controls; /* control characters dropped */
    size_t stray;    /* bytes among UTF-8 that are none, and were read as
                        windows-1252 */
};

/* Appends bytes[0..len) to out as valid UTF-8: by a byte order mark as
 * UTF-16; as UTF-8 if all of it is valid, or more characters beyond ASCII are
 * than bytes are not (a page that a word was pasted into, or that was cut
 * off; by chance windows-1252 has hardly one); else as windows-1252 (every
 * byte means something there; the five unassigned ones become U+FFFD). CR LF
 * and CR become LF, as do form feed and vertical tab (Word's line break); NUL,
 * other C0 (but TAB and LF), DEL and C1 controls are dropped and counted: they
 * never reach the index. */
void text_decode(const char *bytes, size_t len, struct buf *out,
                 struct decoded *what);

/* The same, but form feeds stay: they part pages. */
void text_decode_pages(const char *bytes, size_t len, struct buf *out,
                       struct decoded *what);

/* The character that windows-1252 has at 0x80 to 0x9f. */
uint32_t decode_windows_1252(unsigned char c);

#endif
