#!/usr/bin/env python3
"""What commands cost from their start to their end: several jars in turn, so that all of them meet the same machine.

    src/bench/starts.py [--runs 15] [--java JAVA] [NAME=]JAR ...

For each command the medians of wall time, of processor time (which other load on the machine lengthens hardly), of the
highest resident memory, and the number of classes that are loaded; in brackets the ratio to the first jar. `start` brings up
a runner with one target, whose own classes and memory (PSS) are named too; `status` asks that runner; `run` supervises
/bin/true to its end; `--version` reads its command line only.
"""
import argparse, glob, os, shutil, statistics, subprocess, sys, tempfile, time

from idle import pss_kib

COMMANDS = {"start": ("start", "probe", "--", "sleep", "100000"), "status": ("status",), "stop": ("stop", "--yes"),
            "run": ("run", "--name", "probe", "--max_restarts", "0", "--", "true"), "--version": ("--version",)}


class Jar:
    def __init__(self, java, word):
        name, _, path = word.rpartition("=")
        self.name, self.java, self.path = name or os.path.basename(path), java, os.path.abspath(path)
        self.home = tempfile.mkdtemp(prefix="dpm-starts-")
        self.seen = {}

    def run(self, words, **more):
        """Wall and processor time in ms, the highest resident memory in MiB."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith("DPM_")}
        environment.update(DPM_HOME=self.home, DPM_PORT="0", DPM_MANAGEMENT_PORT="0", **more)
        begin = time.monotonic()
        child = subprocess.Popen([self.java, "-XX:TieredStopAtLevel=1", "-jar", self.path, *words], env=environment,
                                 stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(child.pid, 0)
        child.returncode = 0
        return {"wall ms": (time.monotonic() - begin) * 1000, "cpu ms": (usage.ru_utime + usage.ru_stime) * 1000,
                "resident MiB": usage.ru_maxrss / 1024}

    def note(self, what, values):
        for key, value in values.items():
            self.seen.setdefault((what, key), []).append(value)

    def turn(self):
        self.note("start", self.run(COMMANDS["start"]))
        self.note("status", self.run(COMMANDS["status"]))
        self.note("runner", {"PSS MiB": pss_kib(self.pid()) / 1024})
        self.note("stop", self.run(COMMANDS["stop"]))
        self.note("run", self.run(COMMANDS["run"]))
        self.note("--version", self.run(COMMANDS["--version"]))

    def pid(self):
        with open(os.path.join(self.home, "dpm.pid")) as file:
            return int(file.read())

    def classes(self):
        """The number of loaded classes, from the JVM's own log of loaded classes."""
        for what in ("start", "status", "stop", "run", "--version"):
            self.run(COMMANDS[what], JDK_JAVA_OPTIONS="-Xlog:class+load:file=" + os.path.join(self.home, "classes-%p.log"))
            logs = glob.glob(os.path.join(self.home, "classes-*.log"))
            if what == "start":
                own = os.path.join(self.home, "classes-%d.log" % self.pid())
                self.note("runner", self.listed([own]))
            self.note(what, self.listed([log for log in logs if what != "start" or log != own]))
            for log in logs:
                os.remove(log)

    @staticmethod
    def listed(logs):
        lines = [line for log in logs for line in open(log, errors="replace") if " source: " in line]
        return {"classes": len(lines), "of Kubernetes": sum("fabric8" in line or "dpm.operator" in line for line in lines)}

    def close(self):
        self.run(COMMANDS["stop"])
        shutil.rmtree(self.home, ignore_errors=True)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=15)
    options.add_argument("--java", default="java")
    options.add_argument("jars", nargs="+", metavar="[NAME=]JAR")
    asked = options.parse_args()
    jars = [Jar(asked.java, word) for word in asked.jars]
    try:
        for jar in jars:
            # the first run is not measured, since it writes the class archive
            jar.turn()
            jar.seen.clear()
        for number in range(asked.runs):
            for jar in jars if number % 2 else reversed(jars):
                jar.turn()
        for jar in jars:
            jar.classes()
        for key in jars[0].seen:
            middle = [statistics.median(jar.seen[key]) for jar in jars]
            print("%-10s %-18s " % key + ", ".join("%s %.0f (%.2f)" % (jar.name, value, value / middle[0] if middle[0] else 1)
                                                   for jar, value in zip(jars, middle)), flush=True)
    finally:
        for jar in jars:
            jar.close()


if __name__ == "__main__":
    sys.exit(main())
