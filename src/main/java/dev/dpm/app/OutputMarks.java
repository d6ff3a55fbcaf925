package dev.dpm.app;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.dpm.event.CommandResult;

/**
 * Stores, for each target that a command started, the length of its output at that moment. The report on the start then
 * shows only lines of the new process, and none of earlier processes. Safe from any thread.
 */
final class OutputMarks {

    private final DetailReader looks;
    private final Map<String, Mark> marks = new ConcurrentHashMap<>();

    private record Mark(long incarnation, long place) {
    }

    OutputMarks(DetailReader looks) {
        this.looks = looks;
    }

    /**
     * Carries out a command that starts targets, and stores the length of their output before.
     *
     * @param names the targets that the command names; for other targets that the command starts, no position is
     * stored
     */
    CommandResult noting(Collection<String> names, Supplier<CommandResult> command) {
        Map<String, Long> places = names.stream().distinct().collect(Collectors.toMap(name -> name, looks::outputEnd));
        CommandResult result = command.get();
        for (CommandResult.Started life : result.started()) {
            Long place = places.get(life.name());
            if (place == null) {
                marks.remove(life.name());
            } else {
                Mark fresh = new Mark(life.incarnation(), place);
                marks.merge(life.name(), fresh, (old, one) -> old.incarnation() == one.incarnation() ? old : one);
            }
        }
        return result;
    }

    /**
     * The last lines of a target's output, for the report on a launch. If a command that named the target ordered this
     * launch, lines of earlier launches are left out; otherwise they may be included.
     *
     * @param incarnation the number of the launch that is reported
     */
    List<String> lastWords(String name, long incarnation, int lines) {
        Mark mark = marks.get(name);
        return looks.lastWords(name, lines, mark != null && mark.incarnation() == incarnation ? mark.place() : 0);
    }

    /** Drops the stored length of output of a target that was removed. */
    void forget(String name) {
        marks.remove(name);
    }
}
