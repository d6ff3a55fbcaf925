"""Measures what a sidecar may do to its target, by user, group and capabilities: the table in the documentation."""
import os
import subprocess
import sys

# the capabilities that container runtimes usually give a container: KILL is among them, SYS_PTRACE is not
CONTAINER = "chown,dac_override,fowner,fsetid,kill,setgid,setuid,setpcap,net_bind_service,sys_chroot,setfcap"
NOTHING = ""
# a row: the target (user, group, capabilities), the sidecar, and whether the sidecar may signal, read stat, PSS, and the cgroup
ROWS = [
    ("same user and group, no capabilities", (10001, 10001, NOTHING), (10001, 10001, NOTHING), (1, 1, 1, 1)),
    ("same user, other group", (10001, 10001, NOTHING), (10001, 10002, NOTHING), (1, 1, 0, 0)),
    ("other user, no capabilities", (10001, 10001, NOTHING), (10002, 10002, NOTHING), (0, 1, 0, 0)),
    ("root with a container's capabilities", (10001, 10001, NOTHING), (0, 0, CONTAINER), (1, 1, 0, 0)),
    ("root without capabilities", (10001, 10001, NOTHING), (0, 0, NOTHING), (0, 1, 0, 0)),
    ("root with KILL and SYS_PTRACE", (10001, 10001, NOTHING), (0, 0, "kill,sys_ptrace"), (1, 1, 1, 1)),
    ("both root, only the target has capabilities", (0, 0, CONTAINER), (0, 0, NOTHING), (1, 1, 0, 0)),
    ("both root, same capabilities", (0, 0, CONTAINER), (0, 0, CONTAINER), (1, 1, 1, 1)),
]
TRY = """
import os, sys
pid = int(sys.argv[1])
def may(action):
    try:
        action()
        return 1
    except OSError:
        return 0
print(may(lambda: os.kill(pid, 0)), may(lambda: open("/proc/%d/stat" % pid).read()),
      may(lambda: open("/proc/%d/smaps_rollup" % pid).read()), may(lambda: os.listdir("/proc/%d/root/sys/fs/cgroup" % pid)))
"""


def as_user(who, *command):
    user, group, capabilities = who
    bounding = "-all" + "".join(",+" + name for name in capabilities.split(",") if name)
    return ["setpriv", "--reuid", str(user), "--regid", str(group), "--clear-groups", "--inh-caps", "-all",
            "--bounding-set", bounding, *command]


def measured(target, sidecar):
    process = subprocess.Popen(as_user(target, "/bin/sh", "-c", "echo up; exec sleep 60"), stdout=subprocess.PIPE,
                               cwd="/", text=True)
    try:
        process.stdout.readline()
        said = subprocess.run(as_user(sidecar, "/usr/bin/python3", "-c", TRY, str(process.pid)), cwd="/", text=True,
                              stdout=subprocess.PIPE, check=True).stdout
        return tuple(int(word) for word in said.split())
    finally:
        process.kill()
        process.wait()


def check(report):
    for name, target, sidecar, expected in ROWS:
        report.same(measured(target, sidecar), expected, "may signal, read stat, PSS, cgroup files: " + name)
