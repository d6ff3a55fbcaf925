package dev.dpm.config.yaml;

import java.util.Optional;

import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

import dev.dpm.config.ConfigFault;

/** A text that is not YAML. The message says where and why. */
public final class NotYaml extends Exception {

    private static final long serialVersionUID = 1L;

    NotYaml(String sentence) {
        super(sentence);
    }

    /** Makes this exception from one of the YAML library, which throws undocumented exceptions on odd input. */
    static NotYaml of(RuntimeException fault) {
        if (fault instanceof MarkedYAMLException marked) {
            String line = Optional.ofNullable(marked.getProblemMark())
                    .map(mark -> "line " + (mark.getLine() + 1) + ": ").orElse("");
            return new NotYaml(line + marked.getProblem());
        }
        return new NotYaml(fault instanceof YAMLException
                ? fault.getMessage()
                : "not readable as YAML: " + ConfigFault.quoted(String.valueOf(fault.getMessage())));
    }
}
