package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests clients that start at the same moment, as at boot, and make the same home folder. */
class ConcurrentHomeTest {

    private static final int CLIENTS = 4;
    private static final int HOMES = 200;

    @TempDir
    private Path folder;

    @Test
    void clients_that_make_the_same_home_at_once_all_have_it() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        CyclicBarrier together = new CyclicBarrier(CLIENTS);
        try {
            for (int i = 0; i < HOMES; i++) {
                RuntimeDirectory home = new RuntimeDirectory(folder.resolve("parent-" + i).resolve("home"));
                List<Future<?>> made = new ArrayList<>();
                for (int client = 0; client < CLIENTS; client++) {
                    made.add(clients.submit(() -> {
                        together.await();
                        home.create();
                        return home;
                    }));
                }
                for (Future<?> each : made) {
                    assertThat(each.get()).isEqualTo(home);
                }
                assertThat(home.targetLogs()).isDirectory();
            }
        } finally {
            clients.shutdownNow();
        }
    }
}
