package dev.dpm.operator.remote;

/**
 * Thrown if a dpm-runner did not answer, or sent an unusable response. The message follows the pod's name in a
 * sentence: {@code did not answer within 3 s}.
 */
public final class AskFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean isOfTrust;

    AskFault(String sentence, boolean isOfTrust) {
        super(sentence, null, false, false);
        this.isOfTrust = isOfTrust;
    }

    static AskFault of(String sentence) {
        return new AskFault(sentence, false);
    }

    /**
     * Whether the operator or the dpm-runner refused the other's certificate or token. Both may have been renewed since
     * the operator read them, so the caller should read them again.
     */
    public boolean isOfTrust() {
        return isOfTrust;
    }
}
