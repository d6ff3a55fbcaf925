package dev.dpm.config.yaml;

import java.util.Optional;

import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Thrown where a text cannot be read as YAML; the message says where and why. */
public final class NotYaml extends Exception {

    private static final long serialVersionUID = 1L;

    NotYaml(String sentence) {
        super(sentence);
    }

    /** A fault that the YAML reader found, with its line where the reader knows it. */
    static NotYaml of(YAMLException fault) {
        if (fault instanceof MarkedYAMLException marked) {
            String line = Optional.ofNullable(marked.getProblemMark())
                    .map(mark -> "line " + (mark.getLine() + 1) + ": ").orElse("");
            return new NotYaml(line + marked.getProblem());
        }
        return new NotYaml(fault.getMessage());
    }
}
