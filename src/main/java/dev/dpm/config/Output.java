package dev.dpm.config;

/**
 * The destination of a target's output, and the source of its input.
 *
 * @param mode of stdout and stderr
 * @param inheritsStdin true: the target reads the runner's stdin; false: an empty one
 */
public record Output(OutputMode mode, boolean inheritsStdin) {

    static Output of(Settings settings) {
        return new Output(settings.get(Options.OUTPUT), settings.get(Options.STDIN) == OutputMode.INHERIT);
    }

    /** Where the target's stdout and stderr go. */
    public enum OutputMode {
        FILE, INHERIT,
        /** To a file, from which the runner copies it to its own stdout. */
        BOTH, NULL
    }
}
