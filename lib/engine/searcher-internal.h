/* The inside of a searcher, for the engine's own files. */
#ifndef ENGINE_SEARCHER_INTERNAL_H
#define ENGINE_SEARCHER_INTERNAL_H

#include "engine/index.h"
#include "shim/xs.h"
#include "text/token.h"

struct searcher {
    struct index *index; /* a reference of its own */
    xs_db *db;
    struct tokenizer *tokenizer;
};

#endif
