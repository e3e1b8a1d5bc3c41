/* Whether and when a request is sent once more. All requests may be: none
 * changes anything by being answered twice. */
#ifndef CLIENT_RETRY_H
#define CLIENT_RETRY_H

#include <stdbool.h>
#include <stdint.h>

/* Why an attempt failed, as far as it matters to the next one. */
enum retry_why {
    RETRY_NEVER,  /* another one would end alike */
    RETRY_ABSENT, /* nobody listens */
    RETRY_FULL,   /* the queue of those who wait to be let in is full */
    RETRY_UNMET,  /* the connection ended before the server's greeting */
    RETRY_LOST,   /* it ended when the request was on its way, or its reply */
};

struct retry {
    uint64_t deadline; /* on common/clock.h; 0: none */
    uint64_t since;    /* the first failure, or the last RETRY_LOST */
    unsigned pause_ms; /* the next one */
    unsigned lost;     /* how often the server went with our request */
    bool met;          /* it was there */
};

/* deadline: of the request with all its attempts, 0: none. */
void retry_begin(struct retry *r, uint64_t deadline);

/* Waits, and returns true when it is time for another attempt; false at once
 * or after waiting where there is to be none. */
bool retry_again(struct retry *r, enum retry_why why);

#endif
