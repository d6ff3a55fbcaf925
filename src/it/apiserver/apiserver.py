#!/usr/bin/env python3
"""Tests the operator, as the packaged jar, on a real API server: etcd and kube-apiserver 1.20.2 on loopback.

  apiserver.py [BINARIES]   prints ok and FAIL lines; exit code 1 on any FAIL; where a program is missing, says so and exits 0

BINARIES: a folder with kube-apiserver; src/it/kubelet/cluster/build.sh FOLDER kube-apiserver makes it in about ten minutes.
Needs root (a mount namespace for the API server's /etc/hosts) and Debian's etcd-server and openssl. No pod runs here: the test
writes the status that a kubelet would write.
"""
import base64
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.join(HERE, "..", "..", "..")
sys.path.insert(0, os.path.join(HERE, "..", "pods"))

from cluster import Cluster, ended, free_port  # noqa: E402
from pod import until  # noqa: E402
from report import Report  # noqa: E402

BINARIES = os.path.join(os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache")), "dpm-cluster", "1.20.2")
DEPLOY = os.path.join(PROJECT, "deploy", "operator")
JAR = os.path.join(PROJECT, "target", "dpm-runner.jar")
HOST = "dpm-operator.dpm-system.svc"
USER = "system:serviceaccount:dpm-system:dpm-operator"
TOKENS = {"operator-one": USER, "operator-two": USER, "viewer": "vera", "stranger": "steve"}


class Replica:
    """An operator process on a port of its own, with the rights of the service account in deploy/operator."""

    def __init__(self, cluster, token, jar=JAR, flags=("-XX:TieredStopAtLevel=1",), image="dpm-runner:test"):
        self.cluster, self.name, self.port = cluster, token, free_port()
        environment = dict(os.environ, KUBECONFIG=cluster.kubeconfig(token), HOSTNAME=token)
        self.process = cluster.run(token, "java", *flags, "-jar", jar, "operator", "--port",
                                   str(self.port), "--namespace", "dpm-system", "--image", image, env=environment)

    def is_ready(self):
        unchecked = ssl._create_unverified_context()
        try:
            with urllib.request.urlopen("https://127.0.0.1:%d/readyz" % self.port, timeout=5, context=unchecked) as answer:
                return answer.status == 200
        except OSError:
            return False

    def log(self):
        with open(self.cluster.path(self.name + ".log"), errors="replace") as file:
            return file.read()


def supervision(name="web", **spec):
    return {"apiVersion": "dpm.dev/v1alpha1", "kind": "Supervision", "metadata": {"name": name, "namespace": "shop"},
            "spec": dict({"selector": {"matchLabels": {"app": name}}}, **spec)}


def pod(name, **spec):
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": name, "labels": {"app": "web"}},
            "spec": dict({"securityContext": {"runAsUser": 1001, "runAsGroup": 1001},
                          "containers": [{"name": "app", "image": "web:7"}]}, **spec)}


def namespace(name, **labels):
    return {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "labels": labels}}


def definition_is_taken(cluster, report):
    cluster.apply_file(os.path.join(DEPLOY, "crd.yaml"), None)
    path = cluster.at("CustomResourceDefinition", None, "supervisions.dpm.dev")
    report.line(until(30, lambda: any(each["type"] == "Established" and each["status"] == "True"
                                      for each in cluster.ask("GET", path)[1].get("status", {}).get("conditions") or [])),
                "the definition is accepted and established")
    report.line(until(30, lambda: cluster.ask("GET", cluster.at("Supervision", "shop"))[0] == 200), "supervisions are served")
    conditions = cluster.ask("GET", path)[1]["status"]["conditions"]
    report.same([each["message"] for each in conditions if each["type"] == "NonStructuralSchema"], [], "its schema is structural")


def schema_refuses(cluster, report):
    for what, wrong in {"liveness": supervision(liveness="sometimes"), "form": supervision(form="both"),
                        "container": supervision(container="Not A Name"),
                        "onBreach": supervision(options={"onBreach": 7}),
                        "selector": {**supervision(), "spec": {"liveness": "manage"}}}.items():
        status, answer = cluster.create(wrong, "shop")
        report.line(status == 422 and what in str(answer), "the schema refuses a wrong %s (%d)" % (what, status))
    status, kept = cluster.create(supervision("defaults"), "shop")
    report.same((status, kept["spec"].get("liveness"), kept["spec"].get("form")), (201, "manage", "auto"), "it fills in defaults")
    cluster.ask("DELETE", cluster.at("Supervision", "shop", "defaults"))


