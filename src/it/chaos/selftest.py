"""Tests the checks: plants each kind of violation once, and fails if the checks do not report the violation."""
import json
import subprocess
import time

import invariants
from decoys import Decoys
from home import Home, Process, target_command
from invariants import Expected, Seen

LIFE = b"\n".join(b"77 %d %s." % (n, b"x" * (n * 37 % 200)) for n in range(1, 5)) + b"\n"
JOURNAL = [json.dumps({"schema": 1, "sequence": n}).encode() for n in range(5, 9)]
MAIN = Process(100, 1, "S", 1, True, ("sleeper", "3"), "sleeper")
STATUS = {"name": "sleeper", "state": "RUNNING", "pid": 100, "restarts_in_window": 1, "reason": ""}
WELL = Seen([MAIN], {"targets": [STATUS]}, [("decoy", True, False, [])], JOURNAL, LIFE, 0)
EXPECTED = Expected({"sleeper": "RUNNING"}, {"sleeper": (1, 1, 3)})


def status(**changes):
    return {"targets": [dict(STATUS, **changes)]}


def planted():
    """Each planted violation, and a word that the report about it must contain."""
    copy = MAIN._replace(pid=200)
    lines = LIFE.splitlines(True)
    return [
        (WELL._replace(processes=[MAIN, copy]), "2 main processes"),
        (WELL._replace(processes=[MAIN, copy._replace(cookie=("sleeper", "4"), role="child")]), "incarnations 3 and 4"),
        (WELL._replace(processes=[]), "0 main processes"),
        (WELL._replace(processes=[MAIN, copy._replace(cookie=("old", "1"))]), "nobody wants old"),
        (WELL._replace(status=None), "does not answer"),
        (WELL._replace(status={"targets": []}), "does not know"),
        (WELL._replace(status=status(pid=101)), "/proc says"),
        (WELL._replace(status=status(state="STOPPED")), "is STOPPED"),
        (WELL._replace(status=status(restarts_in_window=4)), "spent 4 restarts of 3"),
        (WELL._replace(status=status(restarts_in_window=0)), "where 1 to 1 were due"),
        (WELL._replace(status=status(state="FATAL")), "FATAL with restarts left"),
        (WELL._replace(decoys=[("decoy", False, False, [])]), "is gone"),
        (WELL._replace(decoys=[("decoy", True, True, [])]), "is stopped"),
        (WELL._replace(decoys=[("decoy", True, False, ["15"])]), "received signal 15"),
        (WELL._replace(journal=JOURNAL[:1] + JOURNAL[2:]), "goes from 5 to 7"),
        (WELL._replace(journal=JOURNAL[:2] + JOURNAL[1:]), "goes from 6 to 6"),
        (WELL._replace(journal=JOURNAL + [b'{"schema":1,"seq']), "1 unreadable lines where 0"),
        (WELL._replace(journal=[]), "no journal"),
        (WELL._replace(output=b"".join(lines[:1] + lines[2:])), "line 1 of life 77 is followed by 3"),
        (WELL._replace(output=b"".join(lines[:2] + lines[1:])), "line 2 of life 77 is followed by 2"),
        (WELL._replace(output=b"".join(lines[1:])), "line 0 of life 77 is followed by 2"),
        (WELL._replace(output=lines[0] + lines[1][:9] + b"\n" + b"".join(lines[1:])), "torn line in the middle"),
    ]


def found(seen, expected=EXPECTED):
    return invariants.at_once(seen) + invariants.when_calm(seen, expected)


def check(truth, sentence):
    if not truth:
        raise SystemExit("self-test: " + sentence)


def run():
    check(not found(WELL), "what is well is found violated: %s" % found(WELL))
    rested = Expected({"sleeper": "STOPPED"}, {})
    check(any("is to be STOPPED" in said for said in found(WELL, rested)), "a stopped target that runs is not found")
    for seen, word in planted():
        check(any(word in said for said in found(seen)), "'%s' is not found, only %s" % (word, found(seen)))
    check(invariants.lost_lines(LIFE) == (0, 4), "whole output counts as lost")
    check(invariants.lost_lines(LIFE.replace(b"77 2 ", b"78 1 "))[0] == 1, "a lost line is not counted")
    real()


def real():
    """Plants a second copy of a target and a signalled decoy, with real processes."""
    home, copies, decoys = Home("/nonexistent.jar", "java"), [], None
    try:
        for number in ("1", "1"):
            copies.append(subprocess.Popen(
                target_command("sleeper"), env=dict(home.env, _DPM_COOKIE="k:sleeper:" + number), cwd=home.folder,
                start_new_session=True, stdin=subprocess.DEVNULL))
        decoys = Decoys(home)
        check(not invariants.strangers(WELL._replace(decoys=decoys.seen())), "a decoy in peace counts as signalled")
        decoys.all[0][1].terminate()
        seen = until(lambda: WELL._replace(processes=home.processes(), decoys=decoys.seen()),
                     lambda seen: len(invariants.at_once(seen)) == 2)
        said = invariants.at_once(seen)
        check(any("received signal 15" in s for s in said), "a signalled decoy is not found")
        check(any("2 main processes" in s for s in said), "a second copy is not found in /proc: %s" % seen.processes)
    finally:
        home.close()
        if decoys:
            decoys.close()
        for copy in copies:
            copy.kill()
            copy.wait()


def until(look, holds):
    end = time.monotonic() + 10
    seen = look()
    while not holds(seen) and time.monotonic() < end:
        time.sleep(0.01)
        seen = look()
    return seen
