/* Who is at the other end of a connection. */
#ifndef SEARCHD_PEER_H
#define SEARCHD_PEER_H

#include <stdbool.h>

/* Whether fd is a Unix socket whose peer, when it connected, was root or the
 * user that this process runs as: the kernel says so, whatever the peer does.
 * Anything else, TCP too, is not. */
bool peer_is_admin(int fd);

#endif
