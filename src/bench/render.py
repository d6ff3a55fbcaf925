#!/usr/bin/env python3
"""What rendering one page costs the runner: CPU by /proc/PID/stat, with many targets and a long journal.

    python3 src/bench/render.py --jar target/dpm-runner.jar [--targets 63] [--journal 600] [--rounds 7] [--pages 20]

A round asks for each page some times and divides; the figure is the median of the rounds. Everything happens in a
temporary home, and only what was started here is ended. Loopback only."""
import argparse
import http.client
import json
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def arguments():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--jar", default="target/dpm-runner.jar")
    options.add_argument("--targets", type=int, default=63)
    options.add_argument("--journal", type=int, default=600, help="KiB of events that an earlier runner left")
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--pages", type=int, default=20, help="requests of a round")
    options.add_argument("--limit", type=float, help="exit 1 where the overview takes more, ms")
    return options.parse_args()


def write_journal(home, targets, kib):
    state = home / "events.jsonl"
    size, sequence = 0, 0
    with state.open("w") as file:
        while size < kib * 1024:
            sequence += 1
            name = f"target-{sequence % targets:02d}"
            line = json.dumps({
                "schema": 1, "sequence": sequence, "time": "2026-11-01T10:00:00.000Z", "type": "TargetExited",
                "target": name, "pid": 1000 + sequence, "severity": "WARNING",
                "message": f"process {1000 + sequence} ended with exit code 1 after 3 min 5 s",
                "asked": False, "evidence": None, "exit_code": 1, "incarnation": 1}) + "\n"
            size += len(line)
            file.write(line)
    state.chmod(0o600)


def cpu(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


class Runner:
    def __init__(self, given, home):
        self.given, self.home = given, home
        self.environment = dict(os.environ, DPM_HOME=str(home), DPM_PORT="0", DPM_MANAGEMENT_PORT="0")

    def dpm(self, *words):
        return subprocess.run(["java", "-jar", self.given.jar, *words], env=self.environment, text=True,
                              capture_output=True, timeout=120)

    def start(self):
        lines = ["defaults: {monitor_interval: 5, start_seconds: 0}", "targets:"]
        lines += [f"  target-{i:02d}: {{command: [sleep, '1000']}}" for i in range(self.given.targets)]
        file = self.home / "dpm.yaml"
        file.write_text("\n".join(lines) + "\n")
        self.dpm("start", "--config", str(file))
        self.dpm("console")
        record = (self.home / "daemon.properties").read_text()
        keys = dict(line.strip().split("=", 1) for line in record.splitlines() if "=" in line and line[0] != "#")
        self.pid = int(keys["pid"])
        self.address = keys["console"].replace("\\", "").split("//")[1].rstrip("/")
        self.token = (self.home / "token").read_text().strip()

    def ask(self, path):
        connection = http.client.HTTPConnection(self.address, timeout=60)
        connection.request("GET", path, headers={"Authorization": "Bearer " + self.token, "Accept": "text/html"})
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == 200, (path, answer.status, body[:200])
        connection.close()
        return len(body)

    def idle(self, seconds):
        begun, used = time.time(), cpu(self.pid)
        time.sleep(seconds)
        return (cpu(self.pid) - used) / (time.time() - begun)

    def page(self, path, pages):
        begun, used = time.time(), cpu(self.pid)
        for _ in range(pages):
            size = self.ask(path)
        return 1000 * (cpu(self.pid) - used) / pages, 1000 * (time.time() - begun) / pages, size


def main():
    given = arguments()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        home.mkdir(mode=0o700)
        write_journal(home, given.targets, given.journal)
        runner = Runner(given, home)
        try:
            runner.start()
            time.sleep(5)
            first = runner.page("/", 1)
            print(f"first overview after the start: {first[0]:.0f} ms of CPU, {first[1]:.0f} ms to wait")
            figures = {}
            for path in ("/", "/targets/target-01", "/events"):
                runner.page(path, given.pages)
                rounds = [runner.page(path, given.pages) for _ in range(given.rounds)]
                costs = [one[0] for one in rounds]
                figures[path] = statistics.median(costs)
                print(f"{path}: {figures[path]:.1f} ms of CPU ({min(costs):.1f} to {max(costs):.1f}), "
                      f"{statistics.median(one[1] for one in rounds):.1f} ms to wait, {rounds[0][2]} bytes")
            print(f"with no page: {1000 * runner.idle(5):.0f} ms of CPU a second")
        finally:
            runner.dpm("stop", "--yes")
    if given.limit and figures["/"] > given.limit:
        raise SystemExit(f"an overview takes {figures['/']:.1f} ms of CPU; at most {given.limit:.0f} are allowed")


main()
