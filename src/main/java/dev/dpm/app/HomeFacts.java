package dev.dpm.app;

import java.io.File;
import java.util.Optional;

import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.view.RunnerDetails.Disk;

/** What the runner's home takes on disk. */
final class HomeFacts {

    private HomeFacts() {
    }

    static Disk disk(RuntimeDirectory home) {
        File logs = home.logs().toFile();
        long output = bytesIn(home.targetLogs().toFile());
        long free = home.logs().getParent().toFile().getUsableSpace();
        return new Disk(output, bytesIn(logs) - output, bytesIn(home.history().toFile()),
                bytesIn(home.state().toFile()), free == 0 ? Optional.empty() : Optional.of(free));
    }

    /** Of all files in a folder and in those below; what is not there or may not be read takes nothing. */
    private static long bytesIn(File file) {
        File[] inside = file.listFiles();
        if (inside == null) {
            return file.length();
        }
        long bytes = 0;
        for (File one : inside) {
            bytes += bytesIn(one);
        }
        return bytes;
    }
}
