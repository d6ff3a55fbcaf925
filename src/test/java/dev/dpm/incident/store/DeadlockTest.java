package dev.dpm.incident.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

class DeadlockTest {

    /** A thread dump with a deadlock, as jcmd of Java 17 prints it. */
    private static final String DUMP = """
            "main" #1 prio=5 os_prio=0 cpu=50.00ms
               java.lang.Thread.State: TIMED_WAITING (sleeping)

            Found one Java-level deadlock:
            =============================
            "order-writer":
              waiting to lock monitor 0x00007f918c065eb0 (object 0x00000006874162e0, a java.lang.Object),
              which is held by "stock-reader"

            "stock-reader":
              waiting to lock monitor 0x00007f91980015a0 (object 0x00000006874162d0, a java.lang.Object),
              which is held by "order-writer"

            Java stack information for the threads listed above:
            ===================================================
            "order-writer":
            \tat Dead.lambda$main$0(Dead.java:4)

            Found 1 deadlock.
            """;

    @Test
    void the_threads_of_a_deadlock_are_named_once() {
        assertThat(Deadlock.words(DUMP.getBytes(StandardCharsets.UTF_8)))
                .contains("; threads of its JVM wait for each other (deadlock): order-writer, stock-reader");
    }

    @Test
    void a_dump_without_a_deadlock_says_nothing() {
        assertThat(Deadlock.words("\"main\":\n at x\n".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}
