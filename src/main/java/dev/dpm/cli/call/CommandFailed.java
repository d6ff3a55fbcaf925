package dev.dpm.cli.call;

import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.ProcFs;
import dev.dpm.process.ProcessIdentity;

/** Thrown to end a command with an exit code and a sentence on stderr. */
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

    public static final class NoAnswer extends Exception {

        private static final long serialVersionUID = 1L;

        public NoAnswer(String reason) {
            super(reason);
        }

        public NoAnswer(String reason, Throwable cause) {
            super(reason, cause);
        }

        /**
         * The failure of a command to which the runner gives no answer.
         * @param runner the runner's process
         */
        public CommandFailed toFailure(ProcessIdentity runner) {
            return new CommandFailed(ExitCodes.NO_ANSWER, "the runner (process " + runner.pid() + ") does not answer: "
                    + getMessage() + ProcFs.system().stoppedState(runner)
                            .map(state -> "; " + stopped(runner.pid(), state)).orElse(""),
                    this);
        }

        /**
         * A phrase that says why a process cannot answer.
         * @param state the process's state in {@code /proc/PID/stat}, such as T for stopped (proc(5))
         */
        static String stopped(long pid, String state) {
            return state.equals("T")
                    ? "a signal such as SIGSTOP has stopped it (state T in /proc/" + pid + "/stat), and nothing is "
                            + "supervised until it goes on: `kill -CONT " + pid + "` lets it go on"
                    : "a debugger holds it (state " + state + " in /proc/" + pid + "/stat), and nothing is supervised "
                            + "until the debugger lets it go on";
        }
    }
}
