package dev.dpm.process.local;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.dpm.process.ProcessFacts;
import dev.dpm.process.ProcessIdentity;

public final class ProcessFactsReader {

    /** The largest number of bytes that are read of a process's command line. */
    private static final int ARGUMENT_BYTES = 4096;
    private static final long PAGE_BYTES = 4096;

    private final ProcFiles proc = new ProcFiles();

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
     * Splits the arguments of a process at NUL bytes. Several NUL bytes may follow if the program has overwritten its
     * arguments with a shorter title.
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
