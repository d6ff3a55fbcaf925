package dev.dpm.process;

/** Thrown when a process could not be launched. The message is a sentence that says why. */
public final class LaunchFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean runnersFault;
    private final boolean ofOutput;

    /**
     * Creates the exception.
     *
     * @param sentence what could not be launched, and why
     * @param runnersFault whether the runner lacked resources (file descriptors, memory, processes); the launch is then
     *     tried again, and this is not counted as a restart
     */
    public LaunchFailure(String sentence, boolean runnersFault, Throwable cause) {
        this(sentence, runnersFault, false, cause);
    }

    private LaunchFailure(String sentence, boolean runnersFault, boolean ofOutput, Throwable cause) {
        super(sentence, cause);
        this.runnersFault = runnersFault;
        this.ofOutput = ofOutput;
    }

    /**
     * The exception for an output file that could not be opened, for example since the disk is full. This counts as the
     * runner's fault.
     */
    public static LaunchFailure ofOutput(String sentence, Throwable cause) {
        return new LaunchFailure(sentence, true, true, cause);
    }

    /** Whether a launch without the output file would succeed. */
    public boolean isOfOutput() {
        return ofOutput;
    }

    /** Whether the runner, and not the target, caused the failure of the launch. */
    public boolean isRunnersFault() {
        return runnersFault;
    }
}
