package dev.dpm.process;

/** How a process ended. */
public sealed interface ExitStatus {

    /** One phrase for people: {@code exit code 1}, {@code signal TERM}, {@code exit code unknown}. */
    String words();

    /**
     * It ended by itself.
     *
     * @param value 0 to 255
     */
    record Code(int value) implements ExitStatus {
        @Override
        public String words() {
            return "exit code " + value;
        }
    }

    /** A signal ended it. */
    record Signaled(Signal signal) implements ExitStatus {
        @Override
        public String words() {
            return "signal " + signal.name();
        }
    }

    /** It is gone, and nobody can say how: it was not our child (adopted after the runner's death). */
    record Unknown() implements ExitStatus {
        @Override
        public String words() {
            return "exit code unknown";
        }
    }

    /**
     * Reads the value that Java gives for an ended child: 128 + n for signal n.
     *
     * <p>
     * Java folds both endings into one number (childproc.c of the JDK), so a program that exits with 128 + n by itself
     * cannot be told from one that signal n ended; the second is far more common and is what we say.
     */
    static ExitStatus ofJavaExitValue(int value) {
        int number = value - 128;
        return number >= 1 && number <= 31 ? new Signaled(new Signal(number)) : new Code(value);
    }

    /** The code a shell would report: the code itself, 128 + n for signal n, 1 where it is unknown. */
    default int shellCode() {
        if (this instanceof Code code) {
            return code.value();
        }
        return this instanceof Signaled signaled ? 128 + signaled.signal().number() : 1;
    }
}
