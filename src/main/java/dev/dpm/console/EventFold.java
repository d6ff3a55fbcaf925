package dev.dpm.console;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.dpm.view.EventView;

/**
 * Makes one entry of what belongs together: a start is told as STARTING and as RUNNING, a stop as begun, ended and
 * done. What happens to other targets meanwhile does not part them.
 */
final class EventFold {

    private final boolean withTarget;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Entry> open = new HashMap<>();

    /** Events that make one entry, oldest first. */
    private record Entry(boolean isStop, List<EventView> events) {
    }

    private EventFold(boolean withTarget) {
        this.withTarget = withTarget;
    }

    /** @param oldestFirst as they are recorded */
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
        switch (event.type()) {
            case "TargetStarted", "TargetAttached" -> open.put(target, begin(false, event));
            case "TargetStopping" -> open.put(target, begin(true, event));
            case "TargetRunning" -> goOn(begun, event, begun != null && !begun.isStop());
            case "TargetExited", "TargetKilled", "TargetStopped" -> goOn(begun, event, begun != null && begun.isStop());
            case "MeasureNoted", "SampleMissed" -> begin(false, event);
            default -> goOn(begun, event, false);
        }
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

    /** A start is told by its first step, which has the cause; a stop by its last, which has the outcome. */
    private EventLine line(Entry entry) {
        List<EventLine> steps = entry.events().stream().map(event -> EventLine.of(event, withTarget)).toList();
        EventLine last = steps.get(steps.size() - 1);
        if (steps.size() == 1) {
            return last;
        }
        EventLine head = entry.isStop() ? last : steps.get(0);
        String mood = steps.stream().map(EventLine::mood).filter(worry -> !worry.equals("plain")).findFirst()
                .orElse("plain");
        return new EventLine(last.sequence(), head.time(), head.target(), head.message(), mood,
                steps.stream().map(step -> step.without(last.sequence())).toList(), head.incident());
    }
}
