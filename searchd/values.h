/* The values of settings, checked where they come in, so that nothing that
 * serves has to check them again. */
#ifndef SEARCHD_VALUES_H
#define SEARCHD_VALUES_H

#include "common/arena.h"
#include "common/error.h"

/* What a parser may lean on besides the value. */
struct value_bounds {
    unsigned min, max; /* of a number; of a text, min bytes */
};

/* Spans of characters, whatever the locale. */
#define VALUE_LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define VALUE_DIGITS "0123456789"

/* A parser reads value, which is borrowed for as long as the result is used,
 * and sets *field, of the type named at each. What it has to make anew lives
 * in the arena. STATUS_USAGE with a message that goes on after the setting's
 * name: "takes yes or no, not \"maybe\"". */
typedef enum status value_parser(void *field, const char *value,
                                 const struct value_bounds *bounds,
                                 struct arena *arena, struct error *err);

value_parser value_number;      /* unsigned */
value_parser value_threads;     /* unsigned; "auto": one for each processor */
value_parser value_connections; /* unsigned; "auto": 0 */
value_parser value_slow_log;    /* unsigned; "off": 0 */
value_parser value_descriptor;  /* int */
value_parser value_switch;      /* bool, of "yes" or "no" */
value_parser value_rank;        /* struct rank, of rank_parse */
value_parser value_text;        /* const char *: any text of one line */
value_parser value_address;     /* const char *: a path, or HOST:PORT */
value_parser value_language;    /* const char *: "en-GB" (BCP 47's letters) */
value_parser value_colour;      /* const char *: #rgb or #rrggbb */
value_parser value_link;        /* const char *: http, https, or a path */
value_parser value_base_url;    /* struct page_site: origin and prefix */
value_parser value_host;        /* const char *: NAME or NAME:PORT, lower case,
                                   IPv6 in brackets */
value_parser value_origin;      /* const char *: as browsers write an Origin:
                                   lower case, no default port */
value_parser value_ancestors;   /* const char *: of the CSP's directive */

#endif
