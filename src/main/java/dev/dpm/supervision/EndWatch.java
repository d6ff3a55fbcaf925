package dev.dpm.supervision;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.RestartMode;
import dev.dpm.lifecycle.Phase;
import dev.dpm.process.ExitStatus;

/** Knows when the supervision is over, and with which exit code (SPEC: the exit codes of {@code run}). */
final class EndWatch {

    private static final int GAVE_UP = 70;

    private final EndRules rules;
    private Optional<String> asked = Optional.empty();
    private boolean gaveUp;
    private boolean atOnce;

    EndWatch(EndRules rules) {
        this.rules = rules;
    }

    void ask(String why) {
        asked = asked.or(() -> Optional.of(why));
    }

    void giveUp(String why) {
        gaveUp = true;
        ask(why);
    }

    void atOnce() {
        atOnce = true;
    }

    Optional<Supervisor.Ended> reached(Collection<Slot> slots) {
        boolean rest = slots.stream().allMatch(slot -> slot.state.phase().isAtRest());
        List<Slot> active = slots.stream().filter(slot -> slot.active).toList();
        if (asked.isPresent() && (atOnce || rest)) {
            return Optional.of(new Supervisor.Ended(code(active), asked.get()));
        }
        if (rules.whenAtRest() && rest && !active.isEmpty()) {
            return Optional.of(new Supervisor.Ended(code(active), "every target is at rest"));
        }
        return Optional.empty();
    }

    private int code(List<Slot> active) {
        if (gaveUp) {
            return GAVE_UP;
        }
        if (!rules.whenAtRest() || atOnce || active.size() != 1) {
            return 0;
        }
        Slot only = active.get(0);
        boolean endedOnOrder = only.state.phase() == Phase.STOPPED;
        if (endedOnOrder && only.spec.restart() == RestartMode.ALWAYS) {
            return 0;
        }
        return only.state.ledger().lastExit().map(ExitStatus::shellCode).orElse(1);
    }
}
