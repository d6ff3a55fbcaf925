package dev.dpm.operator.fleet;

/** Thrown for an answer that cannot come from a dpm-runner; the message is a sentence. */
public final class BadReport extends Exception {

    private static final long serialVersionUID = 1L;

    BadReport(String sentence) {
        super(sentence);
    }
}
