package dev.dpm.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Selects the process to attach to, which another program started. At least one of the four criteria is given, and the
 * process must meet all given criteria.
 *
 * @param name the process's name ({@code /proc/PID/comm}), or the base name of argv[0]
 * @param pattern a regular expression, found anywhere in the arguments joined by blanks
 * @param pid the pid of the process at the time of the first search; a later process with the same pid does not match
 * @param pidFile a file that contains the process's pid
 */
public record AttachSelector(Optional<String> name, Optional<Expression> pattern, Optional<Integer> pid,
        Optional<Path> pidFile) {

    public AttachSelector {
        if (name.isEmpty() && pattern.isEmpty() && pid.isEmpty() && pidFile.isEmpty()) {
            throw new IllegalArgumentException("a selector that chooses nothing");
        }
    }

    /** The criteria by which a process is selected, in words: {@code name gunicorn, arguments matching 'app:api'}. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        name.ifPresent(text -> words.add("name " + text));
        pattern.ifPresent(text -> words.add("arguments matching '" + text + "'"));
        pid.ifPresent(number -> words.add("pid " + number));
        pidFile.ifPresent(file -> words.add("the pid in " + NativePaths.text(file)));
        return NativeText.shown(String.join(", ", words));
    }
}
