/* The documents of the generation before, in a pass: which stay. */
#ifndef INDEXER_KEPT_H
#define INDEXER_KEPT_H

#include <stdint.h>

#include "common/error.h"
#include "indexer/pass.h"
#include "store/store.h"

/* Keeps those of the files that the plan keeps; the others go. */
enum status kept_begin(struct pass *p, struct error *err) WARN_UNUSED;

/* A document that was kept gives way: number, and what the store says of
 * it. */
enum status kept_drop(struct pass *p, uint32_t number,
                      const struct store_document *d,
                      struct error *err) WARN_UNUSED;

/* When all files are read: cut ones that another file has whole go. */
enum status kept_drop_cut(struct pass *p, struct error *err) WARN_UNUSED;

#endif
