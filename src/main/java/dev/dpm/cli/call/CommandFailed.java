package dev.dpm.cli.call;

import dev.dpm.daemon.HomeFault;

/** Thrown to end a command with an exit code and a sentence for stderr. */
public final class CommandFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public CommandFailed(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    public CommandFailed(int exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    public static CommandFailed of(HomeFault fault) {
        return new CommandFailed(ExitCodes.FAILED, fault.getMessage(), fault);
    }

    public int exitCode() {
        return exitCode;
    }

    /**
     * Thrown where the daemon was silent for too long, or cannot be connected to. The message is a phrase that says
     * why.
     */
    public static final class NoAnswer extends Exception {

        private static final long serialVersionUID = 1L;

        public NoAnswer(String reason) {
            super(reason);
        }

        public NoAnswer(String reason, Throwable cause) {
            super(reason, cause);
        }

        /** The exception that ends a command to which the runner gave no answer. */
        public CommandFailed toFailure(long pid) {
            return new CommandFailed(ExitCodes.NO_ANSWER,
                    "the runner (process " + pid + ") does not answer: " + getMessage(),
                    this);
        }
    }
}