def register(cluster, replica):
    """Registers both webhooks by URL instead of by a Service, with the certificate authority from the operator's Secret."""
    secret = cluster.get("Secret", "dpm-system", "dpm-operator-tls")["data"]
    for kind, file in (("Mutating", "inject"), ("Validating", "validate")):
        status, configuration = cluster.ask("GET", cluster.at(kind + "WebhookConfiguration", None, "dpm-operator"))
        hook = configuration["webhooks"][0]
        hook["clientConfig"] = {"url": "https://%s:%d/%s" % (HOST, replica.port, file), "caBundle": secret["ca.crt"]}
        # the first connections to a server that has just started may take longer
        hook["timeoutSeconds"] = 20
        status, answer = cluster.create({"apiVersion": configuration["apiVersion"], "kind": configuration["kind"],
                                         "metadata": {"name": "by-url-" + replica.name}, "webhooks": [hook]})
        assert status == 201, answer


def unregister(cluster, replica):
    for kind in ("Mutating", "Validating"):
        cluster.ask("DELETE", cluster.at(kind + "WebhookConfiguration", None, "by-url-" + replica.name))


def trust_is_put_back(cluster, report):
    path = cluster.at("MutatingWebhookConfiguration", None, "dpm-operator")

    def bundle():
        return cluster.ask("GET", path)[1]["webhooks"][0]["clientConfig"].get("caBundle", "")
    report.line(until(30, lambda: len(bundle()) > 100), "the operator wrote its caBundle")
    wiped = [{"op": "replace", "path": "/webhooks/0/clientConfig/caBundle", "value": "Cg=="}]
    cluster.ask("PATCH", path, wiped, "application/json-patch+json")
    report.line(until(15, lambda: len(bundle()) > 100), "and wrote it again after somebody wiped it out")


def webhooks_work(cluster, report):
    status, answer = cluster.create(supervision("leave", liveness="leave", options={"onBreach": "unhealthy"}), "shop")
    report.line("reaches nobody" in str(answer) and status >= 400, "a Supervision that cannot work is refused in our words (%d)" % status)
    status, answer = cluster.create(supervision(options={"memoryThreshold": "85%", "onBreach": "terminate"}), "shop")
    report.same(status, 201, "a sound one is taken")
    report.line(until(20, lambda: injected(cluster, "probe")), "a pod is injected for real")
    status, answer = cluster.create(pod("elsewhere"), "quiet")
    report.same((status, len(answer["spec"]["containers"])), (201, 1), "a pod of a namespace without the label stays as it is")
    status, answer = cluster.create(pod("host", hostPID=True), "shop")
    report.line(status == 201 and "hostPID" in answer["metadata"]["annotations"].get("dpm.dev/refused", ""),
                "a pod that is refused is created as it is, and says why")


def injected(cluster, name):
    """Creates a pod anew; returns the pod if it was injected. At first the operator may not have received the Supervision."""
    cluster.ask("DELETE", cluster.at("Pod", "shop", name), {"gracePeriodSeconds": 0})
    status, made = cluster.create(pod(name), "shop")
    return status == 201 and "dpm" in [each["name"] for each in made["spec"]["containers"]] and made


def counts(cluster):
    return cluster.get("Supervision", "shop", "web").get("status", {}).get("pods", {})


def shows(cluster, seconds=40, **wanted):
    return until(seconds, lambda: all(counts(cluster).get(key) == value for key, value in wanted.items()))


def status_is_written(cluster, report):
    report.line(shows(cluster, selected=2, supervised=1, uncovered=1, outdated=0), "the status counts: %s" % counts(cluster))
    found = cluster.get("Supervision", "shop", "web")
    report.same(found["status"].get("observedGeneration"), found["metadata"]["generation"], "it names the generation that it speaks of")
    report.same([each["type"] for each in found["status"].get("conditions", [])], ["Accepted", "Covered", "Healthy"], "three conditions")
    managers = {each["manager"]: each["operation"] for each in found["metadata"]["managedFields"]}
    report.same(managers.get("dpm-operator"), "Apply", "applied by our field manager")
    change_web(cluster, "/spec/options/memoryThreshold", "80%")
    report.line(until(40, lambda: "80%" in config(cluster)), "a change of an option is in the sidecars' file: %r" % config(cluster))
    report.same(counts(cluster).get("outdated"), 0, "and makes no pod outdated")
    change_web(cluster, "/spec/container", "app")
    report.line(shows(cluster, outdated=1), "after a change that needs a new pod the pod is outdated")


