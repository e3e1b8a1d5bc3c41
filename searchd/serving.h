/* What it takes to serve a generation: the open index and a searcher for
 * each worker. All of it is opened before it replaces the one before, so
 * that a generation that cannot be served (damaged, removed meanwhile, no
 * descriptors left) costs no answer: the old one goes on. */
#ifndef SEARCHD_SERVING_H
#define SEARCHD_SERVING_H

#include <stddef.h>

#include "common/error.h"
#include "engine/index.h"
#include "engine/searcher.h"

struct serving {
    struct index *index; /* a reference */
    size_t n;
    struct searcher *searchers[]; /* n; NULL where one was taken out */
};

/* Opens, and where verified is asked for, verifies the generation that
 * INDEX/current names, with n searchers, each of which has answered a question
 * (probe.h). Any thread; the searchers may then go to others. STATUS_CANCELLED
 * soon after another thread has set *cancel. */
enum status serving_open(struct serving **out, const char *dir, bool verified,
                         size_t n, const xs_flag *cancel,
                         struct error *err) WARN_UNUSED;
/* Frees what is left in it. NULL is a no-op. */
void serving_free(struct serving *sv);

#endif
