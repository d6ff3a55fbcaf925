"""Figures for the documentation: the time to a sidecar's first answer about its target, and a sidecar's CPU and memory."""
import statistics
import time

from pod import Pod

MATCH = "--match=python3 .*/leaky[.]py"


def first_verdict(pod, cpus):
    """Seconds from the container's start to the first answer that says RUNNING, and the CPU seconds that took."""
    pod.remove("dpm")
    begun = time.monotonic()
    pod.sidecar(MATCH, run=["--cpus", cpus])
    while not pod.is_well():
        if time.monotonic() - begun > 300:
            return float("inf"), 0
        time.sleep(0.1)
    return time.monotonic() - begun, int(cgroup(pod, "cpuacct", "cpuacct.usage")) / 1e9


def cgroup(pod, controller, name):
    with open("/proc/%d/cgroup" % pod.pid("dpm")) as file:
        for line in file:
            _, controllers, path = line.strip().split(":", 2)
            if controller in controllers.split(","):
                with open("/sys/fs/cgroup/%s%s/%s" % (controller, path, name)) as figures:
                    return figures.read()
    raise RuntimeError("no cgroup v1 controller " + controller)


def cost(pod, seconds):
    """Working set in MiB, anonymous memory in MiB, CPU milliseconds a minute."""
    before, begun = int(cgroup(pod, "cpuacct", "cpuacct.usage")), time.monotonic()
    time.sleep(seconds)
    used, passed = int(cgroup(pod, "cpuacct", "cpuacct.usage")) - before, time.monotonic() - begun
    stat = dict(line.split() for line in cgroup(pod, "memory", "memory.stat").splitlines())
    whole = int(cgroup(pod, "memory", "memory.usage_in_bytes"))
    return ((whole - int(stat["total_inactive_file"])) / 2**20, int(stat["total_rss"]) / 2**20,
            used / 1e6 * 60 / passed)


def all_of(podman, runs=5, minutes=1):
    pod = Pod(podman, "dpm-figures")
    pod.application()
    for cpus in ("0.1", "0.25", "1"):
        taken = sorted(first_verdict(pod, cpus) for _ in range(runs))
        print("first verdict with --cpus %s: median %.1f s, %.1f s of CPU; all: %s" % (
            cpus, statistics.median(wall for wall, _ in taken), statistics.median(cpu for _, cpu in taken),
            ", ".join("%.1f" % wall for wall, _ in taken)), flush=True)
    pod.remove("dpm")
    pod.sidecar(MATCH, run=["--cpus", "0.25"])
    time.sleep(60)
    print("after a minute: working set %.1f MiB, anonymous %.1f MiB; then %.0f ms CPU a minute, one sample a second" %
          cost(pod, 60 * minutes), flush=True)
    pod.close()
