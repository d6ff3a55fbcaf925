"""The operator in the cluster of a node, the workloads that it supervises, and what its fleet page says of them."""
import base64
import json
import os
import re
import subprocess

from node import run
from podman import IMAGE, PROJECT

SYSTEM, SHOP = "dpm-system", "shop"
OVERLAY = """\
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [%s]
patchesStrategicMerge: [address.json]
images:
  - {name: dpm-runner, newName: "%s", newTag: "%s"}
"""
# There is no kube-proxy: the API server asks the operator's pods itself, and the operator is told the API server's address.
ADDRESS = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "dpm-operator", "namespace": SYSTEM}, "spec": {"template": {"spec": {"containers": [{"name": "operator", "env": [
    {"name": "KUBERNETES_SERVICE_HOST", "value": "10.99.0.1"}, {"name": "KUBERNETES_SERVICE_PORT", "value": "6443"}]}]}}}}
VIEWER = [
    {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "viewer"}},
    {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "viewer"},
     "rules": [{"apiGroups": ["dpm.dev"], "resources": ["supervisions"], "verbs": ["get", "update"]}]},
    {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding", "metadata": {"name": "viewer"},
     "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "viewer"},
     "subjects": [{"kind": "ServiceAccount", "name": "viewer", "namespace": SHOP}]}]
# METHOD URL TOKEN COOKIE BODY: status, cookie and body of the answer; certificates are of the operator's own authority
VISIT = """
import json, ssl, sys, urllib.error, urllib.request
method, url, token, cookie, body = sys.argv[1:]
class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_): return None
opener = urllib.request.build_opener(Stay, urllib.request.HTTPSHandler(context=ssl._create_unverified_context()))
headers = {"Cookie": cookie}
if token: headers["Authorization"] = "Bearer " + token
try:
    answer = opener.open(urllib.request.Request(url, body.encode() or None, headers, method=method), timeout=15)
except urllib.error.HTTPError as other:
    answer = other
except OSError as problem:
    print(json.dumps([0, "", str(problem)])); sys.exit()
print(json.dumps([answer.status if hasattr(answer, "status") else answer.code, answer.headers.get("Set-Cookie") or "", answer.read().decode()]))
"""


