#!/usr/bin/env python3
"""The operator and a large fleet, by simulation: a real kube-apiserver with etcd on loopback, the packaged jar as the operator
with the flags and rights of deploy/operator, pods that the webhook injects for real and that never run, and one process that
answers as all of their dpm-runners do (farm.py).

  fleet.py [--pods 2000] [--supervisions 200] [--namespaces 40] [--changing 500] [--seconds 60] [--rate 50] [--heap 128m]
           [--jar JAR] [--binaries FOLDER]

Prints what it does and what it measured, with the machine and its load; about 8 minutes on two cores, of which a third is the
making of the pods. `--pods 200 --supervisions 20 --namespaces 4 --changing 50 --seconds 10` takes about one. Needs what
src/it/apiserver needs: root, kube-apiserver in the cache, Debian's etcd-server and openssl; a JDK for jcmd.
"""
import argparse
import base64
import collections
import concurrent.futures
import datetime
import http.client
import json
import os
import re
import socket
import ssl
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "it", "apiserver"))

import apiserver  # noqa: E402
from cluster import ADMIN, Cluster, ended, free_port  # noqa: E402
from idle import Daemon  # noqa: E402
from pod import until  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")
MEBIBYTE = 1 << 20
PATIENCE = 900
# the user dora has a right for the whole cluster, the user vera a separate right for each namespace
USERS = {"operator-one": apiserver.USER, "all": "dora", "each": "vera"}


