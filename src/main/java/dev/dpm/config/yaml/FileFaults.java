package dev.dpm.config.yaml;

import java.util.ArrayList;
import java.util.List;

import org.yaml.snakeyaml.nodes.Node;

import dev.dpm.config.ConfigFault;

/** Collects the faults and warnings of a configuration file, at most a hundred of each. */
final class FileFaults {

    private static final int MOST = 100;

    private final String fileName;
    private final List<ConfigFault> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    FileFaults(String fileName) {
        this.fileName = fileName;
    }

    String place(Node node) {
        return fileName + " line " + line(node);
    }

    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    boolean isFull() {
        return faults.size() >= MOST;
    }

    void add(Node node, String sentence) {
        add(new ConfigFault(place(node), sentence));
    }

    void add(ConfigFault fault) {
        if (faults.size() == MOST - 1) {
            faults.add(new ConfigFault(fileName, "the file has more faults than are listed here: mend these first"));
        } else if (!isFull()) {
            faults.add(fault);
        }
    }

    /** Adds a warning, unless there are a hundred already. */
    void warn(Node node, String sentence) {
        if (warnings.size() < MOST) {
            warnings.add(place(node) + ": " + sentence);
        }
    }

    List<String> warnings() {
        return warnings;
    }

    List<ConfigFault> all() {
        return faults;
    }
}
