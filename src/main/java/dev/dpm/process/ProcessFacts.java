package dev.dpm.process;

import java.time.Duration;
import java.util.List;

/**
 * What the kernel says of one process (proc(5)).
 *
 * @param parent its parent's pid
 * @param name comm: at most 15 bytes
 * @param arguments as it was started, or as it has written over them since; empty: a zombie. Of very many the first
 * @param state the letter, such as {@code R}
 * @param cpu its own user and system time, without its children's
 */
public record ProcessFacts(ProcessIdentity identity, long parent, String name, List<String> arguments, char state,
        long threads, Duration cpu, long residentBytes) {

    public ProcessFacts {
        arguments = List.copyOf(arguments);
    }
}
