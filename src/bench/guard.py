#!/usr/bin/env python3
"""Guards what a daemon costs, in under 90 seconds: ratios within one run, with room for a loaded machine.

    src/bench/guard.py [--java JAVA] JAR

Two daemons (1 and 50 targets, sampled once a second) run side by side. Processor time is compared with that of a JVM which
only reads its command line (--version), in the same minute on the same machine; garbage, threads and descriptors need no
yardstick. A limit is about three times what was measured when it was set: it finds what grew by a kind, not by a tenth.
Ends with 1 and a sentence for each limit that was passed.
"""
import argparse, os, re, statistics, subprocess, sys, time
from idle import Daemon

SETTLE, WINDOW, RUNS = 12, 10, 5
TARGETS = 50

# name of a measured value -> the largest allowed value
LIMITS = {
    "cpu of a second with 1 target, in command lines": 0.15,
    "cpu of a second with 50 targets, in command lines": 0.5,
    "garbage of a sample with 1 target, KiB": 120,
    "garbage of a sample with 50 targets, KiB": 45,
    "threads of a target": 0.3,
    "descriptors of a target": 0.3,
    "cpu of status, in command lines": 3.0,
    "classes of the web part before the first ask": 0,
}
# the configurator of JBoss LogManager is Quarkus' own, and five classes of it come with every runner
WEB_PART = re.compile(r"\b(?:io\.quarkus\.(?!bootstrap\.)|io\.netty\.|io\.vertx\.|com\.fasterxml\.jackson\.databind\.)[\w.$]+")


def cpu_seconds(command, environment):
    """The processor time of a command, which other load on the machine hardly changes, unlike its wall time."""
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def median_cpu(daemon, *words):
    command = [*daemon.command, *words]
    return statistics.median(cpu_seconds(command, daemon.environment) for _ in range(RUNS))


def web_classes(pid):
    """The loaded classes of the web part, in a daemon whose console, health and metrics no client has requested."""
    loaded = subprocess.run(["jcmd", str(pid), "VM.class_hierarchy"], check=True, stdout=subprocess.PIPE, text=True).stdout
    if "java.lang.Object" not in loaded:
        raise SystemExit("jcmd lists no classes of process %d:\n%s" % (pid, loaded))
    return sorted(set(WEB_PART.findall(loaded)))


def measure(java, jar):
    with Daemon(java, jar, 1) as one, Daemon(java, jar, TARGETS) as many:
        time.sleep(SETTLE)
        before = [daemon.look() for daemon in (one, many)]
        time.sleep(WINDOW)
        after = [daemon.look() for daemon in (one, many)]
        line = median_cpu(one, "--version")
        status = median_cpu(one, "status")
        web = web_classes(one.pid)
        if web:
            print("  loaded without an ask: " + ", ".join(web[:10]))
        threads, descriptors = ([len(os.listdir(f"/proc/{daemon.pid}/{folder}")) for daemon in (one, many)]
                                for folder in ("task", "fd"))
    cpu, garbage = [], []
    for begin, end, targets in zip(before, after, (1, TARGETS)):
        seconds = end[3] - begin[3]
        cpu.append((end[0] - begin[0]) / 1e9 / seconds / line)
        garbage.append((end[2] - begin[2]) / seconds / targets)
    more = TARGETS - 1
    return [*cpu, *garbage, (threads[1] - threads[0]) / more, (descriptors[1] - descriptors[0]) / more, status / line,
            len(web)]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--java", default="java")
    options.add_argument("jar")
    asked = options.parse_args()
    begun = time.monotonic()
    passed = 0
    for (what, most), found in zip(LIMITS.items(), measure(asked.java, os.path.abspath(asked.jar))):
        passed += found > most
        print(f"{'  ' if found <= most else '! '}{what}: {found:.3f}, at most {most}"
              + ("" if found <= most else ": a daemon costs more than it may; src/bench/idle.py compares two jars"))
    print(f"took {time.monotonic() - begun:.0f} s")
    return 1 if passed else 0


if __name__ == "__main__":
    sys.exit(main())