class Fleet:
    def __init__(self, node):
        self.node = node

    def kubectl(self, *words, namespace=SHOP, check=True):
        return self.node.inside("kubectl", "--namespace", namespace, *words, check=check)

    def apply(self, *things, namespace=SHOP):
        self.apply_text(json.dumps({"apiVersion": "v1", "kind": "List", "items": list(things)}), namespace)

    def apply_text(self, text, namespace):
        manifest = os.path.join(self.node.folder, "manifest")
        with open(manifest, "w") as out:
            out.write(text)
        self.kubectl("apply", "--validate=false", "--filename", manifest, namespace=namespace)

    def get(self, *words, namespace=SHOP):
        said = self.kubectl("get", *words, "--output", "json", namespace=namespace, check=False)
        return json.loads(said) if said else {}

    def install(self):
        """The shipped manifests; only the image's name and what Kubernetes 1.20 does not serve yet are changed."""
        overlay = os.path.join(self.node.folder, "operator")
        os.makedirs(overlay)
        with open(os.path.join(overlay, "kustomization.yaml"), "w") as out:
            out.write(OVERLAY % (os.path.relpath(os.path.join(PROJECT, "deploy", "operator"), overlay), *IMAGE.rsplit(":", 1)))
        with open(os.path.join(overlay, "address.json"), "w") as out:
            json.dump(ADDRESS, out)
        manifests = run("kubectl", "kustomize", overlay)
        self.apply_text(manifests.replace("apiVersion: policy/v1\n", "apiVersion: policy/v1beta1\n"), SYSTEM)

    def namespace(self):
        self.apply({"apiVersion": "v1", "kind": "Namespace", "metadata": {
            "name": SHOP, "labels": {"dpm.dev/supervise": "enabled"}}})
        with open(os.path.join(PROJECT, "deploy", "demo", "leaky.py")) as program:
            self.apply({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "app"},
                        "data": {"leaky.py": program.read()}}, *VIEWER)

    def operators(self):
        pods = self.get("pods", "--selector", "app.kubernetes.io/name=dpm-operator", namespace=SYSTEM).get("items", [])
        return [pod for pod in pods if "deletionTimestamp" not in pod["metadata"]]

    def ready_operators(self):
        deployment = self.get("deployment", "dpm-operator", namespace=SYSTEM).get("status", {})
        return deployment.get("readyReplicas", 0)

    def has_authority(self):
        hook = self.get("mutatingwebhookconfiguration", "dpm-operator")["webhooks"][0]
        return hook["clientConfig"].get("caBundle")

    def conditions(self, name):
        conditions = self.get("supervision", name).get("status", {}).get("conditions", [])
        return [each["type"] for each in conditions if each["status"] == "True"]

    def pods(self, app):
        pods = self.get("pods", "--selector", "app=" + app).get("items", [])
        return [pod for pod in pods if "deletionTimestamp" not in pod["metadata"]]

    def supervised(self, app):
        pods = self.pods(app)
        return pods and all(sorted(each["name"] for each in pod["status"].get("containerStatuses", []) if each["ready"])
                            == ["app", "dpm"] for pod in pods)

    def container(self, app, name):
        return next(each for each in self.pods(app)[0]["status"]["containerStatuses"] if each["name"] == name)

    def restarts(self, app):
        return self.container(app, "app")["restartCount"]

    def last_end(self, app):
        return self.container(app, "app")["lastState"]["terminated"]

    def job_is_done(self, name):
        return self.get("job", name).get("status", {}).get("succeeded") == 1

    def event(self, reason, *words):
        return next((each["message"] for each in self.get("events").get("items", [])
                     if each["reason"] == reason and all(word in each["message"] for word in words)), "")

    def available(self, name):
        return self.get("deployment", name).get("status", {}).get("availableReplicas", 0)

    def updated(self, name):
        deployment = self.get("deployment", name)
        status = deployment.get("status", {})
        # old pods that are still ending do not count as replicas any more
        return status.get("updatedReplicas", 0) if status.get("observedGeneration") == deployment["metadata"]["generation"] else 0

    def roll(self, name):
        self.kubectl("rollout", "restart", "deployment/" + name)

    def operator_pids(self):
        """The JVMs of all replicas, on the machine."""
        tasks = run("ctr", "--address", self.node.state + "/containerd.sock", "--namespace", "k8s.io", "tasks", "list")
        containers = [pod["status"]["containerStatuses"][0]["containerID"].rpartition("/")[2] for pod in self.operators()]
        return [int(line.split()[1]) for line in tasks.splitlines() if line.startswith(tuple(containers))]

    def token(self):
        secrets = self.get("secrets").get("items", [])
        return next(base64.b64decode(each["data"]["token"]).decode() for each in secrets
                    if each["metadata"].get("annotations", {}).get("kubernetes.io/service-account.name") == "viewer")

    def visit(self, path, method="GET", token="", cookie="", body=""):
        addresses = [pod["status"].get("podIP") for pod in self.operators()
                     if all(each["ready"] for each in pod["status"].get("containerStatuses", [{"ready": False}]))]
        if not addresses:
            return 0, "", ""
        said = self.node.inside("/usr/bin/python3", "-c", VISIT, method, "https://%s:9443%s" % (sorted(addresses)[0], path),
                                token, cookie, body, check=False)
        return tuple(json.loads(said)) if said else (0, "", "")

    def members(self):
        status, _, body = self.visit("/api/v1/fleet", token=self.token())
        return [each for group in json.loads(body)["groups"] for each in group["members"]] if status == 200 else []

    def shown(self):
        return sorted("%s %s" % (each["standing"], each["name"]) for each in self.members())

    def standings(self, app):
        return sorted(each["standing"] for each in self.members() if each["name"].startswith(app + "-"))

    def names(self, app, standing):
        return [each["name"] for each in self.members() if each["name"].startswith(app + "-") and each["standing"] == standing]

    def page(self, path):
        return self.visit(path, cookie=self.log_in())[2]

    def log_in(self):
        return self.visit("/login", "POST", body="token=" + self.token())[1].split(";")[0]

    def bound(self, app):
        """The memory in bytes above which the target is acted upon, as its dpm-runner told the operator."""
        status, _, body = self.visit("/api/v1/fleet/pods/%s/%s" % (SHOP, self.pods(app)[0]["metadata"]["name"]), token=self.token())
        return json.loads(body)["memory_bound_bytes"] if status == 200 else None

    def change(self, name, threshold):
        cookie = self.log_in()
        csrf = re.search('name="csrf"[^>]*value="([^"]+)"', self.visit("/", cookie=cookie)[2]).group(1)
        return self.visit("/supervisions/%s/%s/thresholds" % (SHOP, name), "POST", cookie=cookie,
                          body="csrf=%s&memoryThreshold=%s" % (csrf, threshold.replace("%", "%25")))[0]

    def operator_logs(self):
        return "".join(self.kubectl("logs", pod["metadata"]["name"], namespace=SYSTEM, check=False) for pod in self.operators())

    def diagnosis(self):
        return "\n".join((self.kubectl("get", "pods", "--all-namespaces", "--output", "wide", check=False),
                          self.kubectl("get", "events", "--all-namespaces", check=False)[-3000:], self.operator_logs()[-4000:]))
