package dev.dpm.operator.admission;

/**
 * Thrown for a request that is not an AdmissionReview. The message is a sentence for the client that sent the request.
 */
public final class BadReview extends Exception {

    private static final long serialVersionUID = 1L;

    BadReview(String sentence) {
        super(sentence, null, false, false);
    }
}
