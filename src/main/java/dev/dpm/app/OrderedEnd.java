package dev.dpm.app;

import java.util.List;
import java.util.Set;

import dev.dpm.event.EventType;
import dev.dpm.view.EventView;

/** Finds out from a target's events whether a command, a schedule or a failure ended the target's process. */
final class OrderedEnd {

    /**
     * The types of the events that follow if a process ended by itself, exceeded a threshold or failed a check. They do not
     * follow if a command or a schedule ended the process.
     */
    private static final Set<String> FAILURES = Set.of(EventType.RESTART_SCHEDULED.word(),
            EventType.TARGET_GAVE_UP.word());

    private OrderedEnd() {
    }

    /**
     * Whether a command or a schedule ended this launch of the target, or prevented it.
     * @param events the target's newest events, oldest first
     */
    static boolean of(List<EventView> events, long incarnation) {
        boolean began = false;
        for (EventView event : events) {
            boolean isLaunch = event.type().equals(EventType.TARGET_STARTED.word());
            if (began && isLaunch) {
                return true;
            }
            boolean isFailedLaunch = event.type().equals(EventType.LAUNCH_FAILED.word()) && isOf(event, incarnation);
            if (isFailedLaunch || (began && FAILURES.contains(event.type()))) {
                return false;
            }
            began |= isLaunch && isOf(event, incarnation);
        }
        return true;
    }

    static boolean isOf(EventView event, long incarnation) {
        return event.details().get("incarnation") instanceof Number number && number.longValue() == incarnation;
    }
}
