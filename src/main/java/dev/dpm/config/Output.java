package dev.dpm.config;

import java.util.Optional;

import dev.dpm.config.value.Stderr;
import dev.dpm.process.OutputPlace.Service;

/**
 * The destination of a target's output, and the source of its input.
 *
 * @param stdout the destination of the target's stdout, and of its stderr unless {@code stderr} names another
 * @param inheritsStdin true if the target reads the runner's stdin; false if the target's stdin is empty
 * @param stderr the destination of the target's stderr
 * @param stamps whether the runner writes the time at the beginning of each line of the target's log
 */
public record Output(Stdout stdout, boolean inheritsStdin, Stderr stderr, boolean stamps) {

    public static Output of(Settings settings) {
        Stdout stdout = settings.get(Options.OUTPUT);
        Stderr stderr = settings.get(Options.STDERR);
        boolean isSame = stdout.mode() == OutputMode.PATH && stderr.path().equals(stdout.path());
        return new Output(stdout, settings.get(Options.STDIN) == OutputMode.INHERIT, isSame ? Stderr.MERGED : stderr,
                settings.get(Options.OUTPUT_TIMESTAMPS) && mayStamp(stdout.mode()));
    }

    /**
     * Whether the runner may write the time at the beginning of each line of a target's output. This is so if the
     * output goes to a file, with or without a copy on stdout. Journal and syslog add times themselves.
     */
    public static boolean mayStamp(OutputMode mode) {
        return mode == OutputMode.FILE || mode == OutputMode.BOTH || mode == OutputMode.PATH;
    }

    public OutputMode mode() {
        return stdout.mode();
    }

    /** Whether the target's output goes into a file, from which the runner can read the lines. */
    public boolean isToFile() {
        return mode() != OutputMode.INHERIT && mode() != OutputMode.NULL;
    }

    /**
     * Whether the target's stderr goes to another file than its stdout: to a log of its own, or to a file that the user
     * names.
     */
    public boolean hasErrorsApart() {
        return stderr.mode() == Stderr.Mode.APART || stderr.mode() == Stderr.Mode.PATH;
    }

    /**
     * Whether the runner copies the lines of the target's file to another destination: with times to the target's log,
     * or to a logging service.
     */
    public boolean isRelayed() {
        return stamps || mode() == OutputMode.JOURNALD || mode() == OutputMode.SYSLOG;
    }

    /**
     * The logging service (journal or syslog) to which the runner copies the lines of the target's output; empty if the
     * runner copies them to none.
     */
    public Optional<Service> service() {
        return switch (mode()) {
            case JOURNALD -> Optional.of(Service.JOURNALD);
            case SYSLOG -> Optional.of(Service.SYSLOG);
            case FILE, INHERIT, BOTH, NULL, PATH -> Optional.empty();
        };
    }

    /** The destination of the target's stdout and stderr. */
    public enum OutputMode {
        FILE, INHERIT,
        /**
         * {@code BOTH}: the output goes to a file, and the runner copies the file to its own stdout. {@code NULL}: the
         * output is lost.
         */
        BOTH, NULL,
        /** The output goes to a file, and the runner sends the file's lines to systemd's journal. */
        JOURNALD,
        /** The output goes to a file, and the runner sends the file's lines to syslog. */
        SYSLOG,
        /** The output goes to a file that the user names. */
        PATH
    }
}
