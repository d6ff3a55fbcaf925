#!/usr/bin/env python3
"""Real pods without a cluster: the image beside the demo application, in one pid namespace, as the manifests have it.

  pods.py                  builds the image and tells the whole story; ok and FAIL lines, exit code 1 on any FAIL
  pods.py --oom-runs 20    races the kernel's OOM killer twenty times instead of twice
  pods.py --act-before 6   races by the estimate of when the limit is reached instead of by a threshold of 60 %
  pods.py --measure        start to first verdict under CPU limits, memory and CPU of the sidecar; nothing else

Needs root, podman, runc, catatonit, busybox-static, util-linux, /usr/bin/python3, a JDK 25 and target/dpm-runner.jar.
The script plays the kubelet where one would act: it restarts the application when the health group says 503.
"""
import argparse
import os
import signal
import sys

import matrix
import measure
from pod import Pod, until
from podman import Podman
from report import Report

MATCH = "--match=python3 .*/leaky[.]py"
BOOT = 180  # seconds that the start of a sidecar may take on a busy machine
LIMIT = "64m"
PATH = "/dev/termination-log"  # Kubernetes' default for terminationMessagePath
LEAK = "4"  # MiB a second: the limit is reached 13 s after the start


def attach_and_unhealthy(podman, report):
    pod = Pod(podman, "dpm-health")
    first = pod.first_process()
    pod.sidecar(MATCH, "--memory_threshold", "60%", "--on_breach", "unhealthy")
    report.line(until(BOOT, lambda: pod.health()[1].startswith("WAITING")), "nothing matches yet: WAITING")
    report.same(pod.health()[0], 200, "WAITING is no failure of the probe")
    pod.application("--port", "8000", memory=LIMIT)
    report.line(until(30, pod.is_well), "attached to the process that another container started")
    before, sidecar = pod.pid("app"), pod.pid("dpm")
    pod.leak(36)
    report.line(until(30, lambda: pod.health()[0] == 503), "memory over 60 % of its cgroup's limit: 503")
    report.same((pod.pid("app"), pod.oom_kills()), (before, 0), "and the application still lives, not killed by anybody")
    podman("restart", "--time", "5", pod.name + "-app")
    report.line(until(30, lambda: pod.is_well() and pod.pid("app") != before), "replaced by its kubelet, found again: 200")
    report.same(pod.pid("dpm"), sidecar, "the sidecar is the same process")
    stops_and_lets_go(pod, report)
    report.same(pod.first_process(), first, "process 1 of the pod was never signalled")
    pod.close()


def stops_and_lets_go(pod, report):
    application = pod.pid("app")
    pod.podman("stop", "--time", "10", pod.name + "-dpm")
    code = int(pod.inspect("dpm", ".State.ExitCode"))
    report.line(code in (0, 143), "the sidecar ends on SIGTERM by itself (exit code %d)" % code)
    report.same(pod.pid("app"), application, "the application is let go, not touched")


def terminates_across_containers(podman, report):
    pod = Pod(podman, "dpm-ends")
    pod.application("--port", "8000", memory=LIMIT, restart="always")
    pod.sidecar(MATCH, "--memory_threshold", "60%", "--on_breach", "terminate",
                run=("--tmpfs", "/var/lib/dpm:mode=1777"))
    report.line(until(BOOT, pod.is_well), "attached to a process that was there before")
    before, sidecar = pod.pid("app"), pod.pid("dpm")
    pod.leak(36)
    report.line(until(30, lambda: pod.pid("app") not in (0, before)),
                "SIGTERM across containers, same user, no capability: the application ended and was started again")
    report.line("TERM" in pod.log("dpm"), "the sidecar says that it did so")
    report.line(until(30, pod.is_well), "the new process is found")
    report.same(pod.pid("dpm"), sidecar, "the sidecar is the same process")
    report.line(until(30, lambda: "memory" in pod.dpm("incidents")),
                "and says why, in the incident that it kept")
    report.same([line for line in pod.log("dpm").splitlines() if " ERROR " in line], [], "no fault is in its log")
    pod.close()


def never_process_1(podman, report):
    pod = Pod(podman, "dpm-first")
    first = pod.first_process()
    pod.sidecar("--process_name", "catatonit", "--on_breach", "terminate", "--memory_threshold", "1MiB")
    report.line(until(BOOT, lambda: pod.health()[1].startswith("WAITING")), "the pod's process 1 is not taken for a target")
    report.same(pod.first_process(), first, "and lives")
    pod.close()