def change_web(cluster, path, value):
    status, answer = cluster.ask("PATCH", cluster.at("Supervision", "shop", "web"), [{"op": "add", "path": path, "value": value}],
                                 "application/json-patch+json")
    assert status == 200, answer


def config(cluster):
    return cluster.get("ConfigMap", "shop", "dpm-web").get("data", {}).get("dpm.yaml", "")


def kept_objects_are_there(cluster, report):
    report.line(until(40, lambda: "85%" in config(cluster)), "the Supervision has its ConfigMap: %r" % config(cluster))
    found, owner = cluster.get("ConfigMap", "shop", "dpm-web"), cluster.get("Supervision", "shop", "web")["metadata"]["uid"]
    managers = {each["manager"]: each["operation"] for each in found["metadata"]["managedFields"]}
    report.same(managers, {"dpm-operator": "Apply"}, "applied by our field manager")
    # no controller-manager runs here that would delete owned objects, so the test only compares the owners
    report.same([each["uid"] for each in found["metadata"]["ownerReferences"]], [owner], "owned by the Supervision")
    report.line(until(60, lambda: cluster.get("Secret", "shop", "dpm-fleet")), "the namespace has its Secret dpm-fleet")
    secret = cluster.get("Secret", "shop", "dpm-fleet")
    report.same(sorted(secret["data"]), ["ca.crt", "tls.crt", "tls.key", "token"], "with certificate and token, and no key of the authority")
    report.line(owner in [each["uid"] for each in secret["metadata"]["ownerReferences"]], "owned by the Supervision too")
    report.same(cluster.get("Secret", "quiet", "dpm-fleet"), {}, "a namespace without a Supervision has none")
    cluster.create({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "dpm-theirs"}, "data": {"mine": "1"}}, "shop")
    cluster.create(supervision("theirs"), "shop")
    report.line(until(40, lambda: cluster.get("Supervision", "shop", "theirs").get("status")), "a Supervision beside somebody's ConfigMap works")
    theirs = cluster.get("ConfigMap", "shop", "dpm-theirs")
    report.same((theirs["data"], theirs["metadata"].get("ownerReferences")), ({"mine": "1"}, None), "which stays as it is")
    cluster.ask("DELETE", cluster.at("Supervision", "shop", "theirs"))


class Sidecar:
    """A dpm-runner with the command line that the webhook wrote into a pod, and a process that it supervises. The test writes the
    mounted files late, as a kubelet may do. The port is another one, since the process runs on this machine and not in a pod."""

    def __init__(self, cluster, name):
        self.cluster, self.port, self.folder = cluster, free_port(), cluster.path("mounted")
        container = [each for each in cluster.get("Pod", "shop", name)["spec"]["containers"] if each["name"] == "dpm"][0]
        words = [word.replace("/etc/dpm", self.folder).replace("$$", "$") for word in container["args"]
                 if not word.startswith(("--termination_message", "--match", "--tls_port"))]
        words += ["--match=dpmit-apiserver", "--tls_port=%d" % self.port, "--port=0", "--management_port=0"]
        variables = {each["name"]: each["value"] for each in container.get("env", []) if "value" in each}
        self.begin_target()
        self.process = cluster.run("sidecar", "java", "-XX:TieredStopAtLevel=1", "-jar", JAR, *words,
                                   env=dict(os.environ, DPM_HOME=cluster.path("home"), **variables))

    def begin_target(self):
        self.target = self.cluster.run("target", "bash", "-c", "exec -a dpmit-apiserver sleep 1000")

    def bring(self):
        for kind, folder, thing in (("ConfigMap", "config", "dpm-web"), ("Secret", "fleet", "dpm-fleet")):
            os.makedirs(os.path.join(self.folder, folder), exist_ok=True)
            for key, value in self.cluster.get(kind, "shop", thing)["data"].items():
                with open(os.path.join(self.folder, folder, key + ".new"), "wb") as file:
                    file.write(base64.b64decode(value) if kind == "Secret" else value.encode())
                os.replace(file.name, os.path.join(self.folder, folder, key))

    def asked(self, path, name="sidecar.dpm.dev"):
        try:
            trust = ssl.create_default_context(cafile=os.path.join(self.folder, "fleet", "ca.crt"))
            with open(os.path.join(self.folder, "fleet", "token")) as file:
                token = file.read()
            with socket.create_connection(("127.0.0.1", self.port), 10) as plain, trust.wrap_socket(plain, server_hostname=name) as door:
                door.sendall(("GET %s HTTP/1.0\r\nHost: %s\r\nAccept: application/json\r\nAuthorization: Bearer %s\r\n\r\n"
                              % (path, name, token)).encode())
                return b"".join(iter(lambda: door.recv(65536), b"")).decode()
        except OSError as problem:
            return "%s: %s" % (type(problem).__name__, problem)

    def close(self):
        ended(self.process)
        ended(self.target)


