package dev.dpm.config;

/**
 * The destination of a target's output, and the source of its input.
 *
 * @param mode of stdout, and of stderr where that goes with it
 * @param stderr where stderr goes, where that is not with stdout
 * @param inheritsStdin true: the target reads the runner's stdin; false: an empty one
 */
public record Output(OutputMode mode, boolean inheritsStdin, Stderr stderr) {

    static Output of(Settings settings) {
        return new Output(settings.get(Options.OUTPUT), settings.get(Options.STDIN) == OutputMode.INHERIT,
                settings.get(Options.STDERR));
    }

    /** Where the target's stdout and stderr go. */
    public enum OutputMode {
        FILE, INHERIT,
        /** To a file, from which the runner copies it to its own stdout. */
        BOTH, NULL
    }
}
