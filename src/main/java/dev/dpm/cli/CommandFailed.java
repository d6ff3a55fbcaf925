package dev.dpm.cli;

import dev.dpm.daemon.HomeFault;

/** Thrown to end a command with an exit code and a sentence for stderr. */
final class CommandFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CommandFailed(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    CommandFailed(int exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    static CommandFailed of(HomeFault fault) {
        return new CommandFailed(ExitCodes.FAILED, fault.getMessage(), fault);
    }

    int exitCode() {
        return exitCode;
    }
}
