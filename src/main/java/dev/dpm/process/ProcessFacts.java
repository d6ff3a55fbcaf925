package dev.dpm.process;

import java.time.Duration;
import java.util.List;

/**
 * Facts about a process (proc(5)).
 *
 * @param parent its pid
 * @param name at most 15 bytes
 * @param arguments perhaps overwritten by a title; empty: a zombie
 * @param state such as {@code R}
 * @param cpu without children
 */
public record ProcessFacts(ProcessIdentity identity, long parent, String name, List<String> arguments, char state,
        long threads, Duration cpu, long residentBytes) {

    public ProcessFacts {
        arguments = List.copyOf(arguments);
    }
}
