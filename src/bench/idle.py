#!/usr/bin/env python3
"""What a daemon costs while nobody looks: one command, every jar in the same run.

    src/bench/idle.py [--targets 1,50] [--settle 60] [--window 30] [--java JAVA] [NAME=]JAR ...

For each jar and number of targets (sleep, sampled once a second) a daemon of its own starts, settles, and is measured
for a window: CPU from its threads' clocks (schedstat, nanoseconds, so ticks round nothing), wake-ups as voluntary
context switches of all its threads, garbage from the collector's own log and jcmd, PSS, threads, descriptors. The first
jar is what the ratios compare with. Needs procfs and a JDK; ends what it started.
"""
import argparse, glob, os, re, shutil, subprocess, sys, tempfile, time

YOUNG = re.compile(r"DefNew: (\d+)K\(\d+K\)->(\d+)K")


def threads(pid):
    return os.listdir(f"/proc/{pid}/task")


def per_thread(pid, read):
    total = 0
    for thread in threads(pid):
        try:
            total += read(f"/proc/{pid}/task/{thread}")
        except FileNotFoundError:
            pass  # the thread ended after the list of threads was read
    return total


def cpu_ns(path):
    with open(path + "/schedstat") as file:
        return int(file.read().split()[0])


def switches(path):
    with open(path + "/status") as file:
        return int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", file.read(), re.M)[1])


def pss_kib(pid):
    with open(f"/proc/{pid}/smaps_rollup") as file:
        return int(re.search(r"^Pss:\s+(\d+)", file.read(), re.M)[1])


def allocated_kib(pid, log):
    """KiB allocated in the young generation since the start: the sum over all collections, and the bytes since the last one."""
    total, left = 0, 0
    now = subprocess.run(["jcmd", str(pid), "GC.heap_info"], check=True, stdout=subprocess.PIPE, text=True).stdout
    used = int(re.search(r"def new generation .*used (\d+)K", now, re.I)[1])
    with open(log) as file:
        for line in file:
            found = YOUNG.search(line)
            if found:
                total += int(found[1]) - left
                left = int(found[2])
    return total + used - left


class Daemon:
    def __init__(self, java, jar, targets):
        self.home = tempfile.mkdtemp(prefix="dpm-idle-")
        self.log = self.home + "-gc.log"
        self.command = [java, "-XX:TieredStopAtLevel=1", "-jar", jar]
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("DPM_")}
        self.environment.update(DPM_HOME=self.home, DPM_PORT="0", DPM_MANAGEMENT_PORT="0")
        self.targets = targets

    def dpm(self, *words, **more):
        return subprocess.run([*self.command, *words], env={**self.environment, **more},
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout

    def __enter__(self):
        config = self.home + "-config.yaml"
        with open(config, "w") as file:
            file.write("defaults: {monitor_interval: 1}\ntargets:\n")
            for number in range(self.targets):
                file.write(f"  t{number}: {{command: [sleep, '100000']}}\n")
        self.dpm("start", "--config", config, JDK_JAVA_OPTIONS=f"-Xlog:gc+heap:file={self.log}-%p")
        with open(self.home + "/dpm.pid") as file:
            self.pid = int(file.read())
        return self

    def __exit__(self, *_):
        self.dpm("stop", "--yes")
        for rest in glob.glob(self.home + "*"):
            shutil.rmtree(rest, ignore_errors=True) if os.path.isdir(rest) else os.remove(rest)

    def measure(self, settle, window):
        time.sleep(settle)
        cpu, wakes, garbage, begin = self.look()
        time.sleep(window)
        cpu2, wakes2, garbage2, end = self.look()
        seconds = end - begin
        return {"cpu ms/min": (cpu2 - cpu) / 1e6 * 60 / seconds, "wake-ups/s": (wakes2 - wakes) / seconds,
                "garbage KiB/sample": (garbage2 - garbage) / seconds / self.targets, "PSS MiB": pss_kib(self.pid) / 1024,
                "threads": len(threads(self.pid)), "descriptors": len(os.listdir(f"/proc/{self.pid}/fd"))}

    def look(self):
        return (per_thread(self.pid, cpu_ns), per_thread(self.pid, switches), allocated_kib(self.pid, f"{self.log}-{self.pid}"),
                time.monotonic())


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--targets", default="1,50")
    options.add_argument("--settle", type=float, default=60)
    options.add_argument("--window", type=float, default=30)
    options.add_argument("--java", default="java")
    options.add_argument("jars", nargs="+", metavar="[NAME=]JAR")
    asked = options.parse_args()
    for count in map(int, asked.targets.split(",")):
        first = None
        for word in asked.jars:
            name, _, jar = word.rpartition("=")
            with Daemon(asked.java, os.path.abspath(jar), count) as daemon:
                row = daemon.measure(asked.settle, asked.window)
            first = first or row
            print(f"{count} targets, {name or os.path.basename(jar)}: " + ", ".join(
                f"{key} {value:.1f} ({value / first[key]:.2f})" if first[key] else f"{key} {value:.1f}"
                for key, value in row.items()), flush=True)


if __name__ == "__main__":
    sys.exit(main())
