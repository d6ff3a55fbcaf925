"""Computes the list of faults, their order and their parameters from the seed alone."""
import random

from home import NAMES

# kind of fault -> how often it occurs, relative to the other kinds
WEIGHTS = {
    "kill_target": 5, "kill_runner": 4, "kill_both": 4, "kill_runner_after_crash": 5, "crash": 4, "pause_target": 2,
    "pause_runner": 2, "fill_disk": 4, "damage_state_dead": 3, "damage_state_live": 2, "lose_state_and_target": 2,
    "tear_journal": 2, "restart": 2, "stop_start": 2, "kill_member": 2, "forget_daemon": 2,
}
# further faults while the disk is full
WHILE_FULL = ["nothing", "kill_target", "restart", "kill_runner", "start_runner"]
DAMAGES = ["truncate", "garbage", "empty", "delete"]


def plan(seed, count):
    """A list of (kind, parameters). A longer list begins with the same faults as a shorter one."""
    chance = random.Random(seed)
    return [fault(chance) for _ in range(count)]


def fault(chance):
    kind = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    # for each fault all parameters are drawn, so that a change of one kind does not change the later faults
    drawn = {
        "name": chance.choice(NAMES), "by": chance.choice(["api", "api", "cli"]),
        "seconds": round(chance.uniform(0.05, 1.0) ** 2 * 2.5, 3), "delay": round(chance.uniform(0, 0.06), 4),
        "how": chance.choice(DAMAGES), "share": round(chance.random(), 3), "also": chance.choice(WHILE_FULL),
        "role": chance.choice(["orphan", "grandchild", "child"]),
        "files": chance.choice([["daemon.properties"], ["dpm.pid"], ["daemon.properties", "dpm.pid"]]),
    }
    return kind, {key: drawn[key] for key in USES.get(kind, [])}


USES = {
    "kill_target": ["name"], "kill_both": ["name"], "kill_runner_after_crash": ["name", "delay"],
    "pause_target": ["name", "seconds"], "pause_runner": ["seconds"], "fill_disk": ["name", "also", "seconds"],
    "damage_state_dead": ["name", "how", "share"], "damage_state_live": ["name", "how", "share"],
    "lose_state_and_target": ["name", "how", "share"], "tear_journal": ["share"], "restart": ["name", "by"],
    "stop_start": ["name", "by"], "kill_member": ["role"], "forget_daemon": ["files"],
}
