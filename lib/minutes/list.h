/* The lists of a page: what a browser draws before their lines. */
#ifndef MINUTES_LIST_H
#define MINUTES_LIST_H

#include <stdbool.h>

#include "minutes/span.h"

struct list {
    char type;   /* '1' 'a' 'A' 'i' 'I', '*' a bullet, '\0' nothing */
    long next;   /* the next line's number */
    bool inside; /* it belongs to a line of another list that has text */
    bool text;   /* its open line has text */
};

/* "12. ", "a. ", "(A) ", "iv. " or a bullet fit. */
#define LIST_LABEL_SIZE 40

/* A list begins: <ol>, <ul>, <menu> or <dir>. */
struct list list_of(const char *tag, const char *const *attributes);

/* A line of it begins: writes what is drawn before it, with a blank behind,
 * or "". Capital letters are drawn in brackets, as "A. Smith" is a name. */
void list_line(struct list *list, const char *const *attributes,
               char label[LIST_LABEL_SIZE]);

/* Whether the text has been given that label by hand, too. */
bool list_said(const char *label, struct span text);

#endif
