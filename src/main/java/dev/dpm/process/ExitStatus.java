package dev.dpm.process;

/** How a process ended: with an exit code, by a signal, or in an unknown way. */
public sealed interface ExitStatus {

    /**
     * The exit status in one phrase for people: {@code exit code 1}, {@code signal TERM}, {@code exit code unknown}.
     */
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
     * @param mayBeCode whether the process may have ended by itself with the exit code 128 + n instead, see {@link
     *     #ofJavaExitValue}
     */
    record Signaled(Signal signal, boolean mayBeCode) implements ExitStatus {

        /**
         * Makes the status of a process that a signal ended, where the kernel reported a signal, so that no exit code
         * can be meant.
         */
        public Signaled(Signal signal) {
            this(signal, false);
        }

        @Override
        public String words() {
            return "signal " + signal.name();
        }
    }

    /**
     * The process has ended, and its status is unknown, because the process was no child of this runner but of an
     * earlier runner.
     */
    record Unknown() implements ExitStatus {
        @Override
        public String words() {
            return "exit code unknown";
        }
    }

    /**
     * Converts the exit value that Java reports for an ended child; for signal n, Java reports 128 + n.
     *
     * <p> Java maps exit codes and signals to the same number (childproc.c of the JDK). So a program that exits with
     * 128 + n by itself looks like a program that signal n ended. The signal is far more common, so this method reports
     * the signal.
     */
    static ExitStatus ofJavaExitValue(int value) {
        int number = value - 128;
        return number >= 1 && number <= 31 ? new Signaled(new Signal(number), true) : new Code(value);
    }

    /**
     * The exit code that a shell would report for this status: the code itself, 128 + n for signal n, 1 where the
     * status is unknown.
     */
    default int shellCode() {
        if (this instanceof Code code) {
            return code.value();
        }
        return this instanceof Signaled signaled ? 128 + signaled.signal().number() : 1;
    }
}
