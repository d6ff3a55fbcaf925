package dev.dpm.operator.admission;

/** Thrown if the body of a request is no AdmissionReview. The message of the exception is sent to the client. */
public final class BadReview extends Exception {

    private static final long serialVersionUID = 1L;

    BadReview(String sentence) {
        super(sentence, null, false, false);
    }
}
