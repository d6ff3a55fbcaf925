package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonLockTest {

    @TempDir
    private Path folder;
    private RuntimeDirectory home;

    @BeforeEach
    void makeHome() throws Exception {
        home = new RuntimeDirectory(folder.resolve("home"));
        home.create();
    }

    @Test
    void second_runner_on_one_home_is_refused_until_the_first_ends() throws Exception {
        try (DaemonLock first = DaemonLock.acquire(home).orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(DaemonLock.acquire(home)).isEmpty();
        }
        try (DaemonLock again = DaemonLock.acquire(home).orElseThrow()) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void tells_who_holds_it_without_taking_it() throws Exception {
        assertThat(DaemonLock.holder(home)).isEmpty();
        try (DaemonLock held = DaemonLock.acquire(home).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(DaemonLock.holder(home)).contains(ProcessHandle.current().pid());
        }
        assertThat(DaemonLock.holder(home)).isEmpty();
        Files.delete(home.lockFile());
        assertThat(DaemonLock.holder(home)).isEmpty();
    }
}
