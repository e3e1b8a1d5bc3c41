/* What matches, as a tree of sets of units that are gone through window by
 * window. Nodes live in an arena, belong to one thread and go forward only:
 * the windows asked for never fall. Nothing is allocated on the way. */
#ifndef MATCH_NODE_H
#define MATCH_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "match/postings.h"
#include "match/watch.h"
#include "match/window.h"

struct row;

enum node_type {
    NODE_NOTHING,
    NODE_ALL,      /* every unit */
    NODE_POSTINGS, /* those that have a term */
    NODE_CODES,    /* those whose code in a column is one of a set */
    NODE_VALUES,   /* those whose value in a column lies in a range, ... */
    NODE_RANGE,    /* docids from one to another */
    NODE_AND,      /* all the children, and none of the unwanted */
    NODE_OR,       /* any of the children */
    NODE_ROW,      /* a word, a phrase or words near each other: row.h */
};

struct node {
    enum node_type type;
    uint64_t most;       /* it has no more units than that */
    struct watch *watch; /* of what takes long */
    union {
        struct {
            const struct postings *list;
            uint32_t at; /* of the windows */
        } postings;
        struct {
            const uint32_t *column;
            const uint64_t *set; /* by code */
            uint32_t from, to;   /* NODE_VALUES, inclusive */
        } column;
        struct {
            uint32_t from, to; /* inclusive */
        } range;
        struct {
            struct node **list; /* AND: the rarest first */
            size_t n;
            size_t n_wanted; /* AND: the others are unwanted */
        } children;
        struct row *row;
    } u;
    const uint64_t *live; /* ALL, CODES, VALUES: bits of the units there are */
    uint32_t end;         /* of these: windows there are */
};

/* What all nodes of a match are made with. */
struct node_maker {
    struct arena *arena;
    struct watch *watch;
    const uint64_t *live; /* by docid, whole windows: the units there are */
    uint32_t windows;     /* that live has */
    uint32_t units;
};

struct node *node_nothing(const struct node_maker *m);
struct node *node_all(const struct node_maker *m);
/* list is borrowed as long as the node. */
struct node *node_postings(const struct node_maker *m,
                           const struct postings *list);
/* column: by docid; set: bits by code, borrowed. */
struct node *node_codes(const struct node_maker *m, const uint32_t *column,
                        const uint64_t *set);
struct node *node_values(const struct node_maker *m, const uint32_t *column,
                         uint32_t from, uint32_t to);
struct node *node_range(const struct node_maker *m, uint32_t from, uint32_t to);
/* All of wanted[0..n), every unit where n is 0, but none of unwanted[0..m).
 * One child alone is returned itself. */
struct node *node_and(const struct node_maker *maker,
                      struct node *const *wanted, size_t n,
                      struct node *const *unwanted, size_t m);
/* None: nothing. */
struct node *node_or(const struct node_maker *m, struct node *const *list,
                     size_t n);
struct node *node_row(const struct node_maker *m, struct row *row);

/* The first window from `from` on in which it may have units; WINDOW_END. */
uint32_t node_next(struct node *node, uint32_t from);

/* bits = bits and the units it has in the window: whether any is left. Once
 * the watch has a status what is left means nothing. */
bool node_filter(struct node *node, uint32_t window, uint64_t *bits);

#endif
