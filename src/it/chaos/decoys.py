"""Decoys: processes that look like targets but do not belong to the runner, which must never signal them."""
import os
import subprocess

from home import is_there, read, stat_of, target_command


class Decoys:

    def __init__(self, home):
        self.home, self.all = home, []
        self.add("same-command", "sleeper", {})
        self.add("same-command-again", "finite", {})
        self.add("cookie-of-another-home", "sleeper", {"_DPM_COOKIE": "0123456789abcdef:sleeper:1"})

    def add(self, name, role, more):
        record = os.path.join(self.home.folder, name + ".signals")
        env = {k: v for k, v in self.home.env.items() if k not in ("CHAOS_MARK", "DPM_HOME")}
        env.update(more, DECOY_RECORD=record)
        process = subprocess.Popen(target_command(role), env=env, cwd=self.home.folder, start_new_session=True,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not read(record):
            if process.poll() is not None:
                raise SystemExit("the decoy %s did not start" % name)
        self.all.append((name, process, stat_of(process.pid)[3], record))

    def seen(self):
        """A tuple for each decoy: name, whether it lives, whether it is stopped, the signals that it received."""
        return [(name, is_there(process.pid, ticks), (stat_of(process.pid) or "?")[0] in "Tt",
                 read(record).decode().split()[1:]) for name, process, ticks, record in self.all]

    def close(self):
        for _, process, _, _ in self.all:
            process.kill()
            process.wait()
