package dev.dpm.cli;

/**
 * Thrown where the daemon was silent for too long, or cannot be connected to. The message is a phrase that says why.
 */
final class NoAnswer extends Exception {

    private static final long serialVersionUID = 1L;

    NoAnswer(String reason) {
        super(reason);
    }

    NoAnswer(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** The failure of a command that needs the answer. */
    CommandFailed toFailure(long pid) {
        return new CommandFailed(ExitCodes.NO_ANSWER,
                "the runner (process " + pid + ") does not answer: " + getMessage(),
                this);
    }
}
