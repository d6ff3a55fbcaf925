package dev.dpm.app;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.dpm.event.CommandResult;

/**
 * Stores the length of each target's output before a command starts the target, so that the report on the start shows only new
 * lines. Used from any thread.
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
     * Stores the length of the targets' output, and then carries out a command that starts these targets.
     * @param names the targets that the command names
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
     * The last lines of a target's output for the report on this launch. Lines before the command are left out if the length of
     * the output at that time is known.
     */
    List<String> lastWords(String name, long incarnation, int lines) {
        Mark mark = marks.get(name);
        return looks.lastWords(name, lines, mark != null && mark.incarnation() == incarnation ? mark.place() : 0);
    }

    void forget(String name) {
        marks.remove(name);
    }
}
