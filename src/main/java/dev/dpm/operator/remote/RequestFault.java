package dev.dpm.operator.remote;

/** A dpm-runner did not answer. The message follows the pod's name: {@code did not answer within 3 s}. */
public final class RequestFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean isOfTrust;

    RequestFault(String sentence, boolean isOfTrust) {
        super(sentence, null, false, false);
        this.isOfTrust = isOfTrust;
    }

    static RequestFault of(String sentence) {
        return new RequestFault(sentence, false);
    }

    /** Whether a certificate or token was refused. Both may have been renewed. */
    public boolean isOfTrust() {
        return isOfTrust;
    }
}
