#!/usr/bin/env python3
"""Does dpm-runner harm by the hundred, and checks after each fault what must hold. See README.md beside this file."""
import argparse
import collections
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import invariants
import selftest
from decoys import Decoys
from faults import Faults, NotPossible
from home import NAMES, Home, read
from plan import plan

ROOT = os.path.dirname(os.path.abspath(__file__)) + "/../../.."
CALM_WITHIN = 60


class Violated(Exception):
    pass


class Suite:

    def __init__(self, options):
        self.home = Home(options.jar, options.java)
        self.decoys = None
        self.counts, self.skipped = collections.Counter(), collections.Counter()
        self.slowest = (0, "")

    def begin(self):
        self.decoys = Decoys(self.home)
        self.faults = Faults(self.home)
        self.home.dpm("start", "--config", self.home.config)
        self.calm()

    def seen(self):
        return invariants.Seen(self.home.processes(), self.home.ask("status"), self.decoys.seen(),
                               self.home.journal_lines(), read(self.home.path + "/logs/targets/writer.log"),
                               self.faults.torn_journal)

    def calm(self):
        """Waits until all targets are in their expected state; returns the observation at that time."""
        until = time.monotonic() + CALM_WITHIN
        while True:
            seen = self.seen()
            bad = self.confirmed(invariants.at_once(seen))
            if bad:
                raise Violated("\n".join(bad))
            bad = invariants.when_calm(seen, self.faults.expected())
            if not bad:
                return seen
            if time.monotonic() > until:
                raise Violated("\n".join(bad))
            time.sleep(0.02)

    def confirmed(self, bad):
        """The violations that a second observation shows, too: one alone may err, since it reads /proc piece by piece."""
        if not bad:
            return []
        again = invariants.at_once(self.seen())
        return [sentence for sentence in bad if sentence in again]

    def run(self, faults):
        for number, (kind, parameters) in enumerate(faults, 1):
            begun = time.monotonic()
            try:
                self.faults.inject(kind, parameters)
                self.faults.settle(self.calm().status)
                self.counts[kind] += 1
            except NotPossible:
                self.skipped[kind] += 1
            except (Violated, AssertionError, OSError, AttributeError, subprocess.TimeoutExpired) as e:
                raise Violated("fault %d, %s %s:\n%s" % (number, kind, parameters, e or repr(e))) from e
            took = time.monotonic() - begun
            self.slowest = max(self.slowest, (took, "fault %d, %s" % (number, kind)))
            if number % 20 == 0:
                print("%d faults survived" % number, flush=True)

    def end(self):
        """Stops all targets and the runner; returns the processes that still run."""
        if self.home.dpm("stop", "--yes") != 0:
            raise Violated("stop --yes failed:\n" + self.home.said)
        until = time.monotonic() + 5
        while self.home.processes() and time.monotonic() < until:
            time.sleep(0.02)
        bad = invariants.strangers(self.seen())
        if bad:
            raise Violated("\n".join(bad))
        return self.home.processes()

    def evidence(self, seed):
        """Copies the runner's files, so that a person can search them for the cause of a violation."""
        kept = "/tmp/dpm-chaos-%d" % seed
        shutil.rmtree(kept, ignore_errors=True)
        for part in ("state", "logs"):
            shutil.copytree(os.path.join(self.home.path, part), os.path.join(kept, part), dirs_exist_ok=True)
        return kept

    def close(self):
        self.home.close()
        if self.decoys:
            self.decoys.close()


def report(suite, seed, left, seconds):
    lost, whole = invariants.lost_lines(read(suite.home.path + "/logs/targets/writer.log"))
    total = sum(suite.counts.values())
    print("seed %d: %d faults injected, %d survived" % (seed, total, total))
    for kind, count in sorted(suite.counts.items()):
        print("  %-24s %d" % (kind, count))
    for kind, count in suite.skipped.items():
        print("  %-24s %d not possible here" % (kind, count))
    print("lost lines of output 0, of %d" % whole if not lost else "lost lines of output %d" % lost)
    print("processes left behind %d, strangers signalled 0, took %.0f s, slowest %s with %.1f s" % (
        len(left), seconds, suite.slowest[1], suite.slowest[0]))


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, help="from which everything follows; a new one each time where not given")
    parser.add_argument("--faults", type=int, default=200)
    parser.add_argument("--long", action="store_true", help="2000 faults")
    parser.add_argument("--jar", default=ROOT + "/target/dpm-runner.jar")
    parser.add_argument("--java", default="java")
    parser.add_argument("--self-test", action="store_true", help="plants violations and sees whether they are found")
    return parser.parse_args()


def interrupted(*_):
    raise KeyboardInterrupt


def main():
    chosen = options()
    selftest.run()
    if chosen.self_test:
        return 0
    seed = chosen.seed if chosen.seed is not None else random.SystemRandom().randrange(1, 10 ** 6)
    count = 2000 if chosen.long else chosen.faults
    print("chaos: seed %d, %d faults, targets %s" % (seed, count, ", ".join(NAMES)), flush=True)
    signal.signal(signal.SIGTERM, interrupted)
    suite, begun = Suite(chosen), time.monotonic()
    try:
        suite.begin()
        suite.run(plan(seed, count))
        left = suite.end()
        report(suite, seed, left, time.monotonic() - begun)
        if left or invariants.lost_lines(read(suite.home.path + "/logs/targets/writer.log"))[0]:
            raise Violated("something was left behind or lost: %s" % left)
        return 0
    except Violated as e:
        print("VIOLATED: %s\n\nagain: %s --seed %d --faults %d\nlast command: %s\nevidence: %s" % (
            e, sys.argv[0], seed, count, suite.home.said, suite.evidence(seed)))
        return 1
    finally:
        suite.close()


if __name__ == "__main__":
    sys.exit(main())
