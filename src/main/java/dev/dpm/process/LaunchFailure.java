package dev.dpm.process;

/** Thrown when a process could not be launched. The message is a sentence that says why. */
public final class LaunchFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean runnersFault;
    private final boolean ofOutput;

    /**
     * Makes the failure of a launch that the runner or the target caused.
     *
     * @param sentence what could not be launched, and why
     * @param runnersFault true where the runner lacked resources (descriptors, memory, processes): such a launch is
     *     tried again and takes nothing from the restart budget; false where the target itself cannot be launched
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
     * Makes the failure of a launch for which only the target's output file could not be opened: the disk is full or
     * read-only, or permission is missing. This failure counts as the runner's fault.
     */
    public static LaunchFailure ofOutput(String sentence, Throwable cause) {
        return new LaunchFailure(sentence, true, true, cause);
    }

    /** Whether only the output file made the launch fail, so that a launch without the file would succeed. */
    public boolean isOfOutput() {
        return ofOutput;
    }

    /** Whether the runner, and not the target, caused the failure of the launch. */
    public boolean isRunnersFault() {
        return runnersFault;
    }
}
