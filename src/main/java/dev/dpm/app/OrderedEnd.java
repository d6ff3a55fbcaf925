package dev.dpm.app;

import java.util.List;
import java.util.Set;

import dev.dpm.event.EventType;
import dev.dpm.view.EventView;

/** Finds out from a target's events whether a process of it ended by a command or schedule, or by a failure. */
final class OrderedEnd {

    /**
     * The event types that show that a process ended by itself, or that the runner ended it for an exceeded threshold
     * or a failed check.
     */
    private static final Set<String> FAILURES = Set.of(EventType.RESTART_SCHEDULED.word(),
            EventType.TARGET_GAVE_UP.word());

    private OrderedEnd() {
    }

    /**
     * Whether a command or a schedule ended the process of a launch, or prevented the launch.
     *
     * @param events the target's newest events, oldest first
     * @param incarnation the number of the launch
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

    /** Whether an event of a target is about the launch with this number. */
    static boolean isOf(EventView event, long incarnation) {
        return event.details().get("incarnation") instanceof Number number && number.longValue() == incarnation;
    }
}
