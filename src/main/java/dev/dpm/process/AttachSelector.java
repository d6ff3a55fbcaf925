package dev.dpm.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Selects a process of another program. It must meet all given criteria, of which there is at least one.
 *
 * @param name {@code /proc/PID/comm}, or the base name of argv[0]
 * @param pattern found anywhere in the arguments joined by blanks
 * @param pid at the first search; a later process with this pid does not match
 * @param pidFile contains the pid
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
