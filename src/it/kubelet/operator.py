#!/usr/bin/env python3
"""The operator as it is shipped, on a real kubelet: its Deployment, its webhook, sidecars that it puts into running pods.

  operator.py [BINARIES]   ok and FAIL lines, exit code 1 on any FAIL; skipped, and said, where the binaries are not cached

One node of Kubernetes 1.20.2, as for kubelet.py. Three Deployments, a StatefulSet and a Job; a leak that is acted upon before
the limit; a threshold changed on the page; the operator killed while 20 pods are rolled. Takes about ten minutes.
"""
import os
import re
import signal
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "pods"))

from fleet import Fleet  # noqa: E402
from node import APPLICATION, try_on_node  # noqa: E402
from pod import until  # noqa: E402

CALM = ["python3", "/app/leaky.py"]
# half of the pods are replaced at once, and the others as those get ready
IN_STEPS = {"rollingUpdate": {"maxSurge": 0, "maxUnavailable": 10}}
LEAK = ["python3", "/app/leaky.py", "--leak", "0.5"]


def template(name, command, **spec):
    container = {"name": "app", "image": APPLICATION, "command": command,
                 "resources": {"requests": {"cpu": "5m", "memory": "16Mi"}, "limits": {"memory": "96Mi"}},
                 "volumeMounts": [{"name": "app", "mountPath": "/app", "readOnly": True}]}
    return {"metadata": {"labels": {"app": name}}, "spec": dict({
        "enableServiceLinks": False, "terminationGracePeriodSeconds": 2,
        "securityContext": {"runAsUser": 10001, "runAsGroup": 10001}, "containers": [container],
        "volumes": [{"name": "app", "configMap": {"name": "app"}}]}, **spec)}


def workload(kind, name, command, replicas=1, **more):
    spec = {"replicas": replicas, "selector": {"matchLabels": {"app": name}}, "template": template(name, command)}
    return {"apiVersion": "apps/v1", "kind": kind, "metadata": {"name": name}, "spec": dict(spec, **more)}


def job(name):
    return {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": name}, "spec": {
        "template": template(name, ["python3", "-c", "print('done')"], restartPolicy="Never")}}


def supervision(name, **options):
    # a StatefulSet's or a rolled Deployment's sidecars start beside each other on two cores: little CPU asked, no limit of it
    return {"apiVersion": "dpm.dev/v1alpha1", "kind": "Supervision", "metadata": {"name": name}, "spec": {
        "selector": {"matchLabels": {"app": name}}, "options": dict({"onBreach": "terminate"}, **options),
        "resources": {"requests": {"cpu": "5m", "memory": "64Mi"}, "limits": {"cpu": "1", "memory": "128Mi"}}}}


def operator_comes_up(fleet, report):
    fleet.install()
    report.line(until(240, lambda: fleet.ready_operators() == 2), "both replicas of the shipped Deployment get ready")
    report.line(until(60, fleet.has_authority), "the webhook has the authority of their certificates")


def workloads_are_supervised(fleet, report):
    fleet.namespace()
    fleet.apply(*(supervision(name) for name in ("web", "api", "store", "once")), supervision("leaky", memoryThreshold="60%"))
    report.line(until(60, lambda: all("Accepted" in fleet.conditions(name) for name in ("web", "api", "store", "leaky", "once"))),
                "five Supervisions are accepted")
    fleet.apply(workload("Deployment", "web", CALM), workload("Deployment", "api", CALM, replicas=2),
                workload("Deployment", "leaky", LEAK),
                workload("StatefulSet", "store", CALM, replicas=2, serviceName="store"), job("once"))
    supervised = ("web", "api", "store", "leaky")
    report.line(until(600, lambda: all(fleet.supervised(name) for name in supervised)),
                "the pods of three Deployments and a StatefulSet have a dpm-runner, all are ready")
    report.same([len(fleet.pods(name)) for name in supervised], [1, 2, 2, 1], "as many as were asked for")
    report.line(until(120, lambda: fleet.standings("web") == ["WELL"] and fleet.standings("store") == ["WELL"] * 2),
                "the fleet shows them as well: %s" % fleet.shown())
    report.line(until(60, lambda: fleet.job_is_done("once")), "the Job, which would not end beside a second container, ends")
    report.line(until(30, lambda: fleet.event("NotSupervised", "restartPolicy")), "an event on its pod says why it was left alone")


