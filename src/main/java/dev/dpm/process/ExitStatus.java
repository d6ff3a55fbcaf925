package dev.dpm.process;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

public sealed interface ExitStatus {

    /** The status in words: {@code exit code 1}, {@code signal TERM} or {@code exit code unknown}. */
    String words();

    /**
     * The exit code that a shell would report: the exit code itself, 128 + n for signal n, or 1 if the status is unknown.
     */
    int shellCode();

    /** Calls the function for the way in which the process ended, and returns its result. */
    <T> T match(Function<Code, T> byItself, Function<Signaled, T> bySignal, Supplier<T> unknown);

    /** The exit code; empty if a signal ended the process, or if the status is unknown. */
    default Optional<Integer> code() {
        return match(code -> Optional.of(code.value()), by -> Optional.empty(), Optional::empty);
    }

    /** The name of the signal that ended the process; empty if no signal did, or if the status is unknown. */
    default Optional<String> signalName() {
        return match(code -> Optional.empty(), by -> Optional.of(by.signal().name()), Optional::empty);
    }

    /**
     * The process ended by itself with an exit code.
     *
     * @param value 0 to 255
     */
    record Code(int value) implements ExitStatus {
        @Override
        public String words() {
            return "exit code " + value;
        }

        @Override
        public int shellCode() {
            return value;
        }

        @Override
        public <T> T match(Function<Code, T> byItself, Function<Signaled, T> bySignal, Supplier<T> unknown) {
            return byItself.apply(this);
        }
    }

    /**
     * A signal ended the process.
     *
     * @param mayBeCode whether the process may instead have ended by itself with exit code 128 + n ({@link
     *     #ofJavaExitValue})
     */
    record Signaled(Signal signal, boolean mayBeCode) implements ExitStatus {

        public Signaled(Signal signal) {
            this(signal, false);
        }

        @Override
        public String words() {
            return "signal " + signal.name();
        }

        @Override
        public int shellCode() {
            return 128 + signal.number();
        }

        @Override
        public <T> T match(Function<Code, T> byItself, Function<Signaled, T> bySignal, Supplier<T> unknown) {
            return bySignal.apply(this);
        }
    }

    /** The status is unknown, since the process was no child of this runner or was reaped by another thread. */
    record Unknown() implements ExitStatus {
        @Override
        public String words() {
            return "exit code unknown";
        }

        @Override
        public int shellCode() {
            return 1;
        }

        @Override
        public <T> T match(Function<Code, T> byItself, Function<Signaled, T> bySignal, Supplier<T> unknown) {
            return unknown.get();
        }
    }

    /**
     * Converts the exit value that Java reports. Java reports 128 + n both for signal n and for exit code 128 + n
     * (childproc.c of the JDK). The result is the signal, which is far more common.
     */
    static ExitStatus ofJavaExitValue(int value) {
        int number = value - 128;
        return number >= 1 && number <= 31 ? new Signaled(new Signal(number), true) : new Code(value);
    }
}
