/* JSON values by jansson, as everything of ours that leaves as JSON has them.
 */
#ifndef ANSWER_JVAL_H
#define ANSWER_JVAL_H

#include <jansson.h>

#include "common/buf.h"

/* value; aborts where it is NULL. jansson fails on a lack of memory alone, as
 * texts are made valid first: then the program ends, as elsewhere. */
json_t *jval_must(json_t *value);

/* A new string: s as one line of valid UTF-8 (see utf8_make_line). */
json_t *jval_text(const char *s);

/* Appends root, and drops it. JSON often lands on a terminal or in a log: a
 * bidirectional control is written as its escape. */
void jval_write(json_t *root, struct buf *out);

#endif
