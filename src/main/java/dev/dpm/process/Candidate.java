package dev.dpm.process;

import java.util.List;

/**
 * A process to which the runner may be able to attach.
 *
 * @param name the name of the process ({@code /proc/PID/comm}), at most 15 bytes
 * @param arguments the arguments; empty for a kernel thread, or if they are unreadable
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