def sidecar_follows_and_answers(cluster, replica, report):
    sidecar = Sidecar(cluster, "probe")
    try:
        # the dpm-runner starts without these files, and must answer when they appear
        time.sleep(3)
        until(40, lambda: "70%" in config(cluster))  # the value that the page ordered last
        sidecar.bring()
        report.line(until(60, lambda: "200 OK" in sidecar.asked("/api/v1/status")), "a dpm-runner with a pod's words answers over TLS")
        report.line("Hostname mismatch" in sidecar.asked("/api/v1/status", "other.dpm.dev"), "and by its own name only")
        report.line(until(40, lambda: "70%" in sidecar.asked("/api/v1/targets/app/settings")), "it has the options of the ConfigMap")
        change_web(cluster, "/spec/options/memoryThreshold", "77%")
        until(40, lambda: "77%" in config(cluster))
        sidecar.bring()
        report.line(until(40, lambda: "77%" in sidecar.asked("/api/v1/targets/app/settings")), "and follows a change of the Supervision")
        cluster.ask("PATCH", cluster.at("Pod", "shop", "probe"), {"metadata": {"annotations": {"dpm.dev/fleet-port": str(sidecar.port)}}},
                    "application/merge-patch+json")
        cluster.ask("PATCH", cluster.at("Pod", "shop", "probe", "status"), {"status": {
            "podIP": "127.0.0.1", "podIPs": [{"ip": "127.0.0.1"}]}}, "application/merge-patch+json")
        report.line(until(60, lambda: "WELL probe" in fleet(replica, "viewer")[1]), "the operator asks it, and the fleet shows it well: %s"
                    % (fleet(replica, "viewer"),))
        a_breach_that_ends_nothing_is_told(cluster, sidecar, report)
        metrics_are_shown(replica, report)
        actions_keep_to_budgets(cluster, replica, sidecar, report)
    finally:
        sidecar.close()


def a_breach_that_ends_nothing_is_told(cluster, sidecar, report):
    change_web(cluster, "/spec/options/onBreach", "none")
    change_web(cluster, "/spec/options/memoryThreshold", "64Ki")
    until(40, lambda: "64Ki" in config(cluster))
    sidecar.bring()
    report.line(until(120, lambda: event(cluster, "Breach").get("count")), "a breach that ends nothing is an event: %s"
                % event(cluster, "Breach").get("message"))
    report.line(sidecar.target.poll() is None, "and the process goes on")
    report.same(event(cluster, "Breach").get("involvedObject", {}).get("name"), "probe", "it is about the pod")
    change_web(cluster, "/spec/options/onBreach", "terminate")
    change_web(cluster, "/spec/options/memoryThreshold", "77%")
    until(40, lambda: "77%" in config(cluster))
    sidecar.bring()
    until(60, lambda: '"breach" : null' in sidecar.asked("/api/v1/targets/app").replace('":null', '" : null'))


def metrics_are_shown(replica, report):
    """Scrapes the operator as Prometheus does, with a token of the cluster."""
    request = urllib.request.Request("https://127.0.0.1:%d/metrics" % replica.port, headers={"Authorization": "Bearer viewer"})
    with urllib.request.urlopen(request, timeout=30, context=ssl._create_unverified_context()) as answer:
        text = answer.read().decode()
    report.line('dpm_operator_failed_rounds_total{work="supervisions",}' in text
                and 'dpm_operator_pods{namespace="shop",supervision="web",health="well",}' in text, "a token gets the metrics")
    if shutil.which("promtool"):
        checked = subprocess.run(("promtool", "check", "metrics"), input=text, text=True, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT)
        report.same((checked.returncode, checked.stdout), (0, ""), "promtool has nothing to say about them")


