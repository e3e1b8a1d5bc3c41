/* Peers by the kernel's word: see peer.h. */
#include "config.h"

#include "searchd/peer.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

bool
peer_is_admin(int fd)
{
    int family;
    socklen_t len = sizeof(family);
    if (getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &family, &len) != 0 ||
        family != AF_UNIX)
        return false;
    struct ucred peer;
    len = sizeof(peer);
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &len) != 0 ||
        len != sizeof(peer))
        return false;
    return peer.uid == 0 || peer.uid == geteuid();
}
