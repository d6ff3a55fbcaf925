package dev.dpm.app;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.dpm.event.CommandResult;

/**
 * Records the length of each target's output at the moment when a command ordered its newest incarnation. The report on
 * that start then shows only lines written afterwards, none of earlier incarnations. Safe from any thread.
 */
final class StartMarks {

    private final DetailReader looks;
    private final Map<String, Mark> marks = new ConcurrentHashMap<>();

    private record Mark(long incarnation, long place) {
    }

    StartMarks(DetailReader looks) {
        this.looks = looks;
    }

    /**
     * Carries out a command that starts targets.
     *
     * @param names the targets that the command names; of others that it starts, nothing is remembered
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

    /** The last lines of a target's output, of that incarnation alone where a command named its target. */
    List<String> lastWords(String name, long incarnation, int lines) {
        Mark mark = marks.get(name);
        return looks.lastWords(name, lines, mark != null && mark.incarnation() == incarnation ? mark.place() : 0);
    }

    /** Forgets a target that was removed. */
    void forget(String name) {
        marks.remove(name);
    }
}