def order(replica, path, token="viewer"):
    """Sends an order to the API of the fleet page; returns the status and the sentence of the answer."""
    request = urllib.request.Request("https://127.0.0.1:%d/api/v1/fleet/%s" % (replica.port, path), b"",
                                     {"Authorization": "Bearer " + token}, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=60, context=ssl._create_unverified_context()) as answer:
            return answer.status, json.load(answer)["sentence"]
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused).get("detail", "")


def tell_status(cluster, kind, name, values):
    code, answer = cluster.ask("PATCH", cluster.at(kind, "shop", name, "status"), {"status": values}, "application/merge-patch+json")
    assert code == 200, answer


def turn(cluster):
    return cluster.get("Lease", "dpm-system", "dpm-operator-actions").get("spec", {}).get("holderIdentity") or ""


def actions_keep_to_budgets(cluster, replica, sidecar, report):
    terminate = "pods/shop/probe/terminate"
    said = order(replica, terminate)
    report.line(said[0] == 403 and "delete pods" in said[1], "who may not delete pods ends no process: %s" % said[1])
    cluster.create({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "ender", "namespace": "shop"},
                    "rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": ["delete"]}]}, "shop")
    cluster.create({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding",
                    "metadata": {"name": "ender", "namespace": "shop"},
                    "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "ender"},
                    "subjects": [{"kind": "User", "name": "vera"}]}, "shop")
    tell_status(cluster, "Pod", "probe", {"conditions": [{"type": "Ready", "status": "True"}]})
    code, answer = cluster.create({"apiVersion": "policy/v1beta1", "kind": "PodDisruptionBudget", "metadata": {"name": "web"},
                                   "spec": {"minAvailable": 1, "selector": {"matchLabels": {"app": "web"}}}}, "shop")
    assert code == 201, answer
    until(60, lambda: order(replica, terminate)[0] != 403)  # the operator caches rights for half a minute
    said = order(replica, terminate)
    report.line(said[0] == 409 and "Supervision shop/web allows 1 of 2 pods to be unavailable at once" in said[1]
                and "host is not ready" in said[1], "maxUnavailable refuses: %s" % said[1])
    change_web(cluster, "/spec/maxUnavailable", 2)
    report.line(until(20, lambda: "has not counted" in order(replica, terminate)[1]),
                "a PodDisruptionBudget that is not counted yet refuses: %s" % order(replica, terminate)[1])
    tell_status(cluster, "PodDisruptionBudget", "web", {"observedGeneration": 1, "disruptionsAllowed": 0, "currentHealthy": 1,
                                                        "desiredHealthy": 1, "expectedPods": 2})
    said = order(replica, terminate)
    report.line(said[0] == 409 and "PodDisruptionBudget shop/web allows no disruption now: it needs 1 healthy pod, and 1 of 2 is" in said[1],
                "a spent one refuses: %s" % said[1])
    report.line(sidecar.target.poll() is None and not event(cluster, "Terminating"), "and nothing was done until now")
    tell_status(cluster, "PodDisruptionBudget", "web", {"disruptionsAllowed": 1, "desiredHealthy": 0})
    said = order(replica, terminate)
    report.line(said[0] == 200 and "terminating app, process" in said[1], "within the budgets it is allowed: %s" % said[1])
    report.line(until(30, lambda: sidecar.target.poll() is not None), "the process has ended")
    report.line("vera has dpm-runner terminate" in event(cluster, "Terminating").get("message", ""),
                "an Event on the pod says who had it ended: %s" % event(cluster, "Terminating").get("message"))
    said = order(replica, "supervisions/shop/web/terminate")
    report.line("acted on and is not up again" in said[1], "all pods: it waits: %s" % said[1])
    report.same(order(replica, "supervisions/shop/web/stop")[0], 200, "and is stopped")
    report.line(turn(cluster).startswith("operator-one"), "this replica has the turn: %s" % turn(cluster))
    other = Replica(cluster, "operator-two")
    try:
        until(120, other.is_ready)
        report.line(until(60, lambda: "replica operator-one is in the midst of an action" in order(other, terminate)[1]),
                    "the other replica refuses: %s" % order(other, terminate)[1])
    finally:
        ended(other.process)
    sidecar.begin_target()
    kubelet_says(cluster, "probe", 3)
    report.line(until(120, lambda: not turn(cluster)), "when the pod is up again the turn is given back")
    a_roll_is_handed_on(cluster, replica, sidecar, report)


