package dev.dpm.operator.fleet;

public final class BadReport extends Exception {

    private static final long serialVersionUID = 1L;

    BadReport(String sentence) {
        super(sentence);
    }
}
