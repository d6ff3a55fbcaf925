package dev.dpm.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * By what a process that somebody else started is chosen; at least one is given, and all that are given must hold.
 *
 * @param name its name ({@code /proc/PID/comm}), or the base name of its argv[0]
 * @param pattern a regular expression, found anywhere in its arguments joined by blanks
 * @param pid this one process and none after it: a pid is borne by a stranger one day
 * @param pidFile a file in which its pid stands
 */
public record AttachSelector(Optional<String> name, Optional<Expression> pattern, Optional<Integer> pid,
        Optional<Path> pidFile) {

    public AttachSelector {
        if (name.isEmpty() && pattern.isEmpty() && pid.isEmpty() && pidFile.isEmpty()) {
            throw new IllegalArgumentException("a selector that chooses nothing");
        }
    }

    /** {@code name gunicorn, arguments matching 'app:api'}. */
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
