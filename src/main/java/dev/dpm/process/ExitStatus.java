package dev.dpm.process;

public sealed interface ExitStatus {

    /** {@code exit code 1}, {@code signal TERM}, {@code exit code unknown} */
    String words();

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
    }

    /**
     * A signal ended the process.
     *
     * @param mayBeCode whether it may have been exit code 128 + n, see {@link #ofJavaExitValue}
     */
    record Signaled(Signal signal, boolean mayBeCode) implements ExitStatus {

        /** For a signal that the kernel reported. */
        public Signaled(Signal signal) {
            this(signal, false);
        }

        @Override
        public String words() {
            return "signal " + signal.name();
        }
    }

    /** The status is unknown, because the process was no child of this runner. */
    record Unknown() implements ExitStatus {
        @Override
        public String words() {
            return "exit code unknown";
        }
    }

    /**
     * Converts Java's exit value. Java reports 128 + n both for signal n and for that exit code (childproc.c of the JDK); the
     * signal is far more common.
     */
    static ExitStatus ofJavaExitValue(int value) {
        int number = value - 128;
        return number >= 1 && number <= 31 ? new Signaled(new Signal(number), true) : new Code(value);
    }

    /** The exit code that a shell would report: the code, 128 + n for signal n, or 1. */
    default int shellCode() {
        if (this instanceof Code code) {
            return code.value();
        }
        return this instanceof Signaled signaled ? 128 + signaled.signal().number() : 1;
    }
}
