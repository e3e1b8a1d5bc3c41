"""Runs inside the machine in the place of a service's program, in all that
the unit puts around it, and writes one line for each thing it tries:
"NAME yes", or "NAME no" and the error's name. What to try comes as words:

    write:FILE read:FILE list:DIR run:PROGRAM inet netlink namespace
    see:PID connect:PATH
"""

import ctypes
import errno
import os
import socket
import subprocess
import sys

CLONE_NEWUSER = 0x10000000


def write(name):
    """Makes a file; what was there stays."""
    aside = name + ".probe"
    os.close(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    os.unlink(aside)


def connect(name):
    with socket.socket(socket.AF_UNIX) as s:
        s.connect(name)


def namespace(_):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare")


TRIES = {
    "write": write,
    "read": lambda name: open(name, "rb").read(1),
    "list": lambda name: os.listdir(name)[0],
    "run": lambda name: subprocess.run([name], check=True),
    "inet": lambda _: socket.socket(socket.AF_INET).close(),
    "netlink": lambda _: socket.socket(socket.AF_NETLINK,
                                       socket.SOCK_RAW).close(),
    "namespace": namespace,
    "see": lambda pid: open("/proc/%s/status" % pid).read(),
    "connect": connect,
}

for word in sys.argv[1:]:
    kind, _, what = word.partition(":")
    try:
        TRIES[kind](what)
        print("probe", word, "yes", flush=True)
    except OSError as error:
        print("probe", word, "no", errno.errorcode.get(error.errno, "?"),
              flush=True)
    except IndexError:  # a folder that is there and empty
        print("probe", word, "no", "EMPTY", flush=True)
