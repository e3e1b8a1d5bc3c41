/* The inside of a searcher, for the engine's own files. */
#ifndef ENGINE_SEARCHER_INTERNAL_H
#define ENGINE_SEARCHER_INTERNAL_H

#include "engine/index.h"
#include "engine/match.h"
#include "shim/xs.h"
#include "text/token.h"

struct searcher {
    struct index *index; /* a reference of its own */
    xs_db *db;
    bool has_positions; /* of db */
    struct tokenizer *tokenizer;
};

/* What a match in the searcher's generation reads. */
static inline struct match_source
searcher_source(const struct searcher *s)
{
    return (struct match_source){
        .store = index_store(s->index),
        .db = s->db,
        .has_positions = s->has_positions,
        .curve = index_curve(s->index),
        .length = index_length(s->index),
        .cache = index_cache(s->index),
        .live = index_live(s->index),
        .documents = index_documents(s->index),
        .committees = index_committees(s->index),
        .tokenizer = s->tokenizer,
    };
}

#endif
