#!/usr/bin/env python3
"""What incidents cost: the looks, the restart after a crash, the disk and the runner's memory. One command, one run.

    src/bench/incidents.py [--jar JAR] [--trees 1x20,20x20,200x10] [--kills 60] [--incidents 1000] [--java JAVA]

Looks: PROCESSESxTARGETS trees breach a threshold that nobody acts on; each incident says how long its look took. Restart:
two targets beside each other, one with --evidence_seconds 2 and one with 0, are killed by turns; from the kill to the time
of the event TargetStarted, on one clock. Disk and memory: PSS of the runner before and after so many incidents of targets
that end at once, and what is left of them in the home. Needs procfs; ends what it started.
"""
import argparse, datetime, glob, json, os, re, signal, shutil, statistics, subprocess, sys, tempfile, time


class Runner:
    def __init__(self, java, jar):
        self.home = tempfile.mkdtemp(prefix="dpm-bench-")
        self.command = [java, "-jar", jar]
        self.env = dict(os.environ, DPM_HOME=self.home, DPM_PORT="0", DPM_MANAGEMENT_PORT="0")

    def dpm(self, *words):
        return subprocess.run(self.command + list(words), env=self.env, stdout=subprocess.PIPE, text=True)

    def start(self, config):
        with open(self.home + "/bench.yaml", "w") as file:
            file.write(config)
        if self.dpm("start", "--config", self.home + "/bench.yaml").returncode == 2:
            sys.exit("the configuration was refused")

    def pid(self):
        with open(self.home + "/daemon.properties") as file:
            return int(re.search(r"^pid=(\d+)", file.read(), re.M)[1])

    def pss_kib(self):
        with open(f"/proc/{self.pid()}/smaps_rollup") as file:
            return int(re.search(r"^Pss:\s+(\d+)", file.read(), re.M)[1])

    def incidents(self):
        found = []
        for path in glob.glob(self.home + "/incidents/[0-9]*/incident.json"):
            try:
                with open(path) as file:
                    found.append(json.load(file))
            except FileNotFoundError:
                pass  # the file was deleted after the list of files was read
        return found

    def events(self, kind):
        with open(self.home + "/state/events.jsonl") as file:
            return [one for one in map(json.loads, (line for line in file if kind in line)) if one.get("type") == kind]

    def end(self):
        self.dpm("stop", "--yes")
        shutil.rmtree(self.home, ignore_errors=True)


def until(what, seconds=300):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.2)
    sys.exit("it did not come about in time")


def quantile(values, part):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def looks(java, jar, processes, targets):
    runner = Runner(java, jar)
    tree = f"i=1; while [ $i -lt {processes} ]; do sleep 1000 & i=$((i+1)); done; wait" if processes > 1 else "exec sleep 1000"
    try:
        runner.start("defaults: {memory_threshold: 100KiB, on_breach: none, monitor_interval: 5, breach_samples: 2}\n"
                     "targets:\n" + "".join(f"  t{i}: {{command: [sh, -c, '{tree}']}}\n" for i in range(targets)))
        found = until(lambda: (lambda all: all if len(all) >= targets else None)(runner.incidents()))
        took = [1000 * one["evidence"]["took_seconds"] for one in found]
        seen = statistics.median(len(one["evidence"]["processes"]) for one in found)
        missed = sum(any("not seen within" in why for why in one["evidence"]["missing"]) for one in found)
        print(f"look at {processes:3} processes ({seen:.0f} seen): p50 {quantile(took, 0.5):.0f} ms, "
              f"p95 {quantile(took, 0.95):.0f} ms of {len(took)} looks, {missed} cut off by the bound", flush=True)
    finally:
        runner.end()


def moment(event):
    text = re.sub(r"(\.\d{6})\d*Z$", r"\1+00:00", event["time"]).replace("Z", "+00:00")
    return datetime.datetime.fromisoformat(text).timestamp()


def restarts(java, jar, kills):
    runner = Runner(java, jar)
    names = ["with", "without"]
    try:
        runner.start("defaults: {restart_interval: 0, backoff_factor: 1, max_restarts: -1}\ntargets:\n"
                     "  with: {command: [sleep, '1000'], evidence_seconds: 2}\n"
                     "  without: {command: [sleep, '1000'], evidence_seconds: 0}\n")
        took = {name: [] for name in names}
        lives = {name: 1 for name in names}
        for round in range(kills):
            # the order alternates, because the first target pays for classes that are loaded for the first time
            for name in names[::-1 if round % 2 else 1]:
                started = until(lambda: (lambda all: all if len(all) >= lives[name] else None)(
                    [one for one in runner.events("TargetStarted") if one["target"] == name]))
                time.sleep(0.1)
                killed = time.time()
                os.kill(started[-1]["pid"], signal.SIGKILL)
                lives[name] += 1
                started = until(lambda: (lambda all: all if len(all) >= lives[name] else None)(
                    [one for one in runner.events("TargetStarted") if one["target"] == name]))
                took[name].append(1000 * (moment(started[-1]) - killed))
        for name in names:
            print(f"kill -9 to the next process, {name} evidence: median {statistics.median(took[name]):.1f} ms, "
                  f"p95 {quantile(took[name], 0.95):.1f} ms of {kills}; slowest (kill: ms) "
                  + ", ".join(f"{i + 1}: {ms:.0f}" for ms, i in sorted(((ms, i) for i, ms in enumerate(took[name])), reverse=True)[:4]))
        print(f"ratio of the medians: {statistics.median(took['with']) / statistics.median(took['without']):.2f}", flush=True)
    finally:
        runner.end()


def bounds(java, jar, incidents):
    runner = Runner(java, jar)
    targets = 10
    ends = incidents // targets
    try:
        runner.start("targets:\n  quiet: {command: [sleep, '1000']}\n")
        time.sleep(20)
        before = runner.pss_kib()
        with open(runner.home + "/bench.yaml", "a") as file:
            file.write("".join(f"  e{i}: {{command: [sh, -c, 'exit 1'], restart_interval: 0, backoff_factor: 1, max_restarts: {ends - 1}}}\n"
                               for i in range(targets)))
        runner.dpm("start", "--config", runner.home + "/bench.yaml")
        until(lambda: len(runner.events("TargetGaveUp")) >= targets, 600)
        ended = len(runner.events("TargetExited"))
        time.sleep(20)
        kept = runner.incidents()
        used = sum(os.path.getsize(path) for path in glob.glob(runner.home + "/incidents/*/*"))
        print(f"after {ended} ends, each an incident: {len(kept)} kept, {used / 1048576:.2f} MiB on disk")
        print(f"the runner's PSS: {before / 1024:.1f} MiB before, {runner.pss_kib() / 1024:.1f} MiB after", flush=True)
    finally:
        runner.end()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jar", default="target/dpm-runner.jar")
    parser.add_argument("--java", default="java")
    parser.add_argument("--trees", default="1x20,20x20,200x10")
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--incidents", type=int, default=1000)
    asked = parser.parse_args()
    # after TERM, too, the script ends the processes that it started
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    print("load", *os.getloadavg(), flush=True)
    for tree in filter(None, asked.trees.split(",")):
        looks(asked.java, asked.jar, *map(int, tree.split("x")))
    if asked.kills:
        restarts(asked.java, asked.jar, asked.kills)
    if asked.incidents:
        bounds(asked.java, asked.jar, asked.incidents)


main()
