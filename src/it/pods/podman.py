"""Runs podman with a storage of its own in a temporary folder, so that nothing is left on the machine."""
import os
import shutil
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.abspath(os.path.join(HERE, "..", "..", ".."))
IMAGE = "localhost/dpm-runner:test"
GROUND = "localhost/dpm-ground:1"  # busybox and the C library; deploy/container/build.sh makes it

# runc is used because crun refuses a machine with both cgroup versions; these limits need no CAP_SYS_RESOURCE
CONFIGURATION = """\
[containers]
default_ulimits = ["nofile=8192:8192", "nproc=8192:8192"]
[engine]
runtime = "runc"
"""


class Podman:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="dpm-pods.")
        configuration = os.path.join(self.folder, "containers.conf")
        with open(configuration, "w") as out:
            out.write(CONFIGURATION)
        self.env = dict(os.environ, CONTAINERS_CONF=configuration)
        self.command = ["podman", "--root", self.folder + "/root", "--runroot", self.folder + "/run",
                        "--cgroup-manager", "cgroupfs"]
        # conmon notes an OOM kill as a file named oom in the folder that podman was called in
        self.cwd = os.path.join(self.folder, "cwd")
        os.mkdir(self.cwd)

    def __call__(self, *arguments, check=True, timeout=120):
        """Runs podman and returns its stdout; with `check`, a failure raises an error with podman's message."""
        done = subprocess.run(self.command + list(arguments), env=self.env, cwd=self.cwd, text=True, timeout=timeout,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if check and done.returncode:
            raise RuntimeError("podman %s: %s" % (" ".join(arguments), done.stderr.strip()))
        return done.stdout.strip()

    def inspect(self, container, what):
        return self("inspect", "--format", "{{%s}}" % what, container)

    def build(self):
        script = os.path.join(PROJECT, "deploy", "container", "build.sh")
        done = subprocess.run([script, IMAGE], env=dict(self.env, PODMAN=" ".join(self.command)), text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=900)
        if done.returncode:
            raise RuntimeError("the image was not built:\n" + done.stdout[-3000:])

    def close(self):
        self("pod", "rm", "--all", "--force", "--time", "2", check=False)
        self("rm", "--all", "--force", "--time", "2", check=False)
        self("rmi", "--all", "--force", check=False)
        subprocess.run(["umount", "--lazy", self.folder + "/root/overlay"], stderr=subprocess.DEVNULL)
        shutil.rmtree(self.folder, ignore_errors=True)
