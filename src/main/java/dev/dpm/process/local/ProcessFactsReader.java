package dev.dpm.process.local;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.dpm.process.ProcessFacts;
import dev.dpm.process.ProcessIdentity;

/** Reads more details of processes than a sample does, for a person who asks for them. */
public final class ProcessFactsReader {

    /** The largest number of bytes that are read of a process's command line. */
    private static final int ARGUMENT_BYTES = 4096;
    private static final long PAGE_BYTES = 4096;

    private final ProcFiles proc = new ProcFiles();

    /** The facts about the given processes, without those that have ended. */
    public List<ProcessFacts> at(Collection<ProcessIdentity> processes) {
        return processes.stream().map(this::at).flatMap(Optional::stream).toList();
    }

    private Optional<ProcessFacts> at(ProcessIdentity process) {
        return proc.stat(process.pid()).filter(stat -> stat.startTicks() == process.startTicks())
                .map(stat -> new ProcessFacts(process, stat.parent(), proc.name(process.pid()),
                        arguments(proc.commandLine(process.pid(), ARGUMENT_BYTES)), stat.state(), stat.threads(),
                        ProcStat.TICK.multipliedBy(stat.ownTicks()), stat.residentPages() * PAGE_BYTES));
    }

    /**
     * Splits arguments that each end with NUL. A process that has overwritten them with a title may leave any number of
     * NULs at the end.
     */
    private static List<String> arguments(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return end == 0
                ? List.of()
                : Arrays.asList(new String(bytes, 0, end, StandardCharsets.UTF_8).split("\0", -1));
    }
}
