"""The conditions that must hold after every fault. Pure functions: from an observation to sentences about violations."""
import collections
import json
import re

LINE = re.compile(rb"^(\d+) (\d+) (x*)\.$")
MEMBERS = {"tree": ["tree", "child", "grandchild", "orphan"]}

# phases: name of a target -> expected state; budgets: name -> (fewest, most, allowed) restarts in the window
Expected = collections.namedtuple("Expected", "phases budgets")
# decoys: (name, lives, stopped, signals received)
Seen = collections.namedtuple("Seen", "processes status decoys journal output torn_journal")


def strangers(seen):
    """The runner has never signalled a process that is not its own (the decoys)."""
    bad = []
    for name, lives, stopped, received in seen.decoys:
        if not lives:
            bad.append("the decoy %s is gone: somebody killed it" % name)
        if stopped:
            bad.append("the decoy %s is stopped" % name)
        if received:
            bad.append("the decoy %s received signal %s" % (name, ", ".join(received)))
    return bad


def copies(seen):
    """No target ever has two copies: one main process, and one incarnation (run from launch to end), at a time."""
    bad = []
    for name, processes in by_target(seen).items():
        lives = sorted({p.cookie[1] for p in processes})
        mains = [p.pid for p in processes if p.role == name and p.leads]
        if len(mains) > 1:
            bad.append("%s has %d main processes: %s" % (name, len(mains), mains))
        elif len(lives) > 1:
            bad.append("%s has processes of incarnations %s" % (name, " and ".join(lives)))
    return bad


def by_target(seen):
    found = collections.defaultdict(list)
    for process in seen.processes:
        if process.cookie:
            found[process.cookie[0]].append(process)
    return found


def wanted(seen, expected):
    """Every target that should run has exactly one incarnation, and every other target has none; `status` agrees with /proc."""
    bad, found = [], by_target(seen)
    for name, phase in expected.phases.items():
        mains = [p for p in found[name] if p.role == name and p.leads]
        if phase != "RUNNING":
            if found[name]:
                bad.append("%s is to be %s and has processes %s" % (name, phase, [p.pid for p in found[name]]))
        elif len(mains) != 1:
            bad.append("%s has %d main processes, not one" % (name, len(mains)))
        bad += told(name, phase, mains, seen.status)
    return bad + ["nobody wants %s, and it runs" % name for name in found if name not in expected.phases]


def told(name, phase, mains, status):
    if status is None:
        return ["the runner does not answer"]
    target = {t["name"]: t for t in status["targets"]}.get(name)
    if target is None:
        return ["status does not know %s" % name]
    if target["state"] != phase:
        return ["status says %s is %s, not %s (%s)" % (name, target["state"], phase, target["reason"])]
    if phase == "RUNNING" and [p.pid for p in mains] != [target["pid"]]:
        return ["status says %s is process %s, /proc says %s" % (name, target["pid"], [p.pid for p in mains])]
    return []


def budget(seen, expected):
    """As many restarts in the window as crashes, and never more than allowed; FATAL exactly when no restart is left."""
    bad = []
    for target in seen.status["targets"] if seen.status else []:
        name, spent = target["name"], target["restarts_in_window"]
        fewest, most, allowed = expected.budgets.get(name, (0, 10 ** 9, 10 ** 9))
        if spent > allowed:
            bad.append("%s has spent %d restarts of %d" % (name, spent, allowed))
        elif target["state"] == "RUNNING" and not fewest <= spent <= most:
            bad.append("%s has spent %d restarts where %d to %d were due" % (name, spent, fewest, most))
        if target["state"] == "FATAL" and most < allowed:
            bad.append("%s is FATAL with restarts left (%s)" % (name, target["reason"]))
    return bad


def journal(seen):
    """Each line of the journal is a JSON object, and sequence numbers have no gap. No lines are torn except by the test."""
    bad, torn, last = [], 0, None
    for line in seen.journal:
        try:
            sequence = json.loads(line)["sequence"]
        except (ValueError, KeyError, TypeError):
            torn += 1 if line.strip() else 0
            continue
        if last is not None and sequence != last + 1:
            bad.append("the journal goes from %d to %d" % (last, sequence))
        last = sequence
    if torn > seen.torn_journal:
        bad.append("the journal has %d unreadable lines where %d were torn" % (torn, seen.torn_journal))
    return bad + ([] if seen.journal else ["there is no journal"])


def lines(seen):
    """Each run of a target numbers its lines from 1: none is lost or doubled, and only the last may be torn by the kill."""
    bad, life, number, torn = [], None, 0, None
    for line in seen.output[:seen.output.rfind(b"\n") + 1].split(b"\n"):
        match = LINE.match(line)
        if not match or len(match.group(3)) != int(match.group(2)) * 37 % 200:
            torn = line if line else torn
            continue
        its_life, its_number = int(match.group(1)), int(match.group(2))
        if its_life != life:
            life, number = its_life, 0
        elif torn is not None:
            bad.append("output: a torn line in the middle of a life before line %d: %r" % (its_number, torn[:60]))
        if its_number != number + 1:
            bad.append("output: line %d of life %d is followed by %d" % (number, life, its_number))
        number, torn = its_number, None
    return bad


def lost_lines(output):
    """How many line numbers are missing, each before the last number of its run, and how many lines there are."""
    lives = collections.defaultdict(list)
    for line in output.split(b"\n"):
        match = LINE.match(line)
        if match:
            lives[match.group(1)].append(int(match.group(2)))
    return sum(max(numbers) - len(set(numbers)) for numbers in lives.values()), sum(map(len, lives.values()))


def at_once(seen):
    """The conditions that must hold at every moment."""
    return strangers(seen) + copies(seen)


def when_calm(seen, expected):
    """The conditions that must hold when the runner has handled a fault."""
    return wanted(seen, expected) + budget(seen, expected) + journal(seen) + lines(seen)
