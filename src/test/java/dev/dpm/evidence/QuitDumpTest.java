package dev.dpm.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.testing.TargetSpecs;

class QuitDumpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<Process> ours = new ArrayList<>();
    private final List<Signal> sent = new ArrayList<>();

    @AfterEach
    void end() {
        ours.forEach(Process::destroyForcibly);
    }

    private Path log() {
        return folder.resolve("web.log");
    }

    private Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())).start();
        ours.add(process);
        return process;
    }

    private byte[] dump(Process process) throws Exception {
        QuitDump quit = new QuitDump(new LocalReader(), (main, signal) -> {
            sent.add(signal);
            kill(main.pid(), signal);
        }, target -> log());
        return quit.take(TargetSpecs.target("web"), new ProcessIdentity(process.pid(), 1, "boot"),
                System.nanoTime() + PATIENCE.toNanos());
    }

    private static void kill(long pid, Signal signal) {
        try {
            new ProcessBuilder("sh", "-c", "kill -s " + signal.number() + " " + pid).start().waitFor(20,
                    TimeUnit.SECONDS);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_jvm_writes_its_threads_to_its_own_output_and_lives_on() throws Exception {
        Path program = folder.resolve("Waits.java");
        Files.writeString(program, """
                class Waits {
                    public static void main(String[] words) throws Exception {
                        System.out.println("up");
                        Thread.sleep(600_000);
                    }
                }
                """);
        Process jvm = start(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xint",
                program.toString());
        await().atMost(PATIENCE).until(() -> Files.readString(log()).contains("up"));

        String dump = new String(dump(jvm), StandardCharsets.ISO_8859_1);

        assertThat(dump).startsWith("Full thread dump").contains("\"main\"", "Waits.main", "JNI global ref")
                .doesNotContain("up\n");
        assertThat(jvm.isAlive()).isTrue();
        assertThat(sent).containsExactly(Signal.QUIT);
    }

    @Test
    void what_would_end_by_the_signal_never_gets_it() throws Exception {
        Process plain = start("sleep", "600");

        assertThatThrownBy(() -> dump(plain)).isInstanceOf(IOException.class)
                .hasMessage("it does not catch SIGQUIT, which would end it");
        assertThat(sent).isEmpty();
    }

    @Test
    void without_its_output_nothing_is_sent() throws Exception {
        Process plain = start("sleep", "600");
        Files.delete(log());

        assertThatThrownBy(() -> dump(plain)).hasMessageContaining("its output is not kept");
        assertThat(sent).isEmpty();
    }
}
