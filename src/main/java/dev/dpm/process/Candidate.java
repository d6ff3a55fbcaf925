package dev.dpm.process;

import java.util.List;

/**
 * A process that may be the one to attach to.
 *
 * @param name {@code /proc/PID/comm}: at most 15 bytes, without a line break
 * @param arguments argv as the process shows it now; empty: a kernel thread, or the runner may not read the arguments
 */
public record Candidate(long pid, String name, List<String> arguments) {

    public Candidate {
        arguments = List.copyOf(arguments);
    }

    /**
     * Whether the name and the arguments of this process match the selector. The selector's pid and pid file are not
     * compared here.
     */
    public boolean matches(AttachSelector selector) {
        boolean isNamed = selector.name().isEmpty() || selector.name().get().equals(name)
                || selector.name().get().equals(baseName());
        return isNamed && selector.pattern()
                .map(pattern -> pattern.isFoundIn(String.join(" ", arguments))).orElse(true);
    }

    private String baseName() {
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        return first.substring(first.lastIndexOf('/') + 1);
    }

    /** The pid and the name of this process: {@code 4711 (gunicorn)}. */
    @Override
    public String toString() {
        return pid + " (" + NativeText.shown(name) + ")";
    }
}
