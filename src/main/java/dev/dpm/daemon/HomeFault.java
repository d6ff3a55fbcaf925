package dev.dpm.daemon;

/** A home folder, or a file in it, cannot be used. The message is a sentence that tells people what to do. */
public final class HomeFault extends Exception {

    private static final long serialVersionUID = 1L;

    public HomeFault(String sentence) {
        super(sentence);
    }

    public HomeFault(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
