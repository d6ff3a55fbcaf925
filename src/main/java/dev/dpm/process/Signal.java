package dev.dpm.process;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A signal.
 *
 * @param number the number of the signal on x86-64 and arm64, from 1 to 64 (signal(7))
 */
public record Signal(int number) {

    public static final Signal HUP = new Signal(1);
    public static final Signal INT = new Signal(2);
    public static final Signal QUIT = new Signal(3);
    public static final Signal KILL = new Signal(9);
    public static final Signal TERM = new Signal(15);
    public static final Signal ABRT = new Signal(6);
    public static final Signal CONT = new Signal(18);
    public static final Signal STOP = new Signal(19);

    /** The texts that {@link #parse} accepts, described for people. */
    public static final String ALLOWED = "a signal by name or number, such as TERM";

    private static final List<String> NAMES = List.of("HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL",
            "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
            "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

    /**
     * The signals that a runner in the foreground handles. Not among them: KILL and STOP, which cannot be handled, the
     * signals that the JVM uses itself, CHLD, and the signals of job control.
     */
    public static final List<Signal> FOR_RUNNER = Stream.of("HUP", "INT", "TRAP", "ABRT", "USR1", "USR2", "ALRM",
            "TERM", "STKFLT", "URG", "XCPU", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS")
            .map(name -> parse(name).orElseThrow()).toList();

    public Signal {
        if (number < 1 || number > 64) {
            throw new IllegalArgumentException("no signal has the number " + number);
        }
    }

    /**
     * This method is written by hand, since the JVM takes milliseconds to generate it for a record, and each start of the
     * runner needs it.
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof Signal signal && signal.number == number;
    }

    @Override
    public int hashCode() {
        return number;
    }

    /** Parses {@code TERM}, {@code SIGTERM}, {@code term} or {@code 15}. */
    public static Optional<Signal> parse(String text) {
        String plain = text.strip().toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
        int index = NAMES.indexOf(plain);
        if (index >= 0) {
            return Optional.of(new Signal(index + 1));
        }
        boolean isNumber = plain.matches("[1-9][0-9]?") && Integer.parseInt(plain) <= 64;
        return isNumber ? Optional.of(new Signal(Integer.parseInt(plain))) : Optional.empty();
    }

    /** The name of this signal, such as {@code TERM}; for a real-time signal the number. */
    public String name() {
        return number <= NAMES.size() ? NAMES.get(number - 1) : Integer.toString(number);
    }

    @Override
    public String toString() {
        return name();
    }
}
