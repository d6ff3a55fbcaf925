"""Runs etcd and kube-apiserver on loopback, with files in a temporary folder. There is no node, so pods never run."""
import base64
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

GROUPS = {
    "CustomResourceDefinition": ("/apis/apiextensions.k8s.io/v1", "customresourcedefinitions"),
    "ClusterRole": ("/apis/rbac.authorization.k8s.io/v1", "clusterroles"),
    "ClusterRoleBinding": ("/apis/rbac.authorization.k8s.io/v1", "clusterrolebindings"),
    "Role": ("/apis/rbac.authorization.k8s.io/v1", "roles"),
    "RoleBinding": ("/apis/rbac.authorization.k8s.io/v1", "rolebindings"),
    "MutatingWebhookConfiguration": ("/apis/admissionregistration.k8s.io/v1", "mutatingwebhookconfigurations"),
    "ValidatingWebhookConfiguration": ("/apis/admissionregistration.k8s.io/v1", "validatingwebhookconfigurations"),
    "Supervision": ("/apis/dpm.dev/v1alpha1", "supervisions"),
    "Namespace": ("/api/v1", "namespaces"),
    "ServiceAccount": ("/api/v1", "serviceaccounts"),
    "Pod": ("/api/v1", "pods"),
    "Secret": ("/api/v1", "secrets"),
    "ConfigMap": ("/api/v1", "configmaps"),
    "Event": ("/api/v1", "events"),
    "PodDisruptionBudget": ("/apis/policy/v1beta1", "poddisruptionbudgets"),
    "Lease": ("/apis/coordination.k8s.io/v1", "leases"),
}
ADMIN = "admin-token"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ended(process, patience=30):
    """Ends a process by TERM, and by KILL if it still runs after `patience` seconds."""
    if process and process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Cluster:
    """
    names: host names that the API server finds at 127.0.0.1, in a mount namespace of its own
    users: bearer token -> user name
    """

    def __init__(self, binary, names, users):
        self.binary, self.server, self.etcd = binary, None, None
        self.folder = tempfile.mkdtemp(prefix="dpm-apiserver-")
        self.port, self.store, peer = free_port(), free_port(), free_port()
        self.url = "https://127.0.0.1:%d" % self.port
        self.write("hosts", "127.0.0.1 localhost %s\n" % " ".join(names))
        self.write("tokens.csv", "%s,admin,admin,system:masters\n" % ADMIN
                   + "".join("%s,%s,%s\n" % (token, user, token) for token, user in users.items()))
        self.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test", "-addext",
                     "subjectAltName=IP:127.0.0.1", "-keyout", self.path("tls.key"), "-out", self.path("tls.crt"))
        self.openssl("genrsa", "-out", self.path("sa.key"), "2048")
        self.trust = ssl.create_default_context(cafile=self.path("tls.crt"))
        self.etcd = self.run("etcd", "etcd", "--data-dir", self.path("data"), "--listen-client-urls", self.etcd_url(),
                             "--advertise-client-urls", self.etcd_url(), "--listen-peer-urls", "http://127.0.0.1:%d" % peer)
        self.begin()

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w") as file:
            file.write(text)
        return self.path(name)

    def openssl(self, *words):
        subprocess.run(("openssl",) + words, check=True, stderr=subprocess.DEVNULL)

    def etcd_url(self):
        return "http://127.0.0.1:%d" % self.store

    def run(self, name, *words, **more):
        with open(self.path(name + ".log"), "ab") as log:
            return subprocess.Popen(words, stdout=log, stderr=log, stdin=subprocess.DEVNULL, **more)

    def begin(self):
        """Starts the API server, also again on the same port, and waits until it is ready."""
        self.server = self.run(
            "kube-apiserver", "unshare", "--mount", "sh", "-c",
            'mount --bind "$0" /etc/hosts && exec "$@"', self.path("hosts"), self.binary,
            "--etcd-servers=" + self.etcd_url(), "--bind-address=127.0.0.1", "--secure-port=%d" % self.port,
            "--tls-cert-file=" + self.path("tls.crt"), "--tls-private-key-file=" + self.path("tls.key"),
            "--token-auth-file=" + self.path("tokens.csv"), "--authorization-mode=RBAC",
            # this plugin requires a service account in each namespace, which only a controller-manager would create
            "--disable-admission-plugins=ServiceAccount", "--service-cluster-ip-range=10.96.0.0/24",
            "--service-account-issuer=https://test", "--service-account-key-file=" + self.path("sa.key"),
            "--service-account-signing-key-file=" + self.path("sa.key"), "--profiling=false")
        deadline = time.monotonic() + 180
        while not self.is_ready():
            if self.server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the API server does not get ready: " + self.tail("kube-apiserver"))
            time.sleep(0.5)

    def is_ready(self):
        try:
            return self.ask("GET", "/readyz")[0] == 200
        except OSError:
            return False

    def kill(self):
        self.server.kill()
        self.server.wait()

    def tail(self, name):
        with open(self.path(name + ".log"), errors="replace") as file:
            return "".join(file.readlines()[-15:])

    def kubeconfig(self, token):
        with open(self.path("tls.crt"), "rb") as file:
            authority = base64.b64encode(file.read()).decode()
        return self.write(token + ".kubeconfig", json.dumps({
            "apiVersion": "v1", "kind": "Config", "current-context": "test",
            "contexts": [{"name": "test", "context": {"cluster": "test", "user": "test"}}],
            "clusters": [{"name": "test", "cluster": {"server": self.url, "certificate-authority-data": authority}}],
            "users": [{"name": "test", "user": {"token": token}}]}))

    def ask(self, method, path, body=None, kind="application/json"):
        """Sends a request; returns the status, and the answer as parsed JSON or as text."""
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.url + path, data, {
            "Authorization": "Bearer " + ADMIN, "Content-Type": kind}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30, context=self.trust) as answer:
                return answer.status, self.values(answer.read())
        except urllib.error.HTTPError as refused:
            return refused.code, self.values(refused.read())

    @staticmethod
    def values(text):
        try:
            return json.loads(text)
        except ValueError:
            return text.decode()

    @staticmethod
    def at(kind, namespace=None, name=None, part=None):
        group, plural = GROUPS[kind]
        return group + ("/namespaces/" + namespace if namespace else "") + "/" + plural + "".join(
            "/" + word for word in (name, part) if word)

    def create(self, thing, namespace=None):
        return self.ask("POST", self.at(thing["kind"], namespace), thing)

    def get(self, kind, namespace, name):
        status, thing = self.ask("GET", self.at(kind, namespace, name))
        return thing if status == 200 else {}

    def apply_file(self, path, namespace):
        """Creates the documents of a manifest; documents that need a namespace are created in this one."""
        with open(path) as file:
            documents = file.read().split("\n---\n")
        for document in documents:
            kind = [line.split()[1] for line in document.splitlines() if line.startswith("kind:")][0]
            inside = namespace if kind in ("ServiceAccount", "Role", "RoleBinding") else None
            status, answer = self.ask("POST", self.at(kind, inside), document, "application/yaml")
            if status != 201:
                raise RuntimeError("%s %s: %s" % (path, kind, answer))

    def apply_again(self, path, namespace):
        """Applies a manifest whose objects exist, like kubectl apply --server-side; returns the statuses of the answers."""
        statuses = []
        with open(path) as file:
            documents = file.read().split("\n---\n")
        for document in documents:
            kind = [line.split()[1] for line in document.splitlines() if line.startswith("kind:")][0]
            name = [line.split()[1] for line in document.splitlines() if line.startswith("  name:")][0]
            inside = namespace if kind in ("ServiceAccount", "Role", "RoleBinding") else None
            statuses.append(self.ask("PATCH", self.at(kind, inside, name) + "?fieldManager=kubectl&force=true", document,
                                     "application/apply-patch+yaml")[0])
        return statuses

    def close(self):
        ended(self.server)
        ended(self.etcd)
        shutil.rmtree(self.folder, ignore_errors=True)
