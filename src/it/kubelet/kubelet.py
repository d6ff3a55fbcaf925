#!/usr/bin/env python3
"""The two-container manifest as it is shipped, on a real kubelet: one node of Kubernetes 1.20.2 in a network namespace.

  kubelet.py [BINARIES]   ok and FAIL lines, exit code 1 on any FAIL; skipped, and said, where the binaries are not cached

BINARIES: kube-apiserver, kube-controller-manager, kube-scheduler, kubelet; cluster/build.sh makes them in 5 to 10 minutes
and says where they are. Needs root and what ../pods needs; takes about nine minutes, most of them waiting.
"""
import json
import os
import re
import signal
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "pods"))

from node import try_on_node  # noqa: E402
from pod import until  # noqa: E402

ANSWERS, ABSENT = "RUNNING UP", ""


def comes_up(node, report):
    begun = time.monotonic()
    node.apply()
    report.line(until(300, lambda: node.ask("target") == (200, ANSWERS)), "the health group answers: %s" % ANSWERS)
    # a 1.20 kubelet tells of a passed startupProbe with the pod's next regular sync only, a minute or two later
    report.line(until(180, lambda: node.container("leaky")["ready"]), "kubelet's startupProbe is content, %.0f s after apply"
                % (time.monotonic() - begun))
    report.same(restarts(node), (0, 0), "nobody was restarted on the way")


def leak_restarts_the_application_only(node, report):
    sidecar = node.container("dpm")["containerID"]
    report.line(until(400, lambda: node.ask("target")[0] == 503), "a real leak over 60 % of the limit: 503")
    began = time.monotonic()
    report.line(until(180, lambda: node.container("leaky")["restartCount"] == 1), "kubelet restarted the application")
    print("       %.0f s after the first 503" % (time.monotonic() - began))
    report.line(node.event("Unhealthy", "Liveness probe failed", "503"), "event: its own livenessProbe saw the 503")
    ended = node.container("leaky")["lastState"]["terminated"]
    report.same((ended["reason"], ended["exitCode"]), ("Error", 128 + signal.SIGTERM), "it was asked to end, not OOM-killed")
    report.line(until(60, lambda: node.ask("target") == (200, ANSWERS)), "the sidecar found the new process")
    report.same(node.container("dpm")["containerID"], sidecar, "the sidecar was not touched")


def killed_sidecar_comes_back(node, report):
    application, before = node.container("leaky")["containerID"], node.container("dpm")["restartCount"]
    began = time.monotonic()
    os.kill(node.pid("dpm"), signal.SIGKILL)
    until(60, lambda: node.container("dpm")["restartCount"] > before)
    report.line(until(120, lambda: node.ask("target") == (200, ANSWERS)), "a killed sidecar comes back and finds its target")
    print("       nobody answered the application's probe for %.0f s" % (time.monotonic() - began))
    report.same(node.container("leaky")["containerID"], application, "the application was not touched")


def sidecar_that_hangs(node, report):
    """Stopped, it answers nobody: neither the application's probe nor its own."""
    before, began = restarts(node), time.monotonic()
    os.kill(node.pid("dpm"), signal.SIGSTOP)
    until(240, lambda: node.container("leaky")["restartCount"] > before[0])
    print("       a sidecar that hangs: the application was restarted after %.0f s" % (time.monotonic() - began))
    until(240, lambda: node.container("dpm")["restartCount"] > before[1])
    print("       and the sidecar after %.0f s" % (time.monotonic() - began))
    report.line(until(180, lambda: node.ask("target") == (200, ANSWERS)), "a sidecar that hangs is replaced; all is well again")
    report.same(restarts(node), (before[0] + 1, before[1] + 1), "at the price of one restart of the application")


def file_and_message(node, report):
    """The sidecar follows a mounted ConfigMap that kubelet exchanges, acts by it, and kubelet shows the reason."""
    node.settings("{memory_threshold: off, on_breach: terminate}")
    node.patch_sidecar("--config=/etc/dpm/dpm.yaml", "--follow_config",
                       "--termination_message=/proc/{pid}/root/dev/termination-log")
    # without a rule the health group's word has no threshold to judge, and the pod is new
    report.line(until(300, lambda: node.pods() == 1 and node.ask("target") == (200, ANSWERS)),
                "a sidecar whose settings come from a ConfigMap answers")
    before, began = node.container("leaky")["restartCount"], time.monotonic()
    node.settings("{memory_threshold: 10%, on_breach: terminate}")
    report.line(until(300, lambda: node.container("leaky")["restartCount"] > before),
                "a changed ConfigMap reaches the running sidecar, which asks the application to end")
    print("       %.0f s after the change: kubelet brings a mounted file with a sync of its own" % (time.monotonic() - began))
    ended = node.container("leaky")["lastState"]["terminated"]
    report.same((ended["reason"], ended["exitCode"]), ("Error", 128 + signal.SIGTERM), "it was asked to end, not OOM-killed")
    said = ended.get("message", "")
    report.line(re.match(r"leaky: memory .*\n[-0-9T:]+Z, certain: ", said), "kubelet shows why, as the container's message")
    print("       " + said.replace("\n", "\n       "))
    report.line(len(said.encode()) <= 4096, "in at most 4,096 bytes: %d" % len(said.encode()))


def restarts(node):
    return node.container("leaky")["restartCount"], node.container("dpm")["restartCount"]


def checks(node, report):
    try:
        comes_up(node, report)
        leak_restarts_the_application_only(node, report)
        print("       sidecar: %s" % json.dumps(node.cost("dpm")))
        killed_sidecar_comes_back(node, report)
        sidecar_that_hangs(node, report)
        file_and_message(node, report)
    finally:
        if report.failed or sys.exc_info()[0]:
            print(node.diagnosis())


if __name__ == "__main__":
    sys.exit(try_on_node(checks))
