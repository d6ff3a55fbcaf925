package dev.dpm.operator.remote;

/**
 * A dpm-runner did not answer. The message has words that follow the name of its pod: {@code did not answer within 3 s}.
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
     * Whether dpm-runner's certificate or the operator's token was refused. In this case, the token must be read again,
     * since both may have been renewed.
     */
    public boolean isOfTrust() {
        return isOfTrust;
    }
}
