package dev.dpm.operator.file;

/** An unusable manifest. The message has a sentence for each fault, with the file's name. */
final class BadManifest extends Exception {

    private static final long serialVersionUID = 1L;

    BadManifest(String sentence) {
        super(sentence);
    }
}
