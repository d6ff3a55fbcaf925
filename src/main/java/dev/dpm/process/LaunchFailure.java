package dev.dpm.process;

/** A launch that did not happen, with a sentence that says why. */
public final class LaunchFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean runnersFault;
    private final boolean ofOutput;

    /**
     * @param sentence what happened, to what
     * @param runnersFault true where the runner lacked something (descriptors, memory, processes): such a failure is
     *        tried again and spends no budget; false where the target itself cannot be launched
     */
    public LaunchFailure(String sentence, boolean runnersFault, Throwable cause) {
        this(sentence, runnersFault, false, cause);
    }

    private LaunchFailure(String sentence, boolean runnersFault, boolean ofOutput, Throwable cause) {
        super(sentence, cause);
        this.runnersFault = runnersFault;
        this.ofOutput = ofOutput;
    }

    /** Nothing hinders the launch but its output file: full or read-only disk, no permission. The runner's fault. */
    public static LaunchFailure ofOutput(String sentence, Throwable cause) {
        return new LaunchFailure(sentence, true, true, cause);
    }

    /** Whether it would succeed without its output file. */
    public boolean isOfOutput() {
        return ofOutput;
    }

    /** Whether the runner, not the target, is to blame. */
    public boolean isRunnersFault() {
        return runnersFault;
    }
}
