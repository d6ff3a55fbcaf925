package dev.dpm.config;

import java.util.ArrayList;
import java.util.List;

/** Collects faults, missing programs and warnings while one request is resolved. */
final class Findings {

    private final List<ConfigFault> faults = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    void fault(ConfigFault fault) {
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }

    void fault(String place, String sentence) {
        fault(new ConfigFault(place, sentence));
    }

    void missing(String sentence) {
        missing.add(sentence);
    }

    void warning(String sentence) {
        warnings.add(sentence);
    }

    /** The faults found, a sentence each. */
    List<String> sentences() {
        return faults.stream().map(ConfigFault::toString).toList();
    }

    Resolution resolution(RunnerSpec runner, List<TargetSpec> targets) {
        return new Resolution(runner, targets, faults, missing, warnings);
    }
}
