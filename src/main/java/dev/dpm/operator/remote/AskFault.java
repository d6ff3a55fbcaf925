package dev.dpm.operator.remote;

/**
 * Thrown where a dpm-runner could not be asked, or gave no usable answer. The message continues a sentence that begins
 * with the pod's name: {@code did not answer within 3 s}.
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

    /** Whether the certificate or the token was not accepted; both may have been renewed since they were read. */
    public boolean isOfTrust() {
        return isOfTrust;
    }
}
