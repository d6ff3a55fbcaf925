#!/usr/bin/env python3
"""Measures dpm-runner against its budgets. See README.md beside this file."""
import argparse
import glob
import json
import math
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile

TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")
PARSE_ONLY = """
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
@Command(name = "dpm-runner", subcommands = ParseOnly.Status.class)
class ParseOnly {
    @Command(name = "status", mixinStandardHelpOptions = true)
    static class Status implements Runnable {
        @Parameters(arity = "0..1") String name;
        @Option(names = "--json") boolean json;
        @Option(names = "--watch") boolean watch;
        public void run() { System.out.println("parsed"); }
    }
    public static void main(String[] args) { System.exit(new CommandLine(new ParseOnly()).execute(args)); }
}
"""
SAY_START = '#!/bin/sh\necho "$$ " > "$1"\nexec sleep 100000\n'
HOG = """
import os, signal, sys, time
fifo, trigger, limit = sys.argv[1], sys.argv[2], int(sys.argv[3])
out = os.open(fifo, os.O_WRONLY)
def on_term(*_):
    os.write(out, ("TERM %d\\n" % time.monotonic_ns()).encode()); os._exit(0)
signal.signal(signal.SIGTERM, on_term)
os.write(out, b"UP 0\\n")
while not os.path.exists(trigger): time.sleep(0.01)
keep, said = [], False
while len(keep) < limit // 10 + 6:
    keep.append(bytearray(b"x") * (10 << 20))
    rss = int(open("/proc/self/statm").read().split()[1]) * 4096
    if not said and rss > limit * (1 << 20):
        said = True
        os.write(out, ("CROSS %d\\n" % time.monotonic_ns()).encode())
while True: time.sleep(60)
"""


def dist(values):
    values = sorted(values)
    p95 = values[math.ceil(0.95 * len(values)) - 1]
    return "median %.1f, p95 %.1f, range %.1f to %.1f, n %d" % (
        statistics.median(values), p95, values[0], values[-1], len(values))


class Fifo:
    """Lines that targets write into a FIFO, each with the time of its arrival."""

    def __init__(self, path):
        self.path = path
        os.mkfifo(path)
        self.fd = os.open(path, os.O_RDWR)
        self.lines, self.cond = [], threading.Condition()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        rest = b""
        while True:
            rest += os.read(self.fd, 65536)
            at = time.monotonic_ns()
            *whole, rest = rest.split(b"\n")
            with self.cond:
                self.lines += [(at, line.decode().split()) for line in whole]
                self.cond.notify_all()

    def wait(self, mark, timeout=30, want=lambda words: True, count=1):
        def hits():
            return [x for x in self.lines[mark:] if want(x[1])]
        with self.cond:
            if not self.cond.wait_for(lambda: len(hits()) >= count, timeout):
                raise SystemExit("no word from the target within %d s" % timeout)
            return hits()[count - 1]


