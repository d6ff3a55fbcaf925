package dev.dpm.notice.send;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import dev.dpm.config.Secrets;
import dev.dpm.event.OneLine;
import dev.dpm.notice.Notice;
import dev.dpm.process.FirstBytes;
import dev.dpm.process.OwnThread;

/** Delivers a notice to a program through its stdin. The program gets the runner's environment without secrets. */
final class CommandPost implements Post {

    private static final int MOST_BYTES = 1024;
    private static final int SHOWN = 200;
    private static final long STACK = 128 * 1024L;
    private static final Duration DRAINED = Duration.ofMillis(100);

    private final String line;
    private final HttpPost.Body body;
    private final Set<String> secrets;

    /**
     * @param line the command line for the shell
     * @param secrets the names of environment variables that the program does not get
     */
    CommandPost(String line, HttpPost.Body body, Set<String> secrets) {
        this.line = line;
        this.body = body;
        this.secrets = Set.copyOf(secrets);
    }

    @Override
    public Outcome send(Notice notice, Duration most) throws InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", line).redirectErrorStream(true);
        shell.environment().keySet().removeAll(secrets);
        try {
            byte[] json = body.of(notice);
            return Run.of(shell.start(), json).await(most);
        } catch (IOException e) {
            return Outcome.failed("it could not be run: " + e.getMessage());
        }
    }

    /** One run of the program. Threads write its stdin and read its output. */
    private static final class Run {
        private final Process process;
        private final FirstBytes said = new FirstBytes(MOST_BYTES);
        private Thread reading;

        private Run(Process process) {
            this.process = process;
        }

        static Run of(Process process, byte[] json) throws IOException {
            Run run = new Run(process);
            run.reading = new Thread(null, () -> run.said.readFrom(process), "dpm-notice-said", STACK);
            Optional<String> noThread = OwnThread.begin(run.reading)
                    .or(() -> OwnThread.begin("dpm-notice-stdin", STACK, () -> run.write(json)));
            if (noThread.isPresent()) {
                run.end();
                throw new IOException(noThread.get());
            }
            return run;
        }

        private void write(byte[] json) {
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(json);
            } catch (IOException notRead) {
                // this is no failure, since the program may close its stdin: its exit code decides
                return;
            }
        }

        private String words() {
            return OneLine.of(Secrets.mask(OneLine.of(new String(said.bytes(), StandardCharsets.UTF_8), SHOWN)), SHOWN);
        }

        Outcome await(Duration most) throws InterruptedException {
            try {
                if (!process.waitFor(most.toNanos(), TimeUnit.NANOSECONDS)) {
                    return Outcome.failed("it was ended, since it was not done within " + most.toMillis() / 1000.0
                            + " s");
                }
                reading.join(DRAINED.toMillis());
                String words = "exit code " + process.exitValue() + (words().isEmpty() ? "" : " " + words());
                return process.exitValue() == 0 ? Outcome.delivered(words) : Outcome.refused(words);
            } finally {
                end();
            }
        }

        private void end() {
            List<ProcessHandle> below = process.descendants().toList();
            process.destroyForcibly();
            below.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