def share(values, part):
    """The quantile of the values; part 1 is the highest value."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(part * len(ranked)))] if ranked else float("nan")


def spread(values, unit="ms", scale=1000):
    return "median %.0f, p95 %.0f, p99 %.0f, most %.0f %s" % (*(share(values, part) * scale for part in (0.5, 0.95, 0.99, 1)), unit)


def say(what, text):
    print("%-46s %s" % (what, text), flush=True)


def load():
    return "%.1f" % os.getloadavg()[0]


class Line:
    """Sends requests over one connection for each thread, which is reused until the server closes it."""

    def __init__(self, port, token):
        self.port, self.token, self.own = port, token, threading.local()

    def ask(self, method, path, body=None, kind="application/json", **headers):
        data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        if self.token:
            headers["Authorization"] = "Bearer " + self.token
        for attempt in (1, 2):
            try:
                self.connection().request(method, path, data, {"Content-Type": kind, **headers})
                answer = self.own.connection.getresponse()
                return answer.status, answer.headers, answer.read()
            except (http.client.HTTPException, OSError):
                self.own.connection = None
                if attempt == 2:
                    raise

    def connection(self):
        if getattr(self.own, "connection", None) is None:
            self.own.connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=60,
                                                              context=ssl._create_unverified_context())
        return self.own.connection

    def wanted(self, status, *request, **more):
        got, _, body = self.ask(*request, **more)
        if got != status:
            raise RuntimeError("%s %s: %d %s" % (request[0], request[1], got, body[:500]))
        return json.loads(body)


def together(threads, work, things):
    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, things))


def timed(work):
    begin = time.monotonic()
    result = work()
    return time.monotonic() - begin, result


class Operator:
    """The operator as a process of the packaged jar, with measurements of its CPU and memory."""

    def __init__(self, cluster, jar, heap):
        self.pauses = cluster.path("gc.log")
        self.begun = time.monotonic()
        self.replica = apiserver.Replica(cluster, "operator-one", jar, [*flags(heap), "-Xlog:gc:file=" + self.pauses])
        self.pid = self.replica.process.pid

    def cpu(self):
        """The processor time in seconds since the operator's start."""
        with open("/proc/%d/stat" % self.pid) as file:
            return sum(map(int, file.read().rsplit(")", 1)[1].split()[11:13])) / TICKS

    def resident(self):
        """Resident memory in MiB: now, and the maximum since the start."""
        with open("/proc/%d/status" % self.pid) as file:
            text = file.read()
        return tuple(int(re.search(r"%s:\s+(\d+)" % key, text)[1]) / 1024 for key in ("VmRSS", "VmHWM"))

    def jcmd(self, *words):
        return subprocess.run(["jcmd", str(self.pid), *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout

    def live(self):
        """MiB of heap in use after a full garbage collection."""
        self.jcmd("GC.run")
        return sum(int(found) for found in re.findall(r"(?:def new|tenured) generation .*used (\d+)K", self.jcmd("GC.heap_info"),
                                                      re.I)) / 1024

    def largest(self, most=12):
        return [" ".join(line.split()[1:4]) for line in self.jcmd("GC.class_histogram").splitlines()[2:] if line.strip()][:most]

    def collections(self):
        """The length in milliseconds of each garbage collection pause since the start."""
        with open(self.pauses) as file:
            return [float(found) for found in re.findall(r"Pause .* ([\d.]+)ms", file.read())]

    def close(self):
        return ended(self.replica.process)


def flags(heap):
    """The JVM flags of the Deployment, with another heap size if --heap gives one."""
    with open(os.path.join(apiserver.DEPLOY, "deployment.yaml")) as file:
        found = re.findall(r"^\s+- (-[XD]\S+)$", file.read(), re.M)
    return [flag for flag in found if not (heap and flag.startswith("-Xmx"))] + (["-Xmx" + heap] if heap else [])


class Simulated:
    """The process that answers in place of the dpm-runners of all pods (farm.py)."""

    def __init__(self, cluster, setup):
        with open(cluster.path("farm.json"), "w") as file:
            json.dump(setup, file)
        self.process = subprocess.Popen([sys.executable, os.path.join(HERE, "farm.py"), file.name], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.answer()

    def answer(self):
        return json.loads(self.process.stdout.readline())

    def say(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return self.answer()

    def close(self):
        ended(self.process)


class Pods:
    """Distributes the pods: each Supervision has equally many, and each namespace has equally many Supervisions."""

    def __init__(self, asked):
        self.namespaces = ["fleet-%03d" % number for number in range(asked.namespaces)]
        self.supervisions = [(self.namespaces[number % asked.namespaces], "app-%04d" % number) for number in range(asked.supervisions)]
        self.all = [(*self.supervisions[number % asked.supervisions], number) for number in range(asked.pods)]

    @staticmethod
    def name(app, number):
        return "%s-6d4cf56db6-%05d" % (app, number)

    @staticmethod
    def address(number):
        return "127.10.%d.%d" % (number // 250, number % 250 + 1)

    @staticmethod
    def manifest(app, number):
        """The manifest of a pod, about as long as usual manifests are."""
        container = {"name": "app", "image": "registry.example/shop/%s:1.17.3" % app, "ports": [{"containerPort": 8080}],
                     "env": [{"name": "SETTING_%02d" % each, "value": "value %d of a usual length" % each} for each in range(20)],
                     "resources": {"requests": {"cpu": "100m", "memory": "128Mi"}, "limits": {"memory": "256Mi"}},
                     "readinessProbe": {"httpGet": {"path": "/ready", "port": 8080}, "periodSeconds": 5},
                     "volumeMounts": [{"name": "settings", "mountPath": "/etc/app"}, {"name": "scratch", "mountPath": "/tmp"}],
                     "securityContext": {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}}
        return {"apiVersion": "v1", "kind": "Pod", "metadata": {
            "name": Pods.name(app, number), "labels": {"app": app, "pod-template-hash": "6d4cf56db6", "app.kubernetes.io/part-of": "shop"},
            "annotations": {"checksum/config": "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c"}},
            "spec": {"securityContext": {"runAsUser": 1001, "runAsGroup": 1001, "runAsNonRoot": True}, "containers": [container],
                     "volumes": [{"name": "settings", "configMap": {"name": app}}, {"name": "scratch", "emptyDir": {}}]}}

    @staticmethod
    def status(number, ended_by_kernel=0):
        """The pod status that a kubelet would write, with or without an OOM kill of the application."""
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        running = {"running": {"startedAt": now}}
        app = {"name": "app", "image": "app:1", "imageID": "registry.example/app@sha256:" + "0" * 64, "ready": True,
               "restartCount": ended_by_kernel, "state": running}
        if ended_by_kernel:
            app["lastState"] = {"terminated": {"exitCode": 137, "reason": "OOMKilled", "startedAt": now, "finishedAt": now}}
        return {"status": {"phase": "Running", "podIP": Pods.address(number), "podIPs": [{"ip": Pods.address(number)}],
                           "conditions": [{"type": kind, "status": "True", "lastTransitionTime": now}
                                          for kind in ("Initialized", "Ready", "ContainersReady", "PodScheduled")],
                           "containerStatuses": [app, {"name": "dpm", "image": "dpm-runner:test", "imageID": "", "ready": True,
                                                       "restartCount": 0, "state": running}]}}


class Bench:
    def __init__(self, asked, cluster):
        self.asked, self.cluster, self.pods = asked, cluster, Pods(asked)
        self.api = Line(cluster.port, ADMIN)
        self.operator = self.farm = self.webhook = None

    def path(self, kind, namespace=None, name=None, part=None):
        return Cluster.at(kind, namespace, name, part)

    def prepare(self):
        """Creates the definition of Supervision, the namespaces, and the rights of operator and users."""
        self.cluster.create(apiserver.namespace("dpm-system"))
        self.cluster.create(apiserver.namespace("plain"))
        self.cluster.apply_file(os.path.join(apiserver.DEPLOY, "crd.yaml"), None)
        until(60, lambda: self.cluster.ask("GET", self.path("Supervision", "plain"))[0] == 200)
        self.cluster.apply_file(os.path.join(apiserver.DEPLOY, "rbac.yaml"), "dpm-system")
        self.cluster.apply_file(os.path.join(apiserver.DEPLOY, "webhook.yaml"), None)
        rights = {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "viewer"},
                  "rules": [{"apiGroups": ["dpm.dev"], "resources": ["supervisions"], "verbs": ["get"]}]}
        self.cluster.create(rights)
        self.cluster.create(self.binding("ClusterRoleBinding", "dora"))
        for name in self.pods.namespaces:
            self.cluster.create(apiserver.namespace(name, **{"dpm.dev/supervise": "enabled"}))
            self.cluster.create(self.binding("RoleBinding", "vera"), name)

    @staticmethod
    def binding(kind, user):
        return {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": kind, "metadata": {"name": user},
                "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "viewer"},
                "subjects": [{"kind": "User", "name": user}]}

    def start_operator(self):
        if self.operator:
            apiserver.unregister(self.cluster, self.operator.replica)
        self.operator = Operator(self.cluster, self.asked.jar, self.asked.heap)
        if not until(180, self.operator.replica.is_ready):
            raise RuntimeError("the operator does not get ready: " + self.operator.replica.log()[-2000:])
        apiserver.register(self.cluster, self.operator.replica)
        self.page, self.each = Line(self.operator.replica.port, "all"), Line(self.operator.replica.port, "each")
        return time.monotonic() - self.operator.begun

    def make_supervisions(self):
        for namespace, app in self.pods.supervisions:
            self.api.wanted(201, "POST", self.path("Supervision", namespace), {
                "apiVersion": "dpm.dev/v1alpha1", "kind": "Supervision", "metadata": {"name": app},
                "spec": {"selector": {"matchLabels": {"app": app}},
                         "options": {"memoryThreshold": "85%", "actBefore": 60, "onBreach": "terminate", "maxRestarts": 3}}})

    def supervisions(self):
        return self.api.wanted(200, "GET", "/apis/dpm.dev/v1alpha1/supervisions")["items"]

    def reconciled(self, generation, supervised=0):
        """Seconds until the status of each Supervision has this generation, and all together count so many supervised pods."""
        def are():
            every = [each.get("status", {}) for each in self.supervisions()]
            return all(each.get("observedGeneration", 0) >= generation for each in every) \
                and sum(each["pods"]["supervised"] for each in every) >= supervised
        seconds, done = timed(lambda: until(PATIENCE, are))
        return seconds if done else float("nan")

    def make_pods(self):
        """Creates the pods through the webhook and returns the seconds of each creation; fails if a pod has no dpm-runner."""
        def make(pod):
            namespace, app, number = pod
            seconds, made = timed(lambda: self.api.wanted(201, "POST", self.path("Pod", namespace), Pods.manifest(app, number)))
            if not any(each["name"] == "dpm" for each in made["spec"]["containers"]):
                raise RuntimeError("a pod was not injected: %s" % made["metadata"].get("annotations"))
            return seconds, int(made["metadata"]["annotations"]["dpm.dev/fleet-port"]), len(json.dumps(made))
        made = together(8, make, self.pods.all)
        self.port = self.free(made[0][1])
        if self.port != made[0][1]:
            # another process on this machine uses the port
            self.move()
        say("length of a pod's JSON", "%.1f KiB" % (made[0][2] / 1024))
        return [each[0] for each in made]

    @staticmethod
    def free(port):
        with socket.socket() as probe:
            try:
                probe.bind(("0.0.0.0", port))
                return port
            except OSError:
                return free_port()

    def move(self):
        """Writes another port into the annotations of all pods: the port at which the simulated dpm-runners answer."""
        change = {"metadata": {"annotations": {"dpm.dev/fleet-port": str(self.port)}}}
        together(8, lambda pod: self.api.wanted(200, "PATCH", self.path("Pod", pod[0], Pods.name(*pod[1:])), change,
                                                kind="application/merge-patch+json"), self.pods.all)

    def tell(self, pods, ends=0):
        """Writes the status of pods as their kubelets would."""
        together(8, lambda pod: self.api.wanted(200, "PATCH", self.path("Pod", pod[0], Pods.name(*pod[1:]), "status"),
                                                Pods.status(pod[2], ends), kind="application/merge-patch+json"), pods)

    def start_farm(self):
        tokens, served = {}, {}
        for namespace in {pod[0] for pod in self.pods.all}:
            secret = until(60, lambda: self.cluster.get("Secret", namespace, "dpm-fleet"))["data"]
            served = {key: base64.b64decode(value).decode() for key, value in secret.items()}
            tokens[namespace] = served["token"]
        self.farm = Simulated(self.cluster, {
            "port": self.port, "certificate": self.cluster.write("farm.crt", served["tls.crt"]),
            "key": self.cluster.write("farm.key", served["tls.key"]), "status": self.real_answer(),
            "pods": {Pods.address(number): tokens[namespace] for namespace, _, number in self.pods.all}})

    def real_answer(self):
        """The answer of a real dpm-runner of this jar about one target."""
        with Daemon("java", self.asked.jar, 1) as daemon:
            until(30, lambda: '"RUNNING"' in daemon.dpm("status", "--json"))
            answer = json.loads(daemon.dpm("status", "--json"))
        say("length of a dpm-runner's answer", "%.1f KiB" % (len(json.dumps(answer)) / 1024))
        return answer

    def fleet(self):
        return self.page.wanted(200, "GET", "/api/v1/fleet")

    def counted(self, standing, number):
        """For each pod, the seconds until the page shows the pod with this standing."""
        begin, seen = time.monotonic(), []
        while len(seen) < number and time.monotonic() - begin < PATIENCE:
            now = self.fleet()["counts"][standing]
            seen += [time.monotonic() - begin] * (now - len(seen))
            time.sleep(0.5)
        return seen

    def at_rest(self):
        """Measures the operator while nothing changes."""
        before, cpu, begin, pauses = self.farm.say("count"), self.operator.cpu(), time.monotonic(), len(self.operator.collections())
        time.sleep(self.asked.seconds)
        after, seconds = self.farm.say("count"), time.monotonic() - begin
        say("processor time at rest", "%.1f %% of a core" % ((self.operator.cpu() - cpu) / seconds * 100))
        say("questions", "%.0f a second, %d connections opened, %d open" % (
            (after["asked"] - before["asked"]) / seconds, after["opened"] - before["opened"], after["open"]))
        stopped = self.operator.collections()[pauses:]
        say("pauses for garbage", "%d in %.0f s, %s" % (len(stopped), seconds, spread(stopped, scale=1)))
        fleet = self.fleet()
        moment = instant(fleet["at"])
        ages = [(moment - instant(each["answered_at"])).total_seconds() for group in fleet["groups"] for each in group["members"]
                if each["answered_at"]]
        say("age of what is shown", spread(ages, "s", 1) + ", of %d pods" % len(ages))
        say("resident", "%.0f MiB, at most so far %.0f MiB" % self.operator.resident())
        say("heap after a full collection", "%.0f MiB" % self.operator.live())
        say("largest classes (number, bytes)", "; ".join(self.operator.largest()))

    def pages(self):
        for who, line in (("one right for all", self.page), ("a right in each namespace", self.each)):
            time.sleep(31)  # the operator caches rights for 30 s
            first = timed(lambda: line.ask("GET", "/"))
            again = [timed(lambda: line.ask("GET", "/"))[0] for _ in range(10)]
            say("page, " + who, "first %.0f ms, then %s; %.0f KiB" % (first[0] * 1000, spread(again), len(first[1][2]) / 1024))
        values = [timed(lambda: self.page.ask("GET", "/api/v1/fleet")) for _ in range(10)]
        say("the same as JSON", "%s; %.0f KiB" % (spread([each[0] for each in values]), len(values[0][1][2]) / 1024))

    def many_change(self):
        """Makes the dpm-runners of many pods report a breach at the same moment."""
        self.farm.say("trouble", self.asked.changing)
        seen = self.counted("TROUBLE", self.asked.changing)
        say("%d report a breach at once: shown after" % self.asked.changing, spread(seen, "s", 1))
        say("page with %d in trouble" % self.asked.changing, spread([timed(lambda: self.page.ask("GET", "/"))[0] for _ in range(5)]))
        self.farm.say("calm")

    def many_are_killed(self):
        """Reports OOM kills of many pods at about the same moment; the operator must write an Event for each."""
        chosen, cpu = self.pods.all[:self.asked.changing], self.operator.cpu()
        begin = time.monotonic()
        self.tell(chosen, 1)
        told = time.monotonic() - begin

        def events():
            return sum(each["reason"] == "OOMKilled" for each in self.api.wanted(200, "GET", "/api/v1/events")["items"])
        until(PATIENCE, lambda: events() >= len(chosen), 0.5)
        say("%d killed by the kernel: all Events after" % len(chosen), "%.1f s, of which the telling took %.1f s; %.1f s of processor"
            % (time.monotonic() - begin, told, self.operator.cpu() - cpu))

    def admissions(self):
        number = 900_000

        def creation(namespace):
            body = json.dumps(Pods.manifest(self.pods.supervisions[0][1], number)).encode()
            path = self.path("Pod", namespace) + "?dryRun=All"
            return lambda: self.api.wanted(201, "POST", path, body)
        namespace, app = self.pods.supervisions[0]
        review = json.dumps({"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {
            "uid": "1", "kind": {"group": "", "version": "v1", "kind": "Pod"}, "operation": "CREATE", "namespace": namespace,
            "dryRun": True, "object": Pods.manifest(app, number)}}).encode()
        direct = Line(self.operator.replica.port, "")
        for what, work in (("asked directly", lambda: direct.wanted(200, "POST", "/inject", review)),
                           ("creation of a pod, with the webhook", creation(namespace)),
                           ("creation of a pod, without", creation("plain"))):
            say("%s, %d a second" % (what, self.asked.rate), spread(self.steadily(work)))

    def steadily(self, work):
        """For each request, the seconds from the time when it was due, so that the delay by a slow earlier request counts."""
        begin = time.monotonic() + 0.5

        def one(number):
            due = begin + number / self.asked.rate
            time.sleep(max(0, due - time.monotonic()))
            work()
            return time.monotonic() - due
        return together(16, one, range(int(self.asked.rate * min(30, self.asked.seconds))))

    def writes(self):
        """The numbers of writes that the API server has received, by verb and kind, without Leases and access reviews."""
        status, _, text = self.api.ask("GET", "/metrics")
        found = re.findall(r'^apiserver_request_total\{.*resource="(\w+)".*verb="(POST|PUT|PATCH|APPLY)"\S* (\d+)$', text.decode(), re.M)
        counts = collections.Counter()
        for kind, verb, number in found:
            counts[verb + " " + kind] += int(number) * (kind != "leases" and not kind.endswith("reviews"))
        return counts

    def restart_without_a_change(self):
        """Starts a new replica when all objects are already as it would write them."""
        self.operator.close()
        before = self.writes()
        say("ready after a restart", "%.1f s" % self.start_operator())
        self.counted("WELL", len(self.pods.all))
        until(PATIENCE, lambda: "has the Lease dpm-operator:" in self.operator.replica.log())
        time.sleep(self.asked.seconds)
        say("writes within the next %d s" % self.asked.seconds, self.written_since(before))

    def written_since(self, before):
        """The writes since then in words, without webhook configurations, which the script itself writes."""
        written = {what: number for what, number in (self.writes() - before).items() if "webhookconfigurations" not in what}
        return ", ".join("%d %s" % (number, what) for what, number in sorted(written.items())) or "none"

    def restart(self):
        """Measures a new replica after all Supervisions were changed while no replica ran."""
        say("end after TERM", "%.1f s" % timed(self.operator.close)[0])
        change = {"spec": {"options": {"memoryThreshold": "80%"}}}
        together(8, lambda each: self.api.wanted(200, "PATCH", self.path("Supervision", *each), change,
                                                 kind="application/merge-patch+json"), self.pods.supervisions)
        before = self.writes()
        say("ready after a restart", "%.1f s" % self.start_operator())
        self.reconciled(2)
        say("all %d Supervisions reconciled" % len(self.pods.supervisions), "%.1f s after the start" % (time.monotonic() - self.operator.begun))
        say("writes for that", self.written_since(before))
        self.counted("WELL", len(self.pods.all))
        say("all pods asked", "%.1f s after the start, %.1f s of processor" % (
            time.monotonic() - self.operator.begun, self.operator.cpu()))
        say("resident", "%.0f MiB, at most so far %.0f MiB" % self.operator.resident())
        say("heap after a full collection", "%.0f MiB" % self.operator.live())

    def run(self):
        self.prepare()
        say("ready after", "%.1f s, without Supervisions" % self.start_operator())
        say("heap after a full collection", "%.0f MiB, without Supervisions and pods" % self.operator.live())
        seconds, _ = timed(self.make_supervisions)
        say("making of %d Supervisions" % len(self.pods.supervisions), "%.1f s; each had its status %.1f s later" % (seconds, self.reconciled(1)))
        seconds, each = timed(self.make_pods)
        say("making of %d pods, 8 at once" % len(each), "%.1f s, %s" % (seconds, spread(each)))
        self.tell(self.pods.all)
        say("status of all Supervisions", "%.1f s after the last pod" % self.reconciled(1, len(self.pods.all)))
        self.start_farm()
        say("all pods asked for the first time", "%.1f s after they could be" % share(self.counted("WELL", len(self.pods.all)), 1))
        for step in (self.at_rest, self.pages, self.many_change, self.many_are_killed, self.admissions,
                     self.restart_without_a_change, self.restart):
            say("--- " + step.__name__.replace("_", " "), "load %s" % load())
            step()
        faults = [line for line in self.operator.replica.log().splitlines() if " WARN" in line or " ERROR" in line]
        say("warnings of the operator", "%d%s" % (len(faults), "".join("\n  " + line[:200] for line in faults[:5])))

    def close(self):
        if self.farm:
            self.farm.close()
        if self.operator:
            self.operator.close()


def instant(text):
    """Parses a time; digits after the microseconds are dropped, since Python cannot parse them."""
    return datetime.datetime.fromisoformat(re.sub(r"(\.\d{6})\d*Z$", r"\1Z", text).replace("Z", "+00:00"))


def machine():
    with open("/proc/cpuinfo") as file:
        model = re.search(r"model name\s*: (.*)", file.read())
    java = subprocess.run(["java", "-version"], stderr=subprocess.PIPE, text=True).stderr.splitlines()[1]
    return "%d cores (%s), %s, Linux %s" % (os.cpu_count(), model[1] if model else os.uname().machine, java, os.uname().release)


def options():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--pods", type=int, default=2000)
    words.add_argument("--supervisions", type=int, default=200)
    words.add_argument("--namespaces", type=int, default=40)
    words.add_argument("--changing", type=int, default=500, help="pods that change at once")
    words.add_argument("--seconds", type=int, default=60, help="length of the look at rest")
    words.add_argument("--rate", type=int, default=50, help="admissions in a second")
    words.add_argument("--heap", help="in place of the Deployment's, such as 96m")
    words.add_argument("--jar", default=apiserver.JAR, type=os.path.abspath)
    words.add_argument("--binaries", default=apiserver.BINARIES)
    return words.parse_args()


def main():
    asked = options()
    apiserver.JAR = asked.jar
    reason = apiserver.missing(asked.binaries)
    if reason:
        print("skipped: " + reason)
        return 0
    print("%s\n%s, load %s, %s" % (" ".join(["fleet.py", *sys.argv[1:]]), machine(), load(),
                                   datetime.datetime.now().strftime("%Y-%m-%d %H:%M")), flush=True)
    say("flags", " ".join(flags(asked.heap)))
    cluster = Cluster(os.path.join(asked.binaries, "kube-apiserver"), [apiserver.HOST], USERS)
    bench = Bench(asked, cluster)
    try:
        bench.run()
        return 0
    except Exception:
        if bench.operator:
            print(bench.operator.replica.log()[-3000:])
        raise
    finally:
        bench.close()
        cluster.close()


if __name__ == "__main__":
    sys.exit(main())
