/* The child's side of extract.h: it gives up what it will not need, and
 * becomes the command. */
#ifndef INDEXER_CONFINE_H
#define INDEXER_CONFINE_H

#include <stdbool.h>
#include <sys/types.h>

struct confine {
    const char *program; /* its path */
    char *const *argv;
    char *const *environment;
    int input, output, messages; /* what become 0, 1, 2 */
    int failure;  /* gets errno, an int, where the program cannot start */
    pid_t parent; /* whose end is the child's */
    bool alone;   /* it starts no other processes */
};

/* To be called in a child just forked; async-signal-safe. The descriptors are
 * all above 4. */
void confine_exec(const struct confine *c) __attribute__((noreturn));

#endif
