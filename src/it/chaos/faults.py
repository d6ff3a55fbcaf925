"""The faults that the test causes, and how each fault changes the expected states of the targets."""
import os
import signal
import time

from home import FINITE_RESTARTS, NAMES, read
from invariants import Expected


class NotPossible(Exception):
    """This machine does not allow the fault."""


class Faults:

    def __init__(self, home):
        self.home = home
        self.phases = {name: "RUNNING" for name in NAMES}
        self.fewest = self.most = 0
        self.unsure = set()
        self.torn_journal = 0

    def expected(self):
        return Expected(dict(self.phases), {"finite": (self.fewest, self.most, FINITE_RESTARTS)})

    def inject(self, kind, parameters):
        getattr(self, kind)(**parameters)

    def settle(self, status):
        """Replaces the expected number of restarts by the observed number, once no target changes any more."""
        if self.phases["finite"] == "RUNNING":
            self.fewest = self.most = next(
                t["restarts_in_window"] for t in status["targets"] if t["name"] == "finite")

    # ---- the expected states

    def crashed(self, name):
        if name != "finite":
            return
        if self.most >= FINITE_RESTARTS:
            self.phases["finite"] = "FATAL"
        else:
            self.fewest, self.most = self.fewest + 1, self.most + 1

    def afresh(self, name):
        if name == "finite":
            self.phases["finite"], self.fewest, self.most = "RUNNING", 0, 0

    def revive(self, name):
        """Starts a target again that the runner gave up, so that later faults can hit it."""
        if self.phases[name] != "RUNNING":
            self.command("start", name, "api")
            self.afresh(name)
            self.main(name)

    # ---- functions that the faults use

    def main(self, name):
        until = time.monotonic() + 20
        while time.monotonic() < until:
            main = self.home.main_of(name)
            if main:
                return main
            time.sleep(0.01)
        return None

    def command(self, word, name, by):
        if by == "api" and self.home.ask("targets/%s/%s" % (name, word), "POST") is not None:
            return
        self.home.dpm(word, name, *(["--yes"] if word == "stop" else []))

    def start(self):
        """Starts the next runner in the same home; if the record of a target was lost, with the configuration file."""
        if self.unsure:
            self.home.dpm("start", "--config", self.home.config)
            self.fewest = 0
            if "finite" in self.unsure or self.phases["finite"] == "FATAL":
                self.phases["finite"] = "RUNNING"
            self.unsure.clear()
        else:
            self.home.dpm("start")
        # the user still wants a target that was given up, so `start` launches it with a full restart budget
        if self.phases["finite"] == "FATAL" and self.given_up_before:
            self.afresh("finite")

    def kill_the_runner(self):
        self.given_up_before = self.phases["finite"] == "FATAL"
        if self.given_up_before and "finite" not in self.unsure:
            # the state is shown a moment before it is on the disk: after a kill in between, the next runner gives up again
            self.until(lambda: b"state=FATAL" in read(self.home.state_file("finite")), "FATAL is shown and never written")
        self.home.kill(self.home.runner())

    def until(self, condition, sentence):
        end = time.monotonic() + 10
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(sentence)
            time.sleep(0.01)

    def damage(self, name, how, share):
        path = self.home.state_file(name)
        self.unsure.add(name)
        self.until(lambda: os.path.exists(path), "there is no record of %s to damage: %s" % (name, path))
        if how == "delete":
            os.remove(path)
        elif how == "garbage":
            with open(path, "r+b") as file:
                file.seek(int(os.path.getsize(path) * share))
                file.write(b"\xff\0\\u12=\n" * 3)
        else:
            os.truncate(path, 0 if how == "empty" else int(os.path.getsize(path) * share))

    # ---- the faults

    def kill_target(self, name):
        self.revive(name)
        self.home.kill(self.main(name))
        self.crashed(name)

    def crash(self):
        self.revive("finite")
        os.kill(self.main("finite").pid, signal.SIGUSR1)
        self.crashed("finite")

    def kill_runner(self):
        self.kill_the_runner()
        self.start()

    def kill_both(self, name):
        self.revive(name)
        self.kill_the_runner()
        self.home.kill(self.home.main_of(name))
        self.crashed(name)
        self.start()

    def kill_runner_after_crash(self, name, delay):
        self.revive(name)
        main, runner = self.main(name), self.home.runner()
        self.given_up_before = False
        self.home.kill(main)
        time.sleep(delay)
        self.home.kill(runner)
        self.crashed(name)
        if self.phases["finite"] == "FATAL":
            # `start` launches the target again only if the runner gave it up before the runner's death
            self.start()
            self.phases["finite"] = self.awaited("finite", ("FATAL", "RUNNING"))
            self.fewest = 0 if self.phases["finite"] == "RUNNING" else self.fewest
            return
        self.start()

    def awaited(self, name, states):
        until = time.monotonic() + 20
        while time.monotonic() < until:
            status = self.home.ask("status") or {"targets": []}
            state = next((t["state"] for t in status["targets"] if t["name"] == name), "")
            if state in states:
                return state
            time.sleep(0.05)
        return "RUNNING"

    def pause_target(self, name, seconds):
        self.revive(name)
        main = self.main(name)
        self.home.kill(main, signal.SIGSTOP)
        time.sleep(seconds)
        self.home.kill(main, signal.SIGCONT)

    def pause_runner(self, seconds):
        runner = self.home.runner()
        self.home.kill(runner, signal.SIGSTOP)
        time.sleep(seconds)
        self.home.kill(runner, signal.SIGCONT)

    def fill_disk(self, name, also, seconds):
        if not self.home.mounted:
            raise NotPossible("no mount allowed")
        name = "sleeper" if name == "finite" else name
        self.fill()
        try:
            if also == "kill_target":
                self.home.kill(self.main(name))
            elif also == "restart":
                self.command("restart", name, "api")
            elif also in ("kill_runner", "start_runner"):
                self.kill_the_runner()
                self.torn_journal += 1
            if also == "start_runner":
                self.home.dpm("start")
            time.sleep(seconds)
        finally:
            os.remove(self.filler())
        if also in ("kill_runner", "start_runner"):
            self.unsure_what_was_said()

    def unsure_what_was_said(self):
        """The runner may run already, or may not have started at all; output that it could not write is lost."""
        self.unsure.add("writer")
        self.start()

    def filler(self):
        return os.path.join(self.home.path, "filler")

    def fill(self):
        with open(self.filler(), "wb", 0) as file:
            for size in (1 << 20, 4096, 1):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError:
                    continue

    def damage_state_dead(self, name, how, share):
        self.kill_the_runner()
        self.damage(name, how, share)
        self.start()

    def damage_state_live(self, name, how, share):
        self.damage(name, how, share)

    def lose_state_and_target(self, name, how, share):
        self.kill_the_runner()
        self.home.kill(self.home.main_of(name))
        self.damage(name, how, share)
        self.crashed(name)
        self.start()

    def tear_journal(self, share):
        self.kill_the_runner()
        text = open(self.home.journal(), "rb").read()
        last = len(text) - (text.rfind(b"\n", 0, len(text) - 1) + 1)
        os.truncate(self.home.journal(), len(text) - max(1, int(last * share)))
        self.torn_journal += 1
        self.start()

    def restart(self, name, by):
        self.command("restart", name, by)
        self.afresh(name)

    def stop_start(self, name, by):
        self.command("stop", name, by)
        until = time.monotonic() + 20
        while self.left_of(name) and time.monotonic() < until:
            time.sleep(0.01)
        if self.left_of(name):
            raise AssertionError("stop left processes of %s behind: %s" % (name, self.left_of(name)))
        self.command("start", name, by)
        self.afresh(name)

    def left_of(self, name):
        return [p for p in self.home.processes() if p.cookie and p.cookie[0] == name]

    def kill_member(self, role):
        for process in self.home.processes():
            if process.cookie and process.role == role:
                self.home.kill(process)

    def forget_daemon(self, files):
        self.kill_the_runner()
        for name in files:
            path = os.path.join(self.home.path, name)
            if os.path.exists(path):
                os.remove(path)
        self.start()
