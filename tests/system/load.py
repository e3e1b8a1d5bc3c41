"""Runs inside the machine: asks one question after the other until its stdin
ends, and writes a line for each answer: "ok", "ok again" where it had to be
asked once more, or "fail" and why.

    load.py line            searchctl, a process for each
    load.py http [RETRIES]  a connection for each; asked again up to so many
                            times where the connection ends without an answer
    load.py browser         one connection for all while it lives; where it
                            ends without an answer, asked again on a new one,
                            as browsers do (RFC 9110, section 9.2.2)
"""

import http.client
import json
import select
import subprocess
import sys

HOST, PORT = "127.0.0.1", 7780
TARGET = "/api/search?q=special+constables"
TIMEOUT = 60.0  # seconds, of one answer

# How a connection ends without an answer. That nobody listens is not among
# them: the socket is systemd's and always there.
CUT = (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError)


def ask_line():
    done = subprocess.run(
        ["searchctl", "--json", "special", "constables"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, encoding="utf-8", timeout=TIMEOUT)
    if done.returncode != 0:
        return "fail %d %s" % (done.returncode, done.stderr.strip())
    return judge(done.stdout)


def judge(text):
    try:
        return "ok" if json.loads(text)["total"] > 0 else "fail nothing found"
    except ValueError:
        return "fail no JSON: " + text[:100]


class Http:
    def __init__(self, retries, keep):
        self.retries = retries
        self.keep = keep
        self.connection = None

    def ask(self):
        for again in range(self.retries + 1):
            try:
                result = self.ask_once()
                return result + " again" if again else result
            except CUT as error:
                self.connection = None
                last = error
            except OSError as error:
                self.connection = None
                return "fail %r" % error
        return "fail %r" % last

    def ask_once(self):
        if self.connection is None:
            self.connection = http.client.HTTPConnection(HOST, PORT,
                                                         timeout=TIMEOUT)
        self.connection.request("GET", TARGET, headers={} if self.keep else
                                {"Connection": "close"})
        reply = self.connection.getresponse()
        text = reply.read().decode()
        if not self.keep or reply.will_close:
            self.connection.close()
            self.connection = None
        if reply.status != 200:
            return "fail %d %s" % (reply.status, text[:200])
        return judge(text)


def main(kind, retries="0"):
    if kind == "line":
        ask = ask_line
    elif kind == "http":
        ask = Http(int(retries), keep=False).ask
    else:
        ask = Http(3, keep=True).ask
    while not select.select([sys.stdin], [], [], 0)[0]:
        print(ask().replace("\n", " | "), flush=True)


main(*sys.argv[1:])
