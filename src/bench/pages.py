#!/usr/bin/env python3
"""Watches a running console with many open pages: events a second, bytes, and the runner's CPU for them.

    DPM_HOME=... src/bench/pages.py [PAGES] [SECONDS] [PATH]

PATH is the page's stream: live (the overview), targets/NAME/live, runner/live. Loopback only."""
import http.client
import os
import sys
import threading
import time

pages, seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 50, int(sys.argv[2]) if len(sys.argv) > 2 else 20
path = sys.argv[3] if len(sys.argv) > 3 else "live"
home = os.environ["DPM_HOME"]
record = dict(line.strip().split("=", 1) for line in open(f"{home}/daemon.properties") if "=" in line and line[0] != "#")
address = record["console"].replace("\\", "").split("//")[1].rstrip("/")
token = open(f"{home}/token").read().strip()
pid = int(record["pid"])


def cpu():
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(what, watch):
    events, size, until = [0] * watch, [0] * watch, time.time() + seconds + 3
    counting = threading.Event()

    def page(i):
        connection = http.client.HTTPConnection(address, timeout=seconds + 10)
        connection.request("GET", "/" + path, headers={"Authorization": "Bearer " + token})
        answer = connection.getresponse()
        assert answer.status == 200, answer.status
        while time.time() < until:
            line = answer.readline()
            if counting.is_set():
                events[i] += line.startswith(b"event:")
                size[i] += len(line)

    threads = [threading.Thread(target=page, args=(i,), daemon=True) for i in range(watch)]
    for thread in threads:
        thread.start()
    time.sleep(3)
    counting.set()
    begun, used = time.time(), cpu()
    time.sleep(seconds)
    took, used = time.time() - begun, cpu() - used
    counting.clear()
    print(f"{what}: {sum(events) / took:.0f} events/s, {sum(size) / took / 1024:.0f} KiB/s, "
          f"runner {1000 * used / took * 60:.0f} ms of CPU a minute ({100 * used / took:.1f} % of a core)")
    for thread in threads:
        thread.join(seconds + 10)


measure("closed", 0)
measure(f"{pages} pages of /{path}", pages)
measure("closed again", 0)
