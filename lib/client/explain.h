/* Why connect(2) failed, for a person who has to do something about it. */
#ifndef CLIENT_EXPLAIN_H
#define CLIENT_EXPLAIN_H

#include "client/retry.h"
#include "common/error.h"

/* Makes of errno a status and a message that says what to do, and *why:
 * whether another try may do better. */
enum status explain_connect(const char *address, enum retry_why *why,
                            struct error *err);

#endif
