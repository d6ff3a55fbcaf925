package dev.dpm.operator.remote;

/**
 * Thrown if a dpm-runner did not answer. The message consists of the words that follow the pod's name in a sentence:
 * {@code did not answer within 3 s}.
 */
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

    /**
     * Whether dpm-runner's certificate or the operator's token was refused. In this case, the operator must read the
     * token of the namespace again, since certificate and token may have been renewed.
     */
    public boolean isOfTrust() {
        return isOfTrust;
    }
}
