package dev.dpm.process;

import java.time.Duration;
import java.util.List;

/**
 * Facts about a process (proc(5)).
 *
 * @param parent the pid of the parent process
 * @param name the name of the process, at most 15 bytes
 * @param arguments the arguments, which the program may have overwritten with a title; empty for a zombie
 * @param state the state as in {@code /proc/PID/stat}, such as {@code R}
 * @param threads the number of threads
 * @param cpu the used CPU time, without that of children
 * @param residentBytes the resident memory in bytes
 */
public record ProcessFacts(ProcessIdentity identity, long parent, String name, List<String> arguments, char state,
        long threads, Duration cpu, long residentBytes) {

    public ProcessFacts {
        arguments = List.copyOf(arguments);
    }
}
