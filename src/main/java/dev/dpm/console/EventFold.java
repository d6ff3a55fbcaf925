package dev.dpm.console;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.dpm.event.EventType;
import dev.dpm.view.EventView;

/** Combines related events of a target into one line of a page, such as STARTING and RUNNING, or the parts of a stop. */
final class EventFold {

    private final boolean withTarget;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Entry> open = new HashMap<>();

    /**
     * How an event changes the line that combines the latest events of its target. BESIDE: the event gets a line of its own.
     * APART: the event gets a line of its own and completes the other line.
     */
    private enum Role {
        BEGINS_START, OF_START, BEGINS_STOP, OF_STOP, BESIDE, APART
    }

    private record Entry(boolean isStop, List<EventView> events) {
    }

    private EventFold(boolean withTarget) {
        this.withTarget = withTarget;
    }

    /**
     * Combines events into lines, newest first.
     * @param oldestFirst the events, oldest first
     * @param withTarget whether the lines name the target
     */
    static List<EventLine> newestFirst(List<EventView> oldestFirst, boolean withTarget) {
        EventFold fold = new EventFold(withTarget);
        oldestFirst.forEach(fold::take);
        List<EventLine> lines = new ArrayList<>(fold.entries.stream().map(fold::line).toList());
        Collections.reverse(lines);
        return lines;
    }

    private void take(EventView event) {
        String target = event.target().orElse("");
        Entry begun = open.get(target);
        switch (event.kind().map(EventFold::role).orElse(Role.APART)) {
            case BEGINS_START -> open.put(target, begin(false, event));
            case BEGINS_STOP -> open.put(target, begin(true, event));
            case OF_START -> goOn(begun, event, begun != null && !begun.isStop());
            case OF_STOP -> goOn(begun, event, begun != null && begun.isStop());
            case BESIDE -> begin(false, event);
            case APART -> goOn(begun, event, false);
        }
    }

    private static Role role(EventType type) {
        return switch (type) {
            case TARGET_STARTED, TARGET_ATTACHED -> Role.BEGINS_START;
            case TARGET_STOPPING -> Role.BEGINS_STOP;
            case TARGET_RUNNING -> Role.OF_START;
            case TARGET_EXITED, TARGET_KILLED, TARGET_STOPPED -> Role.OF_STOP;
            case MEASURE_NOTED, SAMPLE_MISSED -> Role.BESIDE;
            case MAIN_PROCESS_CHANGED, TARGET_ADOPTED, TARGET_LET_GO, TARGET_WAITING, TARGET_HELD, OOM_KILL_SEEN,
                    LAUNCH_FAILED,
                    THRESHOLD_BREACHED, THRESHOLD_RECOVERED, CHECK_FALTERED, CHECK_FAILED, CHECK_RECOVERED,
                    SIGNAL_SENT, HOOK_ENDED, RESTART_SCHEDULED, RESTARTS_FORGOTTEN, RUN_MISSED, TARGET_GAVE_UP,
                    TARGET_CHANGED,
                    TARGET_ACKNOWLEDGED,
                    TARGET_REMOVED, LIMITS_NOTED, FORKS_REFUSED, OUTPUT_DISPLACED, OUTPUT_FLOODED, RUNNER_STARTED,
                    RUNNER_STOPPED,
                    RUNNER_FAULTED, PERMITTED,
                    RUNNER_CAME_BACK, RUNNER_LOST, HOME_RESTORED, NOTICE_GIVEN_UP, RUNNER_NOTED ->
                Role.APART;
        };
    }

    private Entry begin(boolean isStop, EventView event) {
        Entry entry = new Entry(isStop, new ArrayList<>(List.of(event)));
        entries.add(entry);
        return entry;
    }

    private void goOn(Entry begun, EventView event, boolean belongs) {
        if (belongs) {
            begun.events().add(event);
        } else {
            open.remove(event.target().orElse(""));
            begin(false, event);
        }
    }

    /**
     * The line for some combined events. The line of a start shows its first event, which names the cause. The line of a stop
     * shows its last event, which names the outcome.
     */
    private EventLine line(Entry entry) {
        List<EventLine> steps = entry.events().stream().map(event -> EventLine.of(event, withTarget)).toList();
        EventLine last = steps.get(steps.size() - 1);
        if (steps.size() == 1) {
            return last;
        }
        EventLine head = entry.isStop() ? last : steps.get(0);
        String mood = steps.stream().map(EventLine::mood).filter(worry -> !worry.equals("plain")).findFirst()
                .orElse("plain");
        String incident = steps.stream().map(EventLine::incident).filter(id -> !id.isEmpty()).findFirst().orElse("");
        return new EventLine(last.sequence(), head.time(), head.target(), head.message(), mood,
                steps.stream().map(step -> step.without(last.sequence())).toList(), incident);
    }
}
