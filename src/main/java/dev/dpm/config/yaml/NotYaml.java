package dev.dpm.config.yaml;

/** Thrown where a text cannot be read as YAML; the message says where and why. */
public final class NotYaml extends Exception {

    private static final long serialVersionUID = 1L;

    NotYaml(String sentence) {
        super(sentence);
    }
}