class Home:
    """A temporary home folder, with methods that run commands in it."""

    def __init__(self, jar, java):
        self.jar, self.java = jar, java
        self.dir = tempfile.mkdtemp(prefix="dpm-bench")
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("DPM_")}
        self.env.update(DPM_HOME=self.dir + "/home", NO_COLOR="1", DPM_PORT="0", DPM_MANAGEMENT_PORT="0")
        self.fifo = Fifo(self.dir + "/fifo")
        self.say = self.write("say.sh", SAY_START)
        os.chmod(self.say, 0o755)

    def write(self, name, text):
        with open(os.path.join(self.dir, name), "w") as f:
            f.write(text)
        return os.path.join(self.dir, name)

    def dpm(self, *args, check=True):
        r = subprocess.run([self.java, "-jar", self.jar, *args], env=self.env, stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
        if check and r.returncode:
            raise SystemExit("dpm %s: exit %d\n%s" % (" ".join(args), r.returncode, r.stdout))
        return r

    def daemon(self):
        return int(open(self.dir + "/home/dpm.pid").read())

    def await_class_archive(self):
        """Waits for the class archive: the first daemon makes it in the background, and its CPU time would be measured, too."""
        for _ in range(120):
            if glob.glob(self.dir + "/home/lib/*.jsa"):
                return
            time.sleep(1)

    def close(self):
        self.dpm("stop", "--yes", check=False)
        shutil.rmtree(self.dir, ignore_errors=True)


def cpu_ms(pid):
    """CPU time of a process by its CPU-time clock, with that of the children that it waited for."""
    stat = open("/proc/%d/stat" % pid).read()
    fields = stat[stat.rindex(")") + 2:].split()
    return time.clock_gettime((~pid << 3) | 2) * 1e3 + (int(fields[13]) + int(fields[14])) * TICK_MS


def anonymous_kb(pid):
    return sum(int(line.split()[1]) for line in open("/proc/%d/smaps_rollup" % pid) if line.startswith("Anonymous:"))


def timed(command, env):
    t = time.monotonic()
    subprocess.run(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (time.monotonic() - t) * 1e3


def bench_status(home):
    """status beside a JVM that only parses the same command with picocli, in turns"""
    classes = home.dir + "/parse"
    os.mkdir(classes)
    with zipfile.ZipFile(home.jar) as jar:
        names = [n for n in jar.namelist() if n.startswith("picocli/")]
        with zipfile.ZipFile(home.dir + "/picocli.jar", "w", zipfile.ZIP_DEFLATED) as only:
            for n in names:
                only.writestr(n, jar.read(n))
    source = home.write("ParseOnly.java", PARSE_ONLY)
    subprocess.check_call([os.path.join(os.path.dirname(shutil.which(home.java)), "javac"), "-cp",
                           home.dir + "/picocli.jar", "-d", classes, source])
    home.dpm("start", "--name", "one", "--", home.say, home.fifo.path)
    parse = [home.java, "-cp", classes + ":" + home.dir + "/picocli.jar", "ParseOnly", "status"]
    status = [home.java, "-jar", home.jar, "status"]
    for command in (parse, status):
        timed(command, home.env)
    pairs = [(timed(parse, home.env), timed(status, home.env)) for _ in range(15)]
    print("  parse only  ", dist([p for p, _ in pairs]), "ms")
    print("  status      ", dist([s for _, s in pairs]), "ms")
    print("  ratio       ", "median %.2f" % statistics.median(s / p for p, s in pairs), "(budget 1.3)")


def bench_respawn(home):
    """kill -9 of the target to its next exec, --restart_interval 0 (budget: median 4 ms, p95 12 ms; the figure
    includes about 1 ms of shell start)"""
    home.dpm("start", "--name", "one", "--restart_interval", "0", "--max_restarts", "-1", "--backoff_factor", "1",
             "--", home.say, home.fifo.path)
    pid, figures = int(home.fifo.lines[-1][1][0]), []
    for _ in range(30):
        time.sleep(1.5 + random.random() / 2)
        mark, t = len(home.fifo.lines), time.monotonic_ns()
        os.kill(pid, signal.SIGKILL)
        at, words = home.fifo.wait(mark)
        pid = int(words[0])
        figures.append((at - t) / 1e6)
    print("  respawn     ", dist(figures), "ms")


def bench_threshold(home):
    """threshold crossed to signal, 1 s interval, 1 sample (budget: at most interval + 50 ms, median 550 ms)"""
    hog, trigger = home.write("hog.py", HOG), home.dir + "/go"
    home.dpm("start", "--name", "hog", "--monitor_interval", "1", "--breach_samples", "1", "--memory_threshold", "100",
             "--restart_interval", "0", "--max_restarts", "-1", "--", "/usr/bin/python3", hog, home.fifo.path, trigger,
             "100")
    figures = []
    for _ in range(12):
        time.sleep(1.2 + random.random())
        mark = len(home.fifo.lines)
        open(trigger, "w").close()
        crossed = int(home.fifo.wait(mark, want=lambda w: w[0] == "CROSS")[1][1])
        os.unlink(trigger)
        figures.append((int(home.fifo.wait(mark, want=lambda w: w[0] == "TERM")[1][1]) - crossed) / 1e6)
        home.fifo.wait(mark, want=lambda w: w[0] == "UP")
    print("  to signal   ", dist(figures), "ms")


def bench_run(home):
    """run (a container's entrypoint) to the target's exec (budget 300 ms)"""
    figures = []
    for _ in range(11):
        mark, t = len(home.fifo.lines), time.monotonic_ns()
        p = subprocess.Popen([home.java, "-jar", home.jar, "run", "--name", "one", "--", home.say, home.fifo.path],
                             env=home.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
        at, _ = home.fifo.wait(mark)
        figures.append((at - t) / 1e6)
        time.sleep(0.3)
        p.terminate()
        p.wait()
    print("  run to exec ", dist(figures[1:]), "ms")


def bench_start(home):
    """cold start to the target's exec (budget 700 ms; 450 ms with the class-data archive of an earlier start)"""
    figures = []
    for _ in range(7):
        mark, t = len(home.fifo.lines), time.monotonic_ns()
        home.dpm("start", "--name", "one", "--", home.say, home.fifo.path)
        at, _ = home.fifo.wait(mark)
        figures.append((at - t) / 1e6)
        home.dpm("stop", "--yes")
    print("  first start ", "%.0f ms" % figures[0])
    print("  later starts", dist(figures[1:]), "ms")


def bench_idle(home):
    """runner's CPU per minute at a 1 s interval, console closed (budget: 240 ms with 1 target, 600 ms with 50), and
    its anonymous memory (budget: 72 MB on Java 17, 56 MB on 25 with its cache, 0.2 MB for each further target)"""
    memory = {}
    for daemon, n in (("first", 1), ("later", 1), ("later", 50)):
        lines = ["defaults: {monitor_interval: 1}", "targets:"]
        lines += ["  t%d: {command: [%s, %s]}" % (i, home.say, home.fifo.path) for i in range(n)]
        mark = len(home.fifo.lines)
        home.dpm("start", "--config", home.write("dpm.yaml", "\n".join(lines) + "\n"))
        home.fifo.wait(mark, count=n)
        if daemon == "first":
            home.await_class_archive()
        time.sleep(15)
        pid, windows = home.daemon(), []
        for _ in range(3):
            t, before = time.monotonic(), cpu_ms(pid)
            time.sleep(20)
            windows.append((cpu_ms(pid) - before) * 60 / (time.monotonic() - t))
        memory[daemon, n] = anonymous_kb(pid) / 1024
        print("  %s daemon, %2d target(s) " % (daemon, n), "median %.0f, range %.0f to %.0f ms of CPU a minute; "
              "anonymous %.1f MiB" % (statistics.median(windows), min(windows), max(windows), memory[daemon, n]))
        home.dpm("stop", "--yes")
    print("  each further ", "%.2f MiB" % ((memory["later", 50] - memory["later", 1]) / 49))


PARTS = dict(status=bench_status, respawn=bench_respawn, threshold=bench_threshold, run=bench_run, start=bench_start,
             idle=bench_idle)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--jar", default="target/dpm-runner.jar")
    ap.add_argument("--java", default="java")
    ap.add_argument("parts", nargs="*", help="of: " + " ".join(PARTS))
    asked = ap.parse_args()
    unknown = set(asked.parts) - set(PARTS)
    if unknown:
        sys.exit("unknown part: " + " ".join(unknown))
    print("%s, %d cores, load %.2f" % (os.uname().release, os.cpu_count(), os.getloadavg()[0]))
    version = subprocess.run([asked.java, "-version"], stderr=subprocess.PIPE, universal_newlines=True).stderr
    print(re.sub(r"\n.*", "", version, flags=re.S))
    for name in asked.parts or PARTS:
        home = Home(os.path.abspath(asked.jar), asked.java)
        print(name + ":", " ".join(PARTS[name].__doc__.split()), flush=True)
        try:
            PARTS[name](home)
        finally:
            home.close()


if __name__ == "__main__":
    main()
