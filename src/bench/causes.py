#!/usr/bin/env python3
"""Brings about each cause of an incident for real, and prints the table of sentences that incidents.md shows. One command.

    src/bench/causes.py [--jar JAR] [--java JAVA] [--keep FOLDER]

A leak, a busy thread, a forecast and an OOM kill in memory cgroups (root; left out, and said, where none can be made), a
failed check, exit codes, an abort, a segmentation fault, a stranger's kill -9, a missing program, a crash loop that is given
up, and a target that died while no runner watched. Takes about two minutes, and ends what it started. --keep copies the
incidents of the run.
"""
import argparse, http.server, json, glob, os, re, shutil, signal, subprocess, sys, tempfile, threading, time

LEAK = """import os, sys, time
held = []
if os.fork() == 0:
    while True:
        held.append(bytearray(b"x") * (1 << 20)); time.sleep(0.5)
while True: time.sleep(1)
"""
GROWS = """import sys, time
held = []
while True:
    held.append(bytearray(b"x") * (1 << 20)); time.sleep(float(sys.argv[1]))
"""
BUSY = """import threading, time
def spin():
    open("/proc/self/task/%d/comm" % threading.get_native_id(), "w").write("reindex")
    while True: pass
threading.Thread(target=spin, daemon=True).start()
while True: time.sleep(1)
"""
CONFIG = """defaults: {monitor_interval: 1, restart_interval: 0, cpu_threshold: "off", max_restarts: 0}
targets:
  leak: {command: [python3, leak.py], memory_threshold: 60MiB, on_breach: stop}
  busy: {command: [python3, busy.py], cpu_threshold: 2, breach_samples: 3, on_breach: stop}
  noted: {command: [sh, -c, "while :; do :; done"], cpu_threshold: 2, on_breach: none}
  checked: {command: [sleep, "1000"], http_check: "http://127.0.0.1:PORT/health", check_interval: 1, on_breach: stop}
  exits: {command: [sh, -c, "sleep 2; echo address already in use; exit 3"], restart: never}
  done: {command: [sh, -c, "sleep 2"], restart: always, max_restarts: 1, restart_interval: 20}
  abort: {command: [python3, -c, "import os, time; time.sleep(2); os.abort()"], restart: never}
  segv: {command: [python3, -c, "import ctypes, time; time.sleep(2); ctypes.string_at(0)"], restart: never}
  killed: {command: [sleep, "1000"], restart: never}
  missing: {command: [./once.sh], max_restarts: 1}
  loop: {command: [sh, -c, "sleep 0.3; echo no such table; exit 9"], max_restarts: 6}
  unseen: {command: [sleep, "1000"], restart: never}
"""
GROUPED = """  forecast: {command: [sh, -c, "echo $$ > FORECAST; exec python3 grows.py 0.8"], memory_basis: cgroup, memory_threshold: "off",
             act_before: 12, on_breach: stop}
  oom: {command: [sh, -c, "echo $$ > OOM; exec python3 grows.py 0.2"], memory_basis: cgroup, memory_threshold: "off", restart: never}
"""
WANTED = [("leak", "memory"), ("busy", "cpu"), ("noted", "cpu"), ("forecast", "forecast"), ("checked", "check"), ("exits", "crash"),
          ("done", "exit"), ("abort", "crash"), ("segv", "crash"), ("killed", "signal"), ("oom", "oom_kill"), ("missing", "launch"),
          ("loop", "crash"), ("loop", "gave_up"), ("unseen", "found_dead")]


class Sick(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_error(500)

    def log_message(self, *words):
        pass


class Group:
    """A memory cgroup of its own, of version 1 or 2."""

    def __init__(self, name, limit):
        first = "/sys/fs/cgroup/memory"
        is_first = os.path.exists(first + "/memory.limit_in_bytes")
        self.folder = f"{first if is_first else '/sys/fs/cgroup'}/dpm-causes-{os.getpid()}-{name}"
        os.mkdir(self.folder)
        with open(self.folder + ("/memory.limit_in_bytes" if is_first else "/memory.max"), "w") as file:
            file.write(str(limit))
        self.door = self.folder + "/cgroup.procs"

    def close(self):
        until(lambda: not open(self.door).read(), 30)
        os.rmdir(self.folder)


def until(what, seconds=90):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.2)
    return None