def beats_the_oom_killer(podman, report, runs, rule):
    """Restarts the application many times beside one sidecar; the container's exit code shows whether the kernel killed it."""
    pod = Pod(podman, "dpm-race")
    pod.sidecar(MATCH, *rule, "--on_breach", "terminate", "--max_restarts", "-1")
    until(BOOT, lambda: pod.health()[0] == 200)
    ends = []
    for _ in range(runs):
        pod.application("--leak", LEAK, memory=LIMIT)
        ends.append(int(podman("wait", pod.name + "-app")))
        pod.remove("app")
    report.same(ends, [128 + signal.SIGTERM] * runs,
                "%s MiB/s into %s, %s: SIGTERM before the kernel's KILL, %d times" % (LEAK, LIMIT, " ".join(rule), runs))
    pod.remove("dpm")
    pod.application("--leak", "16", memory=LIMIT)
    report.same(int(podman("wait", pod.name + "-app")), 128 + signal.SIGKILL, "without the sidecar it is the kernel's KILL")
    pod.close()


def oom_kills_are_told(podman, report, runs):
    """Causes OOM kills beside a sidecar that does not act: the sidecar must report each as an OOM kill, or as probable."""
    pod = Pod(podman, "dpm-told")
    pod.sidecar(MATCH, "--memory_threshold", "95%", "--on_breach", "none")
    until(BOOT, lambda: pod.health()[0] == 200)
    for life in range(runs):
        pod.application("--leak", LEAK, memory=LIMIT)
        podman("wait", pod.name + "-app")
        until(20, lambda: len(exits(pod)) > life)
        pod.remove("app")
    ends = exits(pod)
    seen, probably = (sum(word in line for line in ends) for word in ("OOM kill seen", "probably out of memory"))
    report.same((len(ends), seen + probably), (runs, runs),
                "%d real OOM kills at %s MiB/s: %d seen by the counter, %d called probable by the last sample" % (
                    runs, LEAK, seen, probably))
    pod.close()


def ends_are_explained(podman, report):
    """Checks the termination message in the file that kubelet mounts into a container, and reads after the container's end."""
    pod = Pod(podman, "dpm-why")
    pod.entrypoint("--name", "shop", "--output", "both", "--max_restarts", "1", "--restart_interval", "0", "--management_port", "0",
                   "--termination_message", PATH, "--", "/bin/sh", "-c",
                   "i=0; while [ $i -lt 200 ]; do echo \"line $i: no orders to be had; the database is überlastet\"; "
                   "i=$((i+1)); done; sleep 1.2; exit 7", run=mounted(podman, "own"))
    report.same(int(podman("wait", pod.name + "-app")), 70, "an entrypoint that gives its application up ends with 70")
    message(podman, report, "own", "shop: it was given up: gave up after 1 restart: ended with exit code 7")
    pod.remove("app")
    pod.sidecar(MATCH, "--memory_threshold", "60%", "--on_breach", "terminate",
                "--termination_message", "/proc/{pid}/root" + PATH, run=("--tmpfs", "/var/lib/dpm:mode=1777"))
    pod.application("--port", "8000", memory=LIMIT, run=mounted(podman, "apps"))
    report.line(until(BOOT, pod.is_well), "a sidecar with the application's own file")
    pod.leak(36)
    podman("wait", pod.name + "-app")
    message(podman, report, "apps", "leaky: memory ")
    report.same([line for line in pod.log("dpm").splitlines() if " ERROR " in line], [], "no fault is in the sidecar's log")
    pod.close()


def mounted(podman, name):
    """Creates the message file as kubelet does: root owns it, everybody may write to it, and it is mounted into the container."""
    path = os.path.join(podman.folder, name)
    with open(path, "w"):
        os.chmod(path, 0o666)
    return "--volume", "%s:%s" % (path, PATH)


def message(podman, report, name, sentence):
    with open(os.path.join(podman.folder, name), "rb") as file:
        told = file.read()
    first = told.decode(errors="replace").partition("\n")[0]
    report.line(first.startswith(sentence), "first line: %s" % first)
    report.line(0 < len(told) <= 4096 and "\ufffd" not in told.decode(errors="replace") and b"\nIncident: " in told,
                "whole lines of UTF-8 with the incident's id, %d bytes of 4096" % len(told))


def exits(pod):
    return [line for line in pod.log("dpm").splitlines() if " ended with " in line]


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--oom-runs", type=int, default=2)
    options.add_argument("--act-before", metavar="SECONDS")
    options.add_argument("--measure", action="store_true")
    asked = options.parse_args()
    report = Report()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    podman = Podman()
    try:
        podman.build()
        report.line(True, "the image is built")
        if asked.measure:
            measure.all_of(podman)
            return 0
        matrix.check(report)
        attach_and_unhealthy(podman, report)
        terminates_across_containers(podman, report)
        never_process_1(podman, report)
        ends_are_explained(podman, report)
        rule = ["--memory_threshold", "95%", "--act_before", asked.act_before] if asked.act_before \
            else ["--memory_threshold", "60%"]
        beats_the_oom_killer(podman, report, asked.oom_runs, rule)
        oom_kills_are_told(podman, report, asked.oom_runs)
    except Exception as problem:
        report.line(False, "%s: %s" % (type(problem).__name__, problem))
        for container in podman("ps", "--all", "--format", "{{.Names}}", check=False).split():
            if container.endswith("-dpm"):
                print(podman("logs", "--tail", "30", container, check=False))
    finally:
        podman.close()
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
