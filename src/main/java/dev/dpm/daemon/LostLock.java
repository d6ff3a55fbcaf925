package dev.dpm.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Finds a runner whose lock file was deleted or moved away: the kernel still shows the lock ({@code /proc/locks}, proc(5)) and
 * the open file of this runner. While this runner lives, no second one may start.
 */
record LostLock(ProcFs proc, RuntimeDirectory home) {

    private static final String DELETED = " (deleted)";

    static LostLock of(RuntimeDirectory home) {
        return new LostLock(ProcFs.system(), home);
    }

    /** The pid of a runner whose lock file was deleted or moved away; empty: there is none, or it is this process. */
    Optional<Long> holder() {
        try {
            long self = ProcessHandle.current().pid();
            return lockers().stream().filter(pid -> pid != self).filter(this::hasLost).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The pids of processes with a POSIX lock on any file. A process of another pid namespace has pid 0. */
    private Set<Long> lockers() throws IOException {
        Set<Long> pids = new LinkedHashSet<>();
        for (String line : Files.readAllLines(proc.root().resolve("locks"))) {
            String[] words = line.strip().split("\\s+");
            if (words.length > 4 && words[1].equals("POSIX") && words[4].matches("[1-9][0-9]{0,9}")) {
                pids.add(Long.parseLong(words[4]));
            }
        }
        return pids;
    }

    private boolean hasLost(long pid) {
        Path real = home.real().resolve(home.lockFile().getFileName());
        for (String file : proc.openFiles(pid)) {
            if (file.equals(real + DELETED) || isMoved(file, real) && isOfHome(pid)) {
                return true;
            }
        }
        return false;
    }

    private boolean isMoved(String file, Path real) {
        String path = file.endsWith(DELETED) ? file.substring(0, file.length() - DELETED.length()) : file;
        return path.endsWith("/" + real.getFileName()) && !path.equals(real.toString());
    }

    private boolean isOfHome(long pid) {
        return proc.hasInEnvironment(pid, "DPM_HOME=" + home);
    }
}