class Runner:
    def __init__(self, java, jar):
        self.folder = tempfile.mkdtemp(prefix="dpm-causes-")
        self.home = self.folder + "/home"
        self.command = [java, "-jar", os.path.abspath(jar)]
        self.env = dict(os.environ, DPM_HOME=self.home, DPM_PORT="0", DPM_MANAGEMENT_PORT="0")

    def dpm(self, *words):
        return subprocess.run(self.command + list(words), env=self.env, cwd=self.folder, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL)

    def write(self, name, text):
        with open(f"{self.folder}/{name}", "w") as file:
            file.write(text)
        os.chmod(f"{self.folder}/{name}", 0o755)

    def pid(self, name=None):
        if name is None:
            with open(self.home + "/daemon.properties") as file:
                return int(re.search(r"^pid=(\d+)", file.read(), re.M)[1])
        targets = json.loads(self.dpm("status", "--json").stdout)["targets"]
        return next((one["pid"] for one in targets if one["name"] == name), None)

    def incidents(self):
        found = []
        for path in sorted(glob.glob(self.home + "/incidents/[0-9]*/incident.json")):
            with open(path) as file:
                found.append(json.load(file))
        return found

    def incident(self, target, cause):
        return next((one for one in self.incidents() if one["target"] == target and one["verdict"]["cause"].lower() == cause), None)

    def end(self):
        self.dpm("stop", "--yes")
        shutil.rmtree(self.folder, ignore_errors=True)


def groups():
    made = []
    try:
        for name in ("forecast", "oom"):
            made.append(Group(name, 48 << 20))
    except OSError as problem:
        print(f"(no memory cgroup can be made here, so no forecast and no OOM kill: {problem})\n")
    return made


def dies_unseen(runner):
    """Kills the runner and one of its targets; a new runner must report the death of the target."""
    target = runner.pid("unseen")
    os.kill(runner.pid(), signal.SIGKILL)
    os.kill(target, signal.SIGKILL)
    until(lambda: not os.path.exists(f"/proc/{target}") or " Z " in open(f"/proc/{target}/stat").read(), 10)
    runner.dpm("start")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jar", default="target/dpm-runner.jar")
    parser.add_argument("--java", default="java")
    parser.add_argument("--keep", help="a folder for the incidents")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Sick)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    made, runner = groups(), Runner(asked.java, asked.jar)
    try:
        for name, text in ("leak.py", LEAK), ("grows.py", GROWS), ("busy.py", BUSY), ("once.sh", "#!/bin/sh\nrm $0\nsleep 2\nexit 4\n"):
            runner.write(name, text)
        config = CONFIG + (GROUPED.replace("FORECAST", made[0].door).replace("OOM", made[1].door) if len(made) == 2 else "")
        runner.write("dpm.yaml", config.replace("PORT", str(server.server_port)))
        print("load", *os.getloadavg(), "\n", flush=True)
        runner.dpm("start", "--config", "dpm.yaml")
        time.sleep(5)
        os.kill(runner.pid("killed"), signal.SIGKILL)
        wanted = [one for one in WANTED if len(made) == 2 or one[0] not in ("forecast", "oom")]
        for target, cause in wanted[:-1]:
            until(lambda: runner.incident(target, cause))
        dies_unseen(runner)
        until(lambda: runner.incident("unseen", "found_dead"))
        print("| made by | cause | the sentence | how certain, and by what |\n|---|---|---|---|")
        failed = 0
        for target, cause in wanted:
            one = runner.incident(target, cause)
            failed += one is None
            verdict = one["verdict"] if one else {"sentence": "none came", "certainty": "", "rests_on": ""}
            print(f"| {target} | `{cause}` | {verdict['sentence']} | {verdict['certainty'].lower()}: {verdict['rests_on']} |", flush=True)
        if asked.keep:
            shutil.copytree(runner.home + "/incidents", asked.keep)
        return 1 if failed else 0
    finally:
        runner.end()
        for group in made:
            group.close()
        server.shutdown()


sys.exit(main())
