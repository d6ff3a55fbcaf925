"""A home folder on a small file system of its own: runs the jar's commands in it, and finds its processes in /proc."""
import collections
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "target.py")
NAMES = ["finite", "sleeper", "tree", "writer"]
FINITE_RESTARTS = 3
PATIENCE = 120
# room for the copy of the jar, and as much again for all other files
HOME_MIB = 64

Process = collections.namedtuple("Process", "pid ticks state parent leads cookie role")


def target_command(role):
    return [sys.executable, "-IS", TARGET, role]


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def stat_of(pid):
    """State letter, parent, session and start ticks of a process; None if no process has this pid."""
    line = read("/proc/%d/stat" % pid)
    if not line:
        return None
    fields = line[line.rindex(b")") + 2:].split()
    return fields[0].decode(), int(fields[1]), int(fields[3]), int(fields[19])


def is_there(pid, ticks):
    """Whether exactly that process lives; a zombie does not."""
    stat = stat_of(pid)
    return stat is not None and stat[3] == ticks and stat[0] not in "ZX"


class Home:

    def __init__(self, jar, java):
        self.jar, self.java = os.path.abspath(jar), java
        self.folder = tempfile.mkdtemp(prefix="dpm-chaos")
        self.path = os.path.join(self.folder, "home")
        os.mkdir(self.path, 0o700)
        self.mounted = self.mount()
        self.mark = "CHAOS_MARK=" + self.folder
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("DPM_", "_DPM_"))}
        self.env.update(DPM_HOME=self.path, NO_COLOR="1", DPM_PORT="0", DPM_MANAGEMENT_PORT="0",
                        CHAOS_MARK=self.folder)
        self.config = os.path.join(self.folder, "chaos.yaml")
        self.said = ""
        with open(self.config, "w") as file:
            file.write(self.yaml())

    def mount(self):
        return subprocess.run(["mount", "-t", "tmpfs", "-o", "size=%dm,mode=700" % HOME_MIB, "chaos", self.path],
                              stderr=subprocess.DEVNULL).returncode == 0

    def yaml(self):
        lines = ["defaults: {monitor_interval: 1, start_seconds: 0.1, restart_interval: 0, restart_window: 86400,",
                 "  max_restarts: -1, backoff_factor: 1, backoff_max: 0.1, stop_grace: 5, cwd: %s}" % self.folder,
                 "targets:"]
        for name in NAMES:
            more = ", max_restarts: %d" % FINITE_RESTARTS if name == "finite" else ""
            lines.append("  %s: {command: %s%s}" % (name, json.dumps(target_command(name)), more))
        return "\n".join(lines) + "\n"

    def dpm(self, *words):
        """Runs a command to its end; returns the exit code, and stores the command's output."""
        self.said = "dpm %s: no end within %d s" % (" ".join(words), PATIENCE)
        done = subprocess.run([self.java, "-jar", self.jar, *words], env=self.env, cwd=self.folder,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              universal_newlines=True, timeout=PATIENCE)
        self.said = "dpm %s: exit code %d\n%s" % (" ".join(words), done.returncode, done.stdout)
        return done.returncode

    def ask(self, path, method="GET"):
        """The answer of the runner's API; None if there is no answer."""
        try:
            console = re.search(rb"^console=(.+)$", read(self.path + "/daemon.properties"), re.M)
            address = console.group(1).decode().replace("\\", "") + "api/v1/" + path
            request = urllib.request.Request(address, method=method, headers={
                "Authorization": "Bearer " + read(self.path + "/token").decode().strip(), "Accept": "application/json"})
            with urllib.request.urlopen(request, timeout=10) as answer:
                return json.load(answer)
        except (AttributeError, OSError, ValueError, urllib.error.URLError):
            return None

    def processes(self):
        """Every living process whose environment names this home, whether it belongs to a target or not."""
        found = []
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                process = self.process(int(entry))
                if process:
                    found.append(process)
        return found

    def process(self, pid):
        environ = read("/proc/%d/environ" % pid).split(b"\0")
        stat = stat_of(pid)
        if self.mark.encode() not in environ or stat is None or stat[0] in "ZX":
            return None
        cookie = [line[12:].decode() for line in environ if line.startswith(b"_DPM_COOKIE=")]
        words = read("/proc/%d/cmdline" % pid).decode("utf-8", "replace").split("\0")
        role = words[3] if len(words) > 3 and words[2] == TARGET else ""
        return Process(pid, stat[3], stat[0], stat[1], stat[2] == pid, tuple(cookie[0].split(":")[1:]) if cookie else
                       None, role)

    def main_of(self, name):
        """The main process of a target; None while there is none."""
        mains = [p for p in self.processes() if p.cookie and p.cookie[0] == name and p.role == name and p.leads]
        return mains[0] if mains else None

    def runner(self):
        """The daemon; None while there is none."""
        for process in self.processes():
            words = read("/proc/%d/cmdline" % process.pid).split(b"\0")
            if process.cookie is None and b"--daemon" in words:
                return process
        return None

    def kill(self, process, number=signal.SIGKILL):
        """Sends a signal to exactly this process; after KILL, waits for its end."""
        if process is None or not is_there(process.pid, process.ticks):
            return
        os.kill(process.pid, number)
        until = time.monotonic() + 20
        while number == signal.SIGKILL and is_there(process.pid, process.ticks) and time.monotonic() < until:
            time.sleep(0.002)

    def state_file(self, name):
        return os.path.join(self.path, "state", "targets", name + ".properties")

    def journal(self):
        return os.path.join(self.path, "state", "events.jsonl")

    def journal_lines(self):
        lines = []
        for number in range(9, 0, -1):
            lines += read("%s.%d" % (self.journal(), number)).splitlines()
        text = read(self.journal())
        # the text after the last line end is a line that is still being written
        return lines + (text[:text.rfind(b"\n") + 1].splitlines())

    def close(self):
        """Ends all remaining processes (each identified by pid and start time), and unmounts the file system."""
        left = [p for p in self.processes() if p.pid != os.getpid()]
        for process in left:
            self.kill(process)
        if self.mounted:
            subprocess.run(["umount", "-l", self.path], stderr=subprocess.DEVNULL)
        shutil.rmtree(self.folder, ignore_errors=True)
