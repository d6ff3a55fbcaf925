package dev.dpm.operator.file;

/** Thrown if a file with manifests is unusable. The message has a sentence for each fault, with the name of the file. */
final class BadManifest extends Exception {

    private static final long serialVersionUID = 1L;

    BadManifest(String sentence) {
        super(sentence);
    }
}
