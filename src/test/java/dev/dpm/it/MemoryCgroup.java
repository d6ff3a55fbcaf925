package dev.dpm.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A real cgroup with a memory limit (cgroups(7)), version 1 or 2. Making it needs root. */
final class MemoryCgroup implements AutoCloseable {

    private static final Path FIRST = Path.of("/sys/fs/cgroup/memory");
    private static final Path SECOND = Path.of("/sys/fs/cgroup");

    private final Path folder;
    private final boolean unified;

    private MemoryCgroup(Path folder, boolean unified) {
        this.folder = folder;
        this.unified = unified;
    }

    /** Makes the cgroup; skips the test, with the reason, if that is not possible. */
    static MemoryCgroup of(String name, long limit) {
        boolean unified = !Files.exists(FIRST.resolve("memory.limit_in_bytes"));
        Path folder = (unified ? SECOND : FIRST).resolve("dpm-it-" + ProcessHandle.current().pid() + "-" + name);
        String lacking = "";
        try {
            if (unified) {
                Files.writeString(SECOND.resolve("cgroup.subtree_control"), "+memory");
            }
            Files.createDirectory(folder);
            Files.writeString(folder.resolve(unified ? "memory.max" : "memory.limit_in_bytes"), Long.toString(limit));
        } catch (IOException e) {
            lacking = e.toString();
        }
        assumeTrue(lacking.isEmpty(), "no memory cgroup can be made here: " + lacking);
        return new MemoryCgroup(folder, unified);
    }

    /** The file into which a process writes its pid to move itself into the cgroup. */
    Path door() {
        return folder.resolve("cgroup.procs");
    }

    String name() {
        return folder.getFileName().toString();
    }

    /** The number of the cgroup's processes that the kernel's OOM killer has killed. */
    long oomKills() {
        String file = unified ? "memory.events" : "memory.oom_control";
        return Targets.read(folder.resolve(file)).lines().filter(line -> line.startsWith("oom_kill "))
                .mapToLong(line -> Long.parseLong(line.substring("oom_kill ".length()))).sum();
    }

    /** Removes the cgroup as soon as its last process has ended. */
    @Override
    public void close() {
        Product.await(Duration.ofSeconds(20), () -> {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException busy) {
                throw new UncheckedIOException(busy);
            }
        });
    }
}
