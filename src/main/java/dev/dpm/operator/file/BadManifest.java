package dev.dpm.operator.file;

/** A manifest that cannot be used; the message is a sentence that begins with the file and the place in the file. */
final class BadManifest extends Exception {

    private static final long serialVersionUID = 1L;

    BadManifest(String sentence) {
        super(sentence);
    }
}
