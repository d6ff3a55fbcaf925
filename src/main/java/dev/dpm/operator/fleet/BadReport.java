package dev.dpm.operator.fleet;

/** Thrown for a response that no dpm-runner can have sent; the message is a sentence that says why. */
public final class BadReport extends Exception {

    private static final long serialVersionUID = 1L;

    BadReport(String sentence) {
        super(sentence);
    }
}
