package dev.dpm.config;

/**
 * The destination of a target's output, and the source of its input.
 *
 * @param mode the destination of stdout, and of stderr unless it goes elsewhere
 * @param stderr the destination of stderr
 * @param inheritsStdin true: the target reads the runner's stdin; false: the target's stdin is empty
 */
public record Output(OutputMode mode, boolean inheritsStdin, Stderr stderr) {

    static Output of(Settings settings) {
        return new Output(settings.get(Options.OUTPUT), settings.get(Options.STDIN) == OutputMode.INHERIT,
                settings.get(Options.STDERR));
    }

    /** The destination of the target's stdout and stderr. */
    public enum OutputMode {
        FILE, INHERIT,
        /** A file, from which the runner copies the output to its own stdout. */
        BOTH, NULL
    }
}