def leak_is_acted_upon(fleet, report):
    report.line(until(300, lambda: fleet.restarts("leaky") >= 1), "a leak: the application was restarted")
    ended = fleet.last_end("leaky")
    report.same((ended["reason"], ended["exitCode"]), ("Error", 128 + signal.SIGTERM), "it was asked to end, not OOM-killed")
    report.line(re.match("app: memory ", ended.get("message", "")), "kubelet shows why: %s" % ended.get("message", "").split("\n")[0])
    report.line(until(90, lambda: fleet.event("TargetEnded", "memory")), "an event on the pod says it too")
    pod = fleet.pods("leaky")[0]["metadata"]["name"]
    report.line(until(60, lambda: "memory" in fleet.page("/pods/shop/%s/incidents" % pod)), "the fleet's page has its incident")


def threshold_reaches_the_sidecar(fleet, report):
    report.same(fleet.bound("web"), int(96 * 2**20 * 0.9), "the fleet shows web's bound, 90 % of its limit")
    began = time.monotonic()
    sidecar = fleet.container("web", "dpm")["containerID"]
    report.same(fleet.change("web", "37%"), 303, "a threshold is changed on the page")
    report.line(until(240, lambda: fleet.bound("web") == int(96 * 2**20 * 0.37)), "it reaches the running sidecar")
    print("       %.0f s later: kubelet brings a mounted file with a sync of its own" % (time.monotonic() - began))
    report.same(fleet.container("web", "dpm")["containerID"], sidecar, "which was not restarted")


def operator_is_killed_in_a_roll(fleet, report):
    fleet.apply(supervision("many"), workload("Deployment", "many", CALM, replicas=20, strategy=IN_STEPS))
    report.line(until(600, lambda: fleet.available("many") == 20), "twenty pods run")
    report.line(until(120, lambda: len(fleet.standings("many")) == 20), "and are shown")
    operators = fleet.operator_pids()
    fleet.roll("many")
    for pid in operators:
        os.kill(pid, signal.SIGKILL)
    began = time.monotonic()
    report.line(until(600, lambda: (fleet.updated("many"), fleet.available("many")) == (20, 20)),
                "the operator is killed in the midst of a roll: no pod is blocked, all twenty are new and run")
    print("       %.0f s after the kill" % (time.monotonic() - began))
    report.line(until(300, lambda: fleet.ready_operators() == 2), "the operator is back")
    bare = sorted(pod["metadata"]["name"] for pod in fleet.pods("many")
                  if all(each["name"] != "dpm" for each in pod["spec"]["containers"]))
    print("       %d of 20 pods were created without a dpm-runner" % len(bare))
    report.line(until(120, lambda: sorted(fleet.names("many", "UNCOVERED")) == bare), "the fleet shows exactly those as uncovered")
    report.line(bare, "there are such pods")


def checks(node, report):
    fleet = Fleet(node)
    try:
        operator_comes_up(fleet, report)
        workloads_are_supervised(fleet, report)
        leak_is_acted_upon(fleet, report)
        threshold_reaches_the_sidecar(fleet, report)
        operator_is_killed_in_a_roll(fleet, report)
        report.line("orbidden" not in fleet.operator_logs(), "the operator was forbidden nothing")
    finally:
        if report.failed or sys.exc_info()[0]:
            print(fleet.diagnosis())


if __name__ == "__main__":
    sys.exit(try_on_node(checks))