def a_roll_is_handed_on(cluster, replica, sidecar, report):
    other = Replica(cluster, "operator-two")
    try:
        until(120, other.is_ready)
        report.line(until(60, lambda: order(other, "supervisions/shop/web/terminate")[0] == 200), "another replica begins with all pods")
        report.line(until(30, lambda: sidecar.target.poll() is not None), "the process has ended")
    finally:
        ended(other.process)
    report.line(until(40, lambda: "Takes up from a replica that ended: terminate all pods of shop/web, as vera asked" in replica.log()),
                "that replica has ended in the midst of it, and this one goes on: %s" % turn(cluster))
    sidecar.begin_target()
    kubelet_says(cluster, "probe", 4)
    report.line(until(120, lambda: not turn(cluster)) and "as vera asked: done: each of 1 pods" in replica.log(), "and comes to its end")
    report.same([each["reason"] for each in cluster.ask("GET", cluster.at("Event", "shop"))[1]["items"]].count("Terminating"), 2,
                "the pod got the order once")


def event(cluster, reason):
    events = cluster.ask("GET", cluster.at("Event", "shop"))[1]["items"]
    return next((each for each in events if each["reason"] == reason), {})


def events_are_told(cluster, report):
    report.line(until(20, lambda: "hostPID" in event(cluster, "NotSupervised").get("message", "")),
                "an event on the pod that was refused: %s" % event(cluster, "NotSupervised").get("message"))
    for restarts in (1, 2):
        kubelet_says(cluster, "probe", restarts)
        report.line(until(20, lambda: event(cluster, "OOMKilled").get("count") == restarts), "OOM kill %d is an event with that count" % restarts)
    report.same(event(cluster, "OOMKilled")["involvedObject"]["name"], "probe", "it is about the pod")


def kubelet_says(cluster, name, restarts):
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    end = {"terminated": {"exitCode": 137, "reason": "OOMKilled", "startedAt": now, "finishedAt": now}}
    running = {"running": {"startedAt": now}}
    status, answer = cluster.ask("PATCH", cluster.at("Pod", "shop", name, "status"), {"status": {
        "phase": "Running", "containerStatuses": [
            {"name": "app", "image": "web:7", "imageID": "", "ready": True, "restartCount": restarts, "state": running,
             "lastState": end},
            {"name": "dpm", "image": "dpm-runner:test", "imageID": "", "ready": True, "restartCount": 0, "state": running}]}},
        "application/merge-patch+json")
    assert status == 200, answer


def outdated(replica, token):
    """Requests the fleet as JSON; returns by the names of pods why they are outdated."""
    request = urllib.request.Request("https://127.0.0.1:%d/api/v1/fleet" % replica.port,
                                     headers={"Authorization": "Bearer " + token})
    try:
        with urllib.request.urlopen(request, timeout=30, context=ssl._create_unverified_context()) as answer:
            return {each["name"]: each["outdated"] for group in json.load(answer)["groups"] for each in group["members"]}
    except OSError as problem:
        return {"": str(problem)}


def fleet(replica, token):
    """Requests the fleet as JSON; returns the status, and the names of the pods by their standing."""
    request = urllib.request.Request("https://127.0.0.1:%d/api/v1/fleet" % replica.port,
                                     headers={"Authorization": "Bearer " + token})
    try:
        with urllib.request.urlopen(request, timeout=15, context=ssl._create_unverified_context()) as answer:
            members = [each for group in json.load(answer)["groups"] for each in group["members"]]
            return answer.status, sorted("%s %s" % (each["standing"], each["name"]) for each in members)
    except urllib.error.HTTPError as refused:
        return refused.code, []


