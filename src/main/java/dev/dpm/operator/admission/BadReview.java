package dev.dpm.operator.admission;

/** A request that is no AdmissionReview. The message is for its sender. */
public final class BadReview extends Exception {

    private static final long serialVersionUID = 1L;

    BadReview(String sentence) {
        super(sentence, null, false, false);
    }
}
