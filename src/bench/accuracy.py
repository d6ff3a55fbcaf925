#!/usr/bin/env python3
"""Compares what dpm-runner reports of a known load with what psutil reads: CPU of a child that burns a known share of
a core, memory of a parent that holds a known amount. Prints a Markdown table; ends with 1 over 5 % apart.

accuracy.py --jar target/dpm-runner.jar

--short compares one load only; --home names a folder for the runner that is left when it ends."""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

import psutil

SAMPLES = 15

LOAD = """
import subprocess, sys, time
held = bytearray(b"x") * (int(sys.argv[1]) << 20)
share = float(sys.argv[2])
subprocess.Popen([sys.executable, "-c", '''
import time
share = %f
while True:
    end = time.monotonic() + 0.1 * share
    while time.monotonic() < end: pass
    if share < 1: time.sleep(0.1 * (1 - share))
''' % share])
while True: time.sleep(60)
"""


def api(home):
    """Returns a function that sends requests to the runner's API, which is faster than a command, since no JVM starts."""
    record = dict(line.strip().split("=", 1) for line in open(home + "/daemon.properties")
                  if "=" in line and not line.startswith("#"))
    url = record["console"].replace("\\:", ":").rstrip("/") + "/api/v1/status"
    headers = {"Authorization": "Bearer " + open(home + "/token").read().strip(), "Accept": "application/json"}

    def percent():
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return next(t for t in json.load(answer)["targets"] if t["name"] == "load")["cpu_percent"]
    return percent


def side_by_side(percent, cpu):
    """Compares the mean of the runner's samples (each recognised by a new figure) with psutil's readings in the same time."""
    seen, moments = percent(), []
    while len(moments) <= SAMPLES:
        now = percent()
        if now != seen:
            seen = now
            moments.append((time.monotonic(), now, cpu()))
        time.sleep(0.02)
    whole = moments[-1][0] - moments[0][0]
    mean = sum(after[1] * (after[0] - before[0]) for before, after in zip(moments, moments[1:])) / whole
    return mean, 100 * (moments[-1][2] - moments[0][2]) / whole


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--jar", default="target/dpm-runner.jar")
    ap.add_argument("--java", default="java")
    ap.add_argument("--short", action="store_true", help="one load instead of three")
    ap.add_argument("--home", help="the home folder to use; default: a temporary one")
    asked = ap.parse_args()
    folder = tempfile.mkdtemp(prefix="dpm-accuracy")
    env = dict(os.environ, DPM_HOME=asked.home or folder + "/home", NO_COLOR="1", DPM_PORT="0", DPM_MANAGEMENT_PORT="0")
    script = os.path.join(folder, "load.py")
    open(script, "w").write(LOAD)

    def dpm(*args):
        return subprocess.run([asked.java, "-jar", asked.jar, *args], env=env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True).stdout

    worst = 0
    print("| load | reported by dpm-runner | read by psutil | apart |\n|---|--:|--:|--:|")
    try:
        for mib, share in ((100, 0.5),) if asked.short else ((50, 0.25), (200, 0.6), (100, 1.0)):
            dpm("start", "--name", "load", "--monitor_interval", "1", "--cpu_threshold", "off", "--memory_threshold",
                "off", "--", "/usr/bin/python3", script, str(mib), str(share))
            time.sleep(3)

            def target():
                return next(t for t in json.loads(dpm("status", "--json"))["targets"] if t["name"] == "load")
            root = psutil.Process(target()["pid"])
            tree = [root] + root.children(recursive=True)

            def cpu():
                return sum(sum(p.cpu_times()[:2]) for p in tree)
            reported_cpu, psutil_cpu = side_by_side(api(env["DPM_HOME"]), cpu)
            rss = sum(p.memory_info().rss for p in tree) / (1 << 20)
            reported_rss = target()["memory_bytes"] / (1 << 20)
            for what, one, other, unit in (("CPU of a child, %d %% of a core" % (share * 100), reported_cpu, psutil_cpu,
                                            "%"), ("memory, %d MiB held" % mib, reported_rss, rss, "MiB")):
                apart = 100 * abs(one - other) / other
                worst = max(worst, apart)
                print("| %s | %.1f %s | %.1f %s | %.1f %% |" % (what, one, unit, other, unit, apart))
            dpm("stop", "load", "--yes")
    finally:
        dpm("stop", "--yes")
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(0 if worst <= 5 else 1)


if __name__ == "__main__":
    main()
