package dev.dpm.process;

/** A launch that did not happen, with a sentence that says why. */
public final class LaunchFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean runnersFault;

    /**
     * @param sentence what happened, to what
     * @param runnersFault true where the runner lacked something (descriptors, memory, processes): such a failure is
     *        tried again and spends no budget; false where the target itself cannot be launched
     */
    public LaunchFailure(String sentence, boolean runnersFault, Throwable cause) {
        super(sentence, cause);
        this.runnersFault = runnersFault;
    }

    /** Whether the runner, not the target, is to blame. */
    public boolean isRunnersFault() {
        return runnersFault;
    }
}
