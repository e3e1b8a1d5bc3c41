/* The one way by which a text from outside gets into a page, a feed or a
 * descriptor. */
#ifndef PAGE_ESCAPE_H
#define PAGE_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"

/* Appends s as text of HTML or XML, fit for an element's content and for an
 * attribute in quotes: & < > " ' become references. Line breaks and tabs
 * become blanks; other controls and the bidirectional ones, which can make a
 * page read as another, are dropped; malformed UTF-8 and noncharacters, which
 * neither HTML nor XML takes, become U+FFFD. */
void escape_text(struct buf *out, const char *s);
void escape_bytes(struct buf *out, const char *s, size_t len);

/* Appends s percent-encoded (RFC 3986: all but the unreserved), as a part of
 * an address; keep_slash: '/' stays. What comes out needs no escape_text. */
void escape_url(struct buf *out, const char *s, bool keep_slash);

#endif
