package dev.dpm.process;

import java.time.Duration;
import java.util.List;

/**
 * The facts about one process from the kernel (proc(5)).
 *
 * @param parent the pid of the process's parent
 * @param name comm: at most 15 bytes
 * @param arguments the arguments with which the process was started, or the text that the process has written over them
 *     since; cut off where there are very many; empty: the process is a zombie
 * @param state the state letter, such as {@code R}
 * @param cpu the process's own user and system time, without the time of its children
 */
public record ProcessFacts(ProcessIdentity identity, long parent, String name, List<String> arguments, char state,
        long threads, Duration cpu, long residentBytes) {

    public ProcessFacts {
        arguments = List.copyOf(arguments);
    }
}