def fleet_is_shown(cluster, replica, report):
    cluster.create({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "viewer", "namespace": "shop"},
                    "rules": [{"apiGroups": ["dpm.dev"], "resources": ["supervisions"], "verbs": ["get", "update"]}]}, "shop")
    cluster.create({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding",
                    "metadata": {"name": "viewer", "namespace": "shop"},
                    "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "viewer"},
                    "subjects": [{"kind": "User", "name": "vera"}]}, "shop")
    shown = ["UNASKED probe", "UNCOVERED host"]
    report.line(until(40, lambda: fleet(replica, "viewer") == (200, shown)), "who may get supervisions sees the fleet: %s"
                % (fleet(replica, "viewer"),))
    report.same(fleet(replica, "stranger"), (200, []), "who may not sees no pod")
    report.same(fleet(replica, "unknown")[0], 401, "who is unknown is not let in")
    report.same(change(replica, "viewer", "70%"), 303, "who may update supervisions changes a threshold on the page")
    report.same(cluster.get("Supervision", "shop", "web")["spec"]["options"], {"memoryThreshold": "70%", "onBreach": "terminate"},
                "the Supervision says so")
    report.same(change(replica, "viewer", "much"), 400, "one that cannot be is refused")
    report.same(change(replica, "stranger", "60%"), 404, "who may not update finds no form")


class Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(self, *_):
        return None


def page(replica, path, cookie="", **form):
    opener = urllib.request.build_opener(Stay, urllib.request.HTTPSHandler(context=ssl._create_unverified_context()))
    request = urllib.request.Request("https://127.0.0.1:%d%s" % (replica.port, path),
                                     urllib.parse.urlencode(form).encode() if form else None, {"Cookie": cookie})
    try:
        with opener.open(request, timeout=20) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as other:
        return other.code, other.headers, other.read().decode()


def change(replica, token, threshold):
    """Changes a threshold like a browser: logs in, opens the form and submits it; returns the status of the last answer."""
    cookie = page(replica, "/login", token=token)[1]["Set-Cookie"].split(";")[0]
    csrf = re.search('name="csrf"[^>]*value="([^"]+)"', page(replica, "/", cookie)[2]).group(1)
    return page(replica, "/supervisions/shop/web/thresholds", cookie, csrf=csrf, memoryThreshold=threshold)[0]


def server_comes_back(cluster, replica, report):
    cluster.kill()
    # longer than the duration of the Lease
    time.sleep(20)
    cluster.begin()
    report.line(replica.process.poll() is None, "the operator outlives an API server that was killed for 20 s")
    report.line(until(30, lambda: injected(cluster, "later")), "pods are injected again")
    report.line(shows(cluster, 60, selected=3, supervised=2), "and counted: %s" % counts(cluster))


def the_other_leads(cluster, first, report):
    """Does what an upgrade does: applies the manifests again, and lets a replica with another image take over."""
    applied = [code for file, inside in (("crd.yaml", None), ("rbac.yaml", "dpm-system"), ("webhook.yaml", None))
               for code in cluster.apply_again(os.path.join(DEPLOY, file), inside)]
    report.same(set(applied), {200}, "manifests are applied again over what is there")
    report.same(cluster.get("Supervision", "shop", "web")["spec"].get("maxUnavailable"), 2, "Supervisions stay as they were")
    second = Replica(cluster, "operator-two", image="dpm-runner:next")
    try:
        report.line(until(90, second.is_ready), "a second replica answers")
        report.line(holder(cluster).startswith("operator-one"), "the first one leads: %s" % holder(cluster))
        register(cluster, second)
        first.process.send_signal(signal.SIGTERM)
        report.same(first.process.wait(30), 0, "the first ends when told to")
        unregister(cluster, first)
        report.line(until(10, lambda: holder(cluster).startswith("operator-two")), "the second leads within 10 s")
        report.line(until(20, lambda: injected(cluster, "last")), "the second injects")
        report.same([image(cluster, name) for name in ("later", "last")], ["dpm-runner:test", "dpm-runner:next"],
                    "a new pod has the new image, and the one before keeps its own")
        report.line(shows(cluster, selected=4, supervised=3, outdated=2), "the pods of before are outdated: %s" % counts(cluster))
        covered = [each for each in cluster.get("Supervision", "shop", "web")["status"]["conditions"] if each["type"] == "Covered"][0]
        report.line("has image dpm-runner:test, and new pods get dpm-runner:next" in covered["message"],
                    "the status names both images: %s" % covered["message"])
        report.line(until(60, lambda: "has image dpm-runner:test" in str(outdated(second, "viewer").get("later"))),
                    "and so does the fleet page: %s" % outdated(second, "viewer"))
        # no Deployment runs here: a pod that is made anew stands for kubectl rollout restart
        report.line(until(20, lambda: injected(cluster, "later")), "a pod is made anew")
        report.line(image(cluster, "later") == "dpm-runner:next" and shows(cluster, supervised=3, outdated=1),
                    "it has the new image, and is outdated no more: %s" % counts(cluster))
        report.line("orbidden" not in second.log(), "it was forbidden nothing")
    finally:
        ended(second.process)
    removal_blocks_nobody(cluster, second, report)


