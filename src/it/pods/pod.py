"""A pod as the manifests describe it: one application, one sidecar, one pid namespace, one user, no capability."""
import json
import os
import subprocess
import time

from podman import GROUND, IMAGE, PROJECT

USER = "10001:10001"
CONFINED = ["--user", USER, "--cap-drop", "all", "--security-opt", "no-new-privileges", "--read-only",
            "--read-only-tmpfs=false"]
# sends a request inside the pod's network namespace, which is not reachable from outside
ASK = """
import sys, urllib.request, urllib.error
try:
    with urllib.request.urlopen(sys.argv[1], timeout=3) as answer:
        print(answer.status, answer.read().decode())
except urllib.error.HTTPError as error:
    print(error.code, error.read().decode())
except OSError:
    print(0)
"""


def until(seconds, condition, pause=0.2):
    """Calls a function until it returns a true value or the time is over; returns the last value."""
    deadline = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer or time.monotonic() > deadline:
            return answer
        time.sleep(pause)


class Pod:
    def __init__(self, podman, name):
        self.podman, self.name = podman, name
        podman("pod", "create", "--name", name, "--share", "pid,net,ipc,uts", "--network", "none")
        podman("pod", "start", name)

    def application(self, *leaky, memory="64m", restart="no", run=()):
        """Starts the demo program with the machine's own Python, as the first process of its container."""
        self.podman("run", "--detach", "--pod", self.name, "--name", self.name + "-app", *CONFINED,
                    "--memory", memory, "--memory-swap", memory, "--restart", restart, "--volume", "/usr:/usr:ro",
                    "--volume", PROJECT + "/deploy/demo:/app:ro", *run, GROUND,
                    "/usr/bin/python3", "/app/leaky.py", *leaky)

    def sidecar(self, *options, run=()):
        self.podman("run", "--detach", "--pod", self.name, "--name", self.name + "-dpm", *CONFINED, "--memory", "128m",
                    *run, IMAGE, "run", "--attach", "--name", "leaky", "--monitor_interval", "1", *options)

    def entrypoint(self, *options, run=()):
        """Starts dpm-runner, which launches the application, as the first process of the application's container."""
        self.podman("run", "--detach", "--pod", self.name, "--name", self.name + "-app", *CONFINED, "--memory", "128m",
                    *run, "--tmpfs", "/var/lib/dpm:mode=1777", IMAGE, "run", *options)

    def dpm(self, *command):
        """Runs a command of dpm-runner in the sidecar's container, and returns its output."""
        return self.podman("exec", self.name + "-dpm", "/opt/dpm/java/bin/java", "@/opt/dpm/java.options",
                           "-jar", "/opt/dpm/dpm-runner.jar", *command, check=False)

    def remove(self, which):
        self.podman("rm", "--force", "--time", "10", self.name + "-" + which, check=False)

    def inspect(self, which, what):
        return self.podman.inspect(self.name + "-" + which, what)

    def pid(self, which):
        """The pid of a container's first process in the machine's pid namespace; 0 if the container does not run."""
        return int(self.inspect(which, ".State.Pid"))

    def first_process(self):
        """Pid and start time of the pod's process 1."""
        pid = int(self.podman.inspect(self.podman("pod", "inspect", "--format", "{{.InfraContainerID}}", self.name),
                                      ".State.Pid"))
        with open("/proc/%d/stat" % pid) as stat:
            return pid, stat.read().rsplit(")", 1)[1].split()[19]

    def log(self, which):
        done = subprocess.run(self.podman.command + ["logs", self.name + "-" + which], env=self.podman.env,
                              cwd=self.podman.cwd, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return done.stdout

    def leak(self, mib):
        """Makes the application allocate this much memory and keep it."""
        return self.ask("/leak?mib=%d" % mib, port=8000)[0]

    def ask(self, path, port=9181):
        """Sends a request; returns status and body, and status 0 if there is no answer."""
        done = subprocess.run(["nsenter", "--target", str(self.first_process()[0]), "--net", "/usr/bin/python3", "-c",
                               ASK, "http://127.0.0.1:%d%s" % (port, path)], text=True, stdout=subprocess.PIPE, timeout=60)
        status, _, body = done.stdout.strip().partition(" ")
        return int(status or 0), body

    def health(self):
        """The status of the target's health group, and the answer's words about the target, such as RUNNING UP."""
        status, body = self.ask("/q/health/group/target")
        if not status:
            return 0, ""
        checks = json.loads(body)["checks"]
        return status, (checks[0].get("data") or {}).get("leaky", "") if checks else ""

    def is_well(self):
        return self.health() == (200, "RUNNING UP")

    def oom_kills(self):
        """The kernel's count of OOM kills in the application's cgroup, version 1 or 2; None if the cgroup was removed."""
        try:
            with open("/proc/%d/cgroup" % self.pid("app")) as file:
                lines = [line.strip().split(":", 2) for line in file]
            memory = [path for _, controllers, path in lines if "memory" in controllers.split(",")]
            name = "/sys/fs/cgroup/memory%s/memory.oom_control" % memory[0] if memory \
                else "/sys/fs/cgroup%s/memory.events" % [p for _, c, p in lines if not c][0]
            with open(name) as file:
                return int(dict(line.split() for line in file)["oom_kill"])
        except (OSError, IndexError, KeyError):
            return None

    def close(self):
        self.podman("pod", "rm", "--force", "--time", "2", self.name, check=False)
