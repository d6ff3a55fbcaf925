package dev.dpm.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.view.EventView;
import dev.dpm.view.Figures;
import dev.dpm.view.RunnerView;
import dev.dpm.view.StatusView;

/**
 * What the overview shows.
 *
 * @param title of the tab, with the count of troubles
 * @param summary such as {@code 2 of 3 well}
 * @param runner the runner's own figures
 * @param rows the most urgent first, then by name
 * @param events the newest first
 */
public record Overview(Frame frame, String title, String summary, String runner, List<String> faults, List<Row> rows,
        List<EventLine> events) {

    private static final int EVENTS = 20;

    static Overview of(Frame frame, StatusView status, List<EventView> oldestFirst, Instant now) {
        Map<String, String> lastOf = new HashMap<>();
        oldestFirst.forEach(event -> event.target()
                .ifPresent(target -> lastOf.put(target, event.message() + ", " + EventLine.of(event, now).ago())));
        List<Row> rows = status.targets().stream()
                .map(target -> Row.of(target, Optional.ofNullable(lastOf.get(target.name()))))
                .sorted(Comparator.comparingInt(Row::rank).thenComparing(Row::name)).toList();
        long troubles = rows.stream().filter(Row::isTroubled).count();
        return new Overview(frame, title(troubles), rows.size() - troubles + " of " + rows.size() + " well",
                runner(status.runner()), status.runner().faults(), rows, newestFirst(oldestFirst, now, EVENTS));
    }

    static List<EventLine> newestFirst(List<EventView> oldestFirst, Instant now, int most) {
        List<EventView> newest = new ArrayList<>(
                oldestFirst.subList(Math.max(0, oldestFirst.size() - most), oldestFirst.size()));
        Collections.reverse(newest);
        return newest.stream().map(event -> EventLine.of(event, now)).toList();
    }

    private static String title(long troubles) {
        return troubles == 0 ? "All well · dpm-runner" : "(" + troubles + ") in trouble · dpm-runner";
    }

    private static String runner(RunnerView runner) {
        return "dpm-runner " + runner.version() + ", pid " + runner.pid() + ", up "
                + Figures.duration(runner.uptimeSeconds()) + ", memory " + Figures.bytes(runner.memoryBytes());
    }
}
