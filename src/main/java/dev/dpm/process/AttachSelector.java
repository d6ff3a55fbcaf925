package dev.dpm.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The criteria by which the user selects a process, which another program started, for the runner to attach to. The
 * process must meet all given criteria; there is at least one.
 *
 * @param name the name of the process ({@code /proc/PID/comm}), or the base name of its argv[0]
 * @param pattern an expression that is found anywhere in the arguments, joined by blanks
 * @param pid the pid at the first search; a later process with the same pid does not match
 * @param pidFile the file that contains the pid
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
