package dev.dpm.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.dpm.process.NativePaths;

/** Which program runs a script whose ending says what language it is in, where neither it nor anybody else says more. */
final class Interpreters {

    private static final Map<String, String> BY_ENDING = Map.of("js", "node", "mjs", "node", "cjs", "node", "rb",
            "ruby",
            "pl", "perl", "php", "php", "sh", "bash", "bash", "bash", "jar", "", "exe", "");

    private Interpreters() {
    }

    /** Empty: the ending says nothing, and the default program runs it. A blank name: no program does. */
    static Optional<String> of(Path script) {
        String name = script.toString();
        return Optional.ofNullable(BY_ENDING.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)))
                .filter(program -> name.indexOf('.') >= 0);
    }

    static Path find(Path script, Programs programs, Path base) throws Unrunnable {
        String program = of(script).orElseThrow();
        if (program.isEmpty()) {
            throw new Unrunnable(
                    "target script " + NativePaths.shown(script) + " is no script: a program stands behind --, such as "
                            + "-- java -jar app.jar");
        }
        if (!programs.isOnPath(program)) {
            throw new Unrunnable("target script " + NativePaths.shown(script) + " is run by " + program
                    + ", which was not found on PATH (install it, or name a program by --process_name)");
        }
        return programs.find(program, base);
    }
}
