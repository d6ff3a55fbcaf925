package dev.dpm.config;

import java.util.Optional;

import dev.dpm.config.value.Stderr;
import dev.dpm.process.OutputPlace.Service;

/**
 * The output and input of a target.
 *
 * @param stdout where stdout goes, and stderr unless {@code stderr} says otherwise
 * @param inheritsStdin true: the target reads the runner's stdin; false: its stdin is empty
 * @param stderr where stderr goes
 * @param stamps whether each line of the log begins with a time
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
     * Whether the runner may add times to the lines of output with this destination. Journal and syslog add times
     * themselves.
     */
    public static boolean mayStamp(OutputMode mode) {
        return mode == OutputMode.FILE || mode == OutputMode.BOTH || mode == OutputMode.PATH;
    }

    public OutputMode mode() {
        return stdout.mode();
    }

    /** Whether the target's output goes into a file that the runner can read. */
    public boolean isToFile() {
        return mode() != OutputMode.INHERIT && mode() != OutputMode.NULL;
    }

    public boolean hasErrorsApart() {
        return stderr.mode() == Stderr.Mode.APART || stderr.mode() == Stderr.Mode.PATH;
    }

    /** Whether the runner forwards the lines of the output file: to a log with times, to the journal or to syslog. */
    public boolean isRelayed() {
        return stamps || mode() == OutputMode.JOURNALD || mode() == OutputMode.SYSLOG;
    }

    /** The service (journal or syslog) to which the runner forwards the lines of output; empty: none. */
    public Optional<Service> service() {
        return switch (mode()) {
            case JOURNALD -> Optional.of(Service.JOURNALD);
            case SYSLOG -> Optional.of(Service.SYSLOG);
            case FILE, INHERIT, BOTH, NULL, PATH -> Optional.empty();
        };
    }

    public enum OutputMode {
        FILE, INHERIT,
        /** {@code BOTH}: the target's output goes to a file and to the runner's stdout. {@code NULL}: it goes nowhere. */
        BOTH, NULL,
        JOURNALD,
        SYSLOG,
        PATH
    }
}
