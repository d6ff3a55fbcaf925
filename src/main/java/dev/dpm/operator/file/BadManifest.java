package dev.dpm.operator.file;

/**
 * Thrown for an unusable manifest. The message has one sentence for each fault, each on its own line and beginning with
 * the file's name.
 */
final class BadManifest extends Exception {

    private static final long serialVersionUID = 1L;

    BadManifest(String sentence) {
        super(sentence);
    }
}
