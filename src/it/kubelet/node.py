"""One real node with the demo deployed on it, and what can be asked of both."""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from pod import ASK
from podman import GROUND, IMAGE, PROJECT, Podman
from report import Report

HERE = os.path.dirname(os.path.abspath(__file__))
CLUSTER = os.path.join(HERE, "cluster")
BINARIES = os.path.join(os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache")), "dpm-cluster", "1.20.2")
APPLICATION = "localhost/python:1"
# the shipped manifest; only the images have other names
OVERLAY = """\
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [%s]
images:
  - {name: dpm-runner, newName: "%s", newTag: "%s"}
  - {name: python, newName: "%s", newTag: "%s"}
"""
CONTAINERFILE = """\
FROM %s
COPY python3 /usr/bin/
COPY lib /usr/lib/
ENV PATH=/usr/bin:/bin LD_LIBRARY_PATH=/usr/lib/machine
"""


def run(*command, **more):
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=600, **more)
    if done.returncode:
        raise RuntimeError("%s: %s" % (" ".join(command), done.stderr.strip()[-2000:]))
    return done.stdout


class Node:
    def __init__(self, podman, binaries):
        self.podman, self.folder = podman, tempfile.mkdtemp(prefix="dpm-kubelet.")
        self.state = os.path.join(self.folder, "state")
        try:
            said = run(os.path.join(CLUSTER, "up.sh"), binaries, self.state)
            self.access = dict(word.split("=", 1) for word in said.split())
            self.load(IMAGE)
            self.build_application()
            self.load(APPLICATION)
        except BaseException:
            self.close()
            raise

    def build_application(self):
        """The machine's own Python on busybox: nothing is fetched."""
        context = os.path.join(self.folder, "python")
        libraries = os.path.join(context, "lib", "machine")
        os.makedirs(libraries)
        python = os.path.realpath("/usr/bin/python3")
        shutil.copy(python, os.path.join(context, "python3"))
        standard = "/usr/lib/" + os.path.basename(python)
        shutil.copytree(standard, os.path.join(context, "lib", os.path.basename(python)), symlinks=False,
                        ignore_dangling_symlinks=True,
                        ignore=shutil.ignore_patterns("__pycache__", "test", "config-*", "lib2to3", "ensurepip"))
        for line in run("ldd", python).splitlines():
            if "=> /" in line:
                shutil.copy(line.split()[2], libraries)
        with open(os.path.join(context, "Containerfile"), "w") as out:
            out.write(CONTAINERFILE % GROUND)
        self.podman("build", "--quiet", "--network=none", "--pull=never", "--tag", APPLICATION, context)

    def load(self, image):
        archive = os.path.join(self.folder, "image.tar")
        self.podman("save", "--format", "docker-archive", "--output", archive, image)
        run(os.path.join(CLUSTER, "load-image.sh"), self.state, archive)
        os.remove(archive)

    def inside(self, *command, check=True):
        done = subprocess.run(["nsenter", "--net=" + self.access["NETNS"], *command], text=True, timeout=60,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env=dict(os.environ, KUBECONFIG=self.access["KUBECONFIG"]))
        if check and done.returncode:
            raise RuntimeError("%s: %s" % (" ".join(command), done.stderr.strip()))
        return done.stdout

    def apply(self):
        overlay = os.path.join(self.folder, "overlay")
        os.makedirs(overlay)
        with open(os.path.join(overlay, "kustomization.yaml"), "w") as out:
            out.write(OVERLAY % (os.path.relpath(os.path.join(PROJECT, "deploy", "kubernetes", "plain"), overlay),
                                 *IMAGE.rsplit(":", 1), *APPLICATION.rsplit(":", 1)))
        manifest = os.path.join(self.folder, "manifest.yaml")
        with open(manifest, "w") as out:
            out.write(run("kubectl", "kustomize", overlay))
        self.inside("kubectl", "apply", "--validate=false", "--filename", manifest)

    def settings(self, defaults):
        """The ConfigMap that the sidecar reads its file from; a later call changes it."""
        manifest = os.path.join(self.folder, "settings.json")
        with open(manifest, "w") as out:
            json.dump({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"},
                       "data": {"dpm.yaml": "defaults: %s\n" % defaults}}, out)
        self.inside("kubectl", "apply", "--validate=false", "--filename", manifest)

    def patch_sidecar(self, *flags):
        """A new pod, whose sidecar has other flags for its reaction, and the ConfigMap as a folder."""
        name, match = "--name=leaky", "--match=python3 .*/leaky[.]py"
        patch = {"spec": {"template": {"spec": {
            "containers": [{"name": "dpm", "args": ["run", "--attach", name, match, *flags],
                            "volumeMounts": [{"name": "settings", "mountPath": "/etc/dpm", "readOnly": True}]}],
            "volumes": [{"name": "settings", "configMap": {"name": "settings"}}]}}}}
        self.inside("kubectl", "patch", "deployment", "leaky", "--patch", json.dumps(patch))

    def pods(self):
        """How many pods there are, those that are ending among them."""
        return len(json.loads(self.inside("kubectl", "get", "pods", "--output", "json"))["items"])

    def pod(self):
        pods = json.loads(self.inside("kubectl", "get", "pods", "--output", "json"))["items"]
        return pods[0] if pods else {"status": {}}

    def container(self, name):
        unknown = {"ready": False, "restartCount": 0, "containerID": "", "lastState": {}}
        return next((one for one in self.pod()["status"].get("containerStatuses", []) if one["name"] == name), unknown)

    def pid(self, name):
        """The container's first process, on the machine."""
        container = self.container(name)["containerID"].rpartition("/")[2]
        tasks = run("ctr", "--address", self.state + "/containerd.sock", "--namespace", "k8s.io", "tasks", "list")
        return next(int(line.split()[1]) for line in tasks.splitlines() if line.startswith(container))

    def ask(self, group):
        """Status and word of a health group, at the pod's address as kubelet asks."""
        address = self.pod()["status"].get("podIP")
        if not address:
            return 0, ""
        said = self.inside("/usr/bin/python3", "-c", ASK, "http://%s:9181/q/health/group/%s" % (address, group), check=False)
        status, _, body = said.strip().partition(" ")
        if not body:
            return int(status or 0), ""
        return int(status), (json.loads(body)["checks"][0].get("data") or {}).get("leaky", "")

    def event(self, reason, *words):
        events = json.loads(self.inside("kubectl", "get", "events", "--output", "json"))["items"]
        return any(event["reason"] == reason and all(word in event["message"] for word in words) for event in events)

    def cost(self, name, seconds=60):
        """Working set and anonymous memory in MiB, CPU in milliseconds a minute, from the container's cgroup (v1)."""
        folders = {}
        with open("/proc/%d/cgroup" % self.pid(name)) as file:
            for line in file:
                _, controllers, path = line.strip().split(":", 2)
                folders.update((c, "/sys/fs/cgroup/%s%s/" % (c, path)) for c in controllers.split(","))

        def figure(controller, file):
            with open(folders[controller] + file) as text:
                return text.read()
        before, began = int(figure("cpuacct", "cpuacct.usage")), time.monotonic()
        time.sleep(seconds)
        used, passed = int(figure("cpuacct", "cpuacct.usage")) - before, time.monotonic() - began
        stat = dict(line.split() for line in figure("memory", "memory.stat").splitlines())
        whole = int(figure("memory", "memory.usage_in_bytes"))
        return {"working_set_mib": round((whole - int(stat["total_inactive_file"])) / 2**20, 1),
                "anonymous_mib": round(int(stat["total_rss"]) / 2**20, 1),
                "cpu_ms_per_minute": round(used / 1e6 * 60 / passed)}

    def diagnosis(self):
        return self.inside("kubectl", "describe", "pods", check=False)[-3000:] + "".join(
            self.inside("kubectl", "logs", "--tail=20", "--container=" + name, "deployment/leaky", check=False)
            for name in ("leaky", "dpm"))

    def close(self):
        subprocess.run([os.path.join(CLUSTER, "down.sh"), self.state], stdout=subprocess.DEVNULL)
        shutil.rmtree(self.folder, ignore_errors=True)


def try_on_node(checks):
    """Brings up a node, has checks(node, report) made on it, and takes it down. Returns the exit code: 1 on any FAIL."""
    binaries = sys.argv[1] if len(sys.argv) > 1 else BINARIES
    if not os.access(os.path.join(binaries, "kubelet"), os.X_OK):
        print("skipped: no Kubernetes binaries in %s; src/it/kubelet/cluster/build.sh makes them" % binaries)
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    report, podman, node = Report(), Podman(), None
    try:
        podman.build()
        node = Node(podman, binaries)
        report.line(True, "image built, node ready")
        checks(node, report)
    except Exception as problem:
        report.line(False, "%s: %s" % (type(problem).__name__, problem))
    finally:
        if node:
            node.close()
        podman.close()
    return report.close()
