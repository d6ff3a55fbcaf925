package dev.dpm.operator.fleet;

/** An answer that is none of a dpm-runner; the message is a sentence. */
public final class BadReport extends Exception {

    private static final long serialVersionUID = 1L;

    BadReport(String sentence) {
        super(sentence);
    }
}
