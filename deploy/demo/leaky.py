#!/usr/bin/env python3
"""A program that leaks memory, burns CPU or exits on request, to try a supervisor with it.

  leaky.py --leak 20                leaks 20 MiB a second
  leaky.py --burn 2                 burns two cores, in child processes
  leaky.py --exit-after 3 --code 1  ends with code 1 after 3 seconds
  leaky.py --port 8000              the same by HTTP requests on loopback: /leak?mib=100  /burn?cores=1  /exit?code=1  /healthz

Without arguments the program does nothing, and prints a line every ten seconds. Needs Python 3.6 or later and nothing else.
"""
import argparse
import http.server
import os
import subprocess
import sys
import threading
import time
import urllib.parse

kept = []


def say(text):
    print(time.strftime("%H:%M:%S"), text, flush=True)


def leak(mib):
    block = bytearray(int(mib * (1 << 20)))
    for page in range(0, len(block), 4096):
        block[page] = 1
    kept.append(block)
    say("holding %d MiB" % (sum(len(b) for b in kept) >> 20))


def burn(cores):
    say("burning %d core(s)" % cores)
    for _ in range(cores):
        subprocess.Popen([sys.executable, "-c", "while True: pass"])


class OnRequest(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        url = urllib.parse.urlparse(self.path)
        asked = dict(urllib.parse.parse_qsl(url.query))
        if url.path == "/leak":
            leak(float(asked.get("mib", 100)))
        elif url.path == "/burn":
            burn(int(asked.get("cores", 1)))
        elif url.path == "/exit":
            say("asked to end")
            os._exit(int(asked.get("code", 1)))
        elif url.path != "/healthz":
            self.send_error(404)
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"ok\n")

    def log_message(self, form, *args):
        say(form % args)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--leak", type=float, default=0, help="MiB a second")
    options.add_argument("--burn", type=int, default=0, help="cores")
    options.add_argument("--exit-after", type=float, default=0, help="seconds")
    options.add_argument("--code", type=int, default=1, help="exit code for --exit-after")
    options.add_argument("--port", type=int, default=0, help="listen on this port of 127.0.0.1")
    asked = options.parse_args()
    say("up as process %d" % os.getpid())
    if asked.port:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", asked.port), OnRequest)
        threading.Thread(target=server.serve_forever, daemon=True).start()
    if asked.burn:
        burn(asked.burn)
    started = time.monotonic()
    ticks = 0
    while True:
        time.sleep(1)
        ticks += 1
        if asked.leak:
            leak(asked.leak)
        elif ticks % 10 == 0:
            say("idle")
        if asked.exit_after and time.monotonic() - started >= asked.exit_after:
            say("ending with code %d" % asked.code)
            sys.exit(asked.code)


if __name__ == "__main__":
    main()
