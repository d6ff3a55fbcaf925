package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

class DaemonLockTest extends HomeFolderTest {

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

    /** After somebody deleted the lock file, the runner keeps the home and takes the lock again. */
    @Test
    void a_lock_whose_file_is_gone_is_renewed() throws Exception {
        try (DaemonLock held = DaemonLock.acquire(home).orElseThrow()) {
            assertThat(held.isInPlace()).isTrue();
            Files.delete(home.lockFile());
            assertThat(held.isInPlace()).isFalse();
            assertThat(held.renew()).isTrue();
            assertThat(held.isInPlace()).isTrue();
            assertThat(DaemonLock.holder(home)).contains(ProcessHandle.current().pid());
        }
        assertThat(DaemonLock.holder(home)).isEmpty();
    }

    @Test
    void nobody_takes_the_lock_of_a_process_whose_file_was_deleted() throws Exception {
        Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Holder.class.getName(), home.toString()).start();
        try {
            assertThat(other.getInputStream().read()).isPositive();
            Files.delete(home.lockFile());
            assertThat(DaemonLock.acquire(home)).isEmpty();
            assertThat(DaemonLock.holder(home)).contains(other.pid());
        } finally {
            other.destroyForcibly().waitFor();
        }
        try (DaemonLock now = DaemonLock.acquire(home).orElseThrow()) {
            assertThat(now.isInPlace()).isTrue();
        }
    }

    @Test
    void a_lock_that_is_renewed_between_two_looks_is_seen_all_the_same() {
        AtomicBoolean isRenewed = new AtomicBoolean();

        Optional<Long> holder = DaemonLock.holder(() -> isRenewed.get() ? Optional.of(4711L) : Optional.empty(), () -> {
            isRenewed.set(true);
            return Optional.empty();
        });

        assertThat(holder).contains(4711L);
        assertThat(DaemonLock.holder(Optional::empty, Optional::empty)).isEmpty();
    }

    /** Takes the lock in a JVM of its own and keeps it. */
    static final class Holder {
        private Holder() {
        }

        public static void main(String... args) throws Exception {
            try (DaemonLock lock = DaemonLock.acquire(new RuntimeDirectory(Path.of(args[0]))).orElseThrow()) {
                System.out.println(lock.isInPlace());
                System.out.flush();
                new CountDownLatch(1).await();
            }
        }
    }
}