def image(cluster, name):
    return [each["image"] for each in cluster.get("Pod", "shop", name)["spec"]["containers"] if each["name"] == "dpm"][0]


def created(cluster, name):
    code, made = cluster.create(pod(name), "shop")
    return code == 201 and [each["name"] for each in made["spec"]["containers"]]


def removal_blocks_nobody(cluster, second, report):
    """Removes the operator in the documented order, except that its process ends before its webhooks are deleted."""
    report.same(created(cluster, "without"), ["app"], "with the operator gone and its webhooks there, a pod is created without it")
    unregister(cluster, second)
    for kind in ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration", "ClusterRoleBinding", "ClusterRole"):
        report.same(cluster.ask("DELETE", cluster.at(kind, None, "dpm-operator"))[0], 200, "removed: " + kind)
    report.same(created(cluster, "after"), ["app"], "after the removal a pod is created")
    report.same(cluster.ask("PATCH", cluster.at("Supervision", "shop", "web"), {"spec": {"maxUnavailable": 3}},
                            "application/merge-patch+json")[0], 200, "a Supervision can be changed")
    report.line(all((cluster.get("ConfigMap", "shop", "dpm-web"), cluster.get("Secret", "shop", "dpm-fleet"),
                     cluster.get("Pod", "shop", "probe"))), "ConfigMap, Secret and pods stay")
    report.same(cluster.ask("DELETE", cluster.at("CustomResourceDefinition", None, "supervisions.dpm.dev"))[0], 200,
                "the definition goes when somebody asks for it")
    report.line(until(60, lambda: cluster.ask("GET", cluster.at("Supervision", "shop"))[0] == 404), "and the Supervisions with it")
    report.line(cluster.get("Pod", "shop", "probe"), "and no pod")


def holder(cluster):
    return cluster.get("Lease", "dpm-system", "dpm-operator").get("spec", {}).get("holderIdentity") or ""


def missing(binaries):
    if not os.access(os.path.join(binaries, "kube-apiserver"), os.X_OK):
        return "no kube-apiserver in %s; src/it/kubelet/cluster/build.sh %s kube-apiserver makes it" % (binaries, binaries)
    if not os.path.exists(JAR):
        return "there is no %s; ./mvnw package makes it" % os.path.relpath(JAR)
    for program, package in (("etcd", "etcd-server"), ("openssl", "openssl"), ("unshare", "util-linux")):
        if not shutil.which(program):
            return "there is no %s (Debian: %s)" % (program, package)
    if os.geteuid() != 0:
        return "a mount namespace needs root"
    return None


def main():
    binaries = sys.argv[1] if len(sys.argv) > 1 else BINARIES
    if missing(binaries):
        print("skipped: " + missing(binaries))
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    report, cluster, first = Report(), None, None
    try:
        cluster = Cluster(os.path.join(binaries, "kube-apiserver"), [HOST], TOKENS)
        report.line(True, "etcd and the API server are ready")
        for each in (namespace("dpm-system"), namespace("shop", **{"dpm.dev/supervise": "enabled"}), namespace("quiet")):
            cluster.create(each)
        definition_is_taken(cluster, report)
        schema_refuses(cluster, report)
        cluster.apply_file(os.path.join(DEPLOY, "rbac.yaml"), "dpm-system")
        cluster.apply_file(os.path.join(DEPLOY, "webhook.yaml"), None)
        first = Replica(cluster, "operator-one")
        report.line(until(90, first.is_ready), "the operator is ready")
        trust_is_put_back(cluster, report)
        register(cluster, first)
        webhooks_work(cluster, report)
        kept_objects_are_there(cluster, report)
        status_is_written(cluster, report)
        events_are_told(cluster, report)
        fleet_is_shown(cluster, first, report)
        sidecar_follows_and_answers(cluster, first, report)
        report.line("orbidden" not in first.log(), "the operator was forbidden nothing")
        server_comes_back(cluster, first, report)
        the_other_leads(cluster, first, report)
    except Exception as problem:
        report.line(False, "%s: %s" % (type(problem).__name__, problem))
    finally:
        if report.failed and first:
            print(first.log()[-4000:])
        if first:
            ended(first.process)
        if cluster:
            cluster.close()
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
