/* XML as ModernGov's web service answers GetMeeting with: a meeting and its
 * agenda items, their minutes as HTML. */
#ifndef MINUTES_XML_H
#define MINUTES_XML_H

#include "minutes/format.h"

/* STATUS_INVALID where it is other XML, is not well-formed, or has a document
 * type declaration, which such an answer never has and an attack needs. */
format_read xml_read;

#endif
