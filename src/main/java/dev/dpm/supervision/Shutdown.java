package dev.dpm.supervision;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.dpm.lifecycle.TargetState;
import dev.dpm.process.StopScope;

/** The runner's end: every target is stopped at the same time, or all are kept. Touched by the loop's thread only. */
final class Shutdown {

    /** From the end of the longest grace to the end of the runner, whatever still lives (SPEC: shutdown). */
    private static final Duration AFTER_GRACE = Duration.ofSeconds(2);
    /** Likewise where what the main process leaves behind gets two seconds of its own. */
    private static final Duration AFTER_GRACE_OF_MAIN = Duration.ofSeconds(4);

    private final Ports ports;
    private final Roster roster;
    private final Stepper stepper;
    private final EndWatch ending;

    Shutdown(Ports ports, Roster roster, Stepper stepper, EndRules rules) {
        this.ports = ports;
        this.roster = roster;
        this.stepper = stepper;
        this.ending = new EndWatch(rules);
    }

    boolean isAsked() {
        return ending.isAsked();
    }

    /** Whether the runner ends alone. */
    boolean keepsTargets() {
        return ending.isAtOnce();
    }

    /** From now on nothing new begins. */
    Answer ask(boolean keepTargets, String why) {
        ending.ask(why, ports.clock().get().plus(longestStop()));
        if (keepTargets) {
            roster.copy().forEach(slot -> stepper.step(slot, TargetState::onRenewed));
            roster.all().forEach(slot -> stepper.keep(slot, true));
            ending.atOnce();
            return Answer.of(Answer.Kind.DONE, "the runner ends; its targets go on, and the next start adopts them");
        }
        List<String> letGo = roster.notAtRest().stream().filter(Slot::isAttached).map(Slot::lettingGo).toList();
        List<Slot> running = roster.notAtRest();
        String names = running.stream().filter(slot -> !slot.isAttached()).map(slot -> slot.name().value())
                .collect(Collectors.joining(", "));
        running.forEach(slot -> stepper.step(slot, (state, at) -> state.onStop(at, why)));
        String ends = names.isEmpty() ? "the runner ends" : "stopping " + names + " and the runner";
        return Answer.of(Answer.Kind.DONE,
                Stream.concat(letGo.stream(), Stream.of(ends)).collect(Collectors.joining("\n")));
    }

    /** After this long even KILL has had its time, on a machine that lets it be sent in time. */
    private Duration longestStop() {
        return roster.notAtRest().stream()
                .map(slot -> slot.spec.stopping().grace()
                        .plus(slot.spec.stopping().scope() == StopScope.MAIN ? AFTER_GRACE_OF_MAIN : AFTER_GRACE))
                .max(Duration::compareTo).orElse(AFTER_GRACE);
    }

    /** A target gave up in the name of all. */
    void because(String reason) {
        ending.giveUp();
        ask(false, "the runner ends: " + reason);
    }

    /** The runner did not run for that long, so that nothing could be ended meanwhile. */
    void stoodStill(Duration length) {
        ending.later(length);
    }

    /** When the loop has to look whether it is time to end; later than that, what the targets wait for wakes it. */
    Optional<Duration> deadline() {
        return ending.deadline().filter(at -> at.compareTo(ports.clock().get()) > 0);
    }

    Optional<Supervisor.Ended> reached() {
        return ending.reached(roster.all(), ports.clock().get());
    }
}
