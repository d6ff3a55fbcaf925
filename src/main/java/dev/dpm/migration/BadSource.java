package dev.dpm.migration;

/**
 * Thrown if a file of another supervisor cannot be imported. The message is a sentence that names the file and says what is
 * allowed.
 */
public final class BadSource extends Exception {

    private static final long serialVersionUID = 1L;

    public BadSource(String sentence) {
        super(sentence);
    }
}
