/* The file `files` of a generation that is there: see files.h. In memory are 8
 * bytes a file. */
#ifndef STORE_FILES_LIST_H
#define STORE_FILES_LIST_H

#include <stdint.h>

#include "common/error.h"
#include "store/files.h"

struct files_list;

/* Opens dir/files. STATUS_CORRUPT for a damaged one. */
enum status files_list_open(struct files_list **out, const char *dir,
                            struct error *err) WARN_UNUSED;
void files_list_close(struct files_list *l); /* NULL is a no-op */

/* How many files it lists; of NULL 0. */
uint32_t files_list_count(const struct files_list *l);

/* The file of that number, 0... The answer is the list's, until the next
 * call: one thread. */
const struct files_item *files_list_get(struct files_list *l, uint32_t number)
    __attribute__((returns_nonnull));

#endif
