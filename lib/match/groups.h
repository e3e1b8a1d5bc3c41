/* The best unit of each group, and how many each has. */
#ifndef MATCH_GROUPS_H
#define MATCH_GROUPS_H

#include <stdint.h>

#include "common/error.h"
#include "match/best.h"

struct groups;

/* n groups. STATUS_NOMEM. */
enum status groups_new(struct groups **out, uint32_t n,
                       struct error *err) WARN_UNUSED;
void groups_free(struct groups *g); /* NULL is a no-op */

/* A unit of that group, below n. The best: the highest score, then the lowest
 * key. */
void groups_add(struct groups *g, uint32_t group, const struct best_unit *unit);

/* How many groups have a unit. */
uint32_t groups_count(const struct groups *g);

/* Adds the best unit of each to best; more: how many others the group has. */
void groups_take(const struct groups *g, struct best *best);

#endif
