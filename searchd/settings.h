/* Every setting of searchd, once: from this table come the flags of the
 * command line, the keys of a configuration file, and the text of --help. To
 * add one: an entry here, its field in options.h, its keys in
 * doc/searchd.conf, doc/searchd.conf.5 and doc/searchd.8, which tests
 * compare. One that may change while searchd serves (live) is read from
 * server->options each time it is wanted, never kept. */
#ifndef SEARCHD_SETTINGS_H
#define SEARCHD_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buf.h"
#include "common/error.h"
#include "searchd/options.h"
#include "searchd/values.h"

/* What a setting's field is. */
enum setting_form {
    SETTING_PLAIN, /* a number or a switch */
    SETTING_TEXT,  /* const char *, or a list of them */
    SETTING_SITE,  /* of struct page_site, origin and prefix */
};

struct setting {
    const char *section;  /* of a file; NULL: of the command line only */
    const char *name;     /* the key, and after "--" the flag */
    const char *argument; /* "MS"; NULL: yes or no, as a flag without any */
    const char *initial;  /* the value until one is given; NULL: none, and the
                             field stays as options_parse begins it */
    const char *what;     /* for --help, a sentence without its end */
    value_parser *parse;
    struct value_bounds bounds;
    size_t field; /* offset in struct options; of a list, its first */
    size_t room;  /* of a list, how many; 0: it is none */
    size_t count; /* of a list, offset of its size_t length */
    size_t size;  /* bytes of the field; of a list, of one in it */
    enum setting_form form;
    bool live; /* changes while searchd serves; false: by a restart only */
};

/* In the order of --help; those of a file first. Ends with a NULL name. */
extern const struct setting settings[];

/* How many of them a file may have: the first so many. */
size_t settings_of_file(void);

/* Reads value into its field; a list is added to. The message goes on after
 * the setting's name. Strings are borrowed, or live in o->arena. */
enum status settings_take(struct options *o, const struct setting *s,
                          const char *value, struct error *err) WARN_UNUSED;

/* Empties a list; anything else is left as it is. */
void settings_forget(struct options *o, const struct setting *s);

/* Whether the setting has the same value in both. */
bool settings_same(const struct options *a, const struct options *b,
                   const struct setting *s);

/* Gives to the value that from has; not of a SETTING_SITE. Strings stay
 * from's. */
void settings_keep(struct options *to, const struct options *from,
                   const struct setting *s);

/* Appends the text of --help. */
void settings_help(struct buf *out);

#endif
