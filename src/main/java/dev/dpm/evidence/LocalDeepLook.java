package dev.dpm.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import dev.dpm.incident.DeepLook;
import dev.dpm.incident.Opening;
import dev.dpm.process.OwnThread;
import dev.dpm.process.ProcessIdentity;

/**
 * Runs {@code jcmd} at a JVM (thread dump, heap histogram) and the user's own command, beside each other, and ends what
 * is not done in time.
 */
public final class LocalDeepLook implements DeepLook {

    private static final int MOST_BYTES = 1 << 20;
    private static final Duration DRAINED = Duration.ofMillis(100);
    private static final String COMMAND = "on_incident";

    private final Reader reader = new LocalReader();

    @Override
    public Found take(Opening opening, String id, Duration most) {
        Map<String, ProcessBuilder> asked = new LinkedHashMap<>();
        Map<String, String> missing = new HashMap<>();
        opening.subject().spec().looks().onIncident()
                .ifPresent(command -> asked.put(COMMAND, command(command, opening, id)));
        if (opening.subject().alive()) {
            opening.subject().main().ifPresent(main -> jvm(main, asked, missing));
        }
        Map<String, Run> runs = new LinkedHashMap<>();
        asked.forEach((name, command) -> start(name, command, runs, missing));
        Map<String, byte[]> files = new LinkedHashMap<>();
        long until = System.nanoTime() + most.toNanos();
        runs.forEach((name, run) -> {
            run.await(until - System.nanoTime(), most).ifPresent(why -> missing.put(name, why));
            files.put(name + ".txt", run.output());
        });
        return new Found(files, missing);
    }

    private static ProcessBuilder command(String command, Opening opening, String id) {
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", command);
        Map<String, String> facts = shell.environment();
        facts.put("DPM_INCIDENT_ID", id);
        facts.put("DPM_INCIDENT_TARGET", opening.subject().spec().name().value());
        facts.put("DPM_INCIDENT_CAUSE", opening.finding().cause().key());
        facts.put("DPM_INCIDENT_FINDING", opening.finding().words());
        facts.put("DPM_INCIDENT_ALIVE", Boolean.toString(opening.subject().alive()));
        facts.put("DPM_INCIDENT_PID", opening.subject().main().map(main -> Long.toString(main.pid())).orElse(""));
        facts.put("DPM_INCIDENT_INCARNATION", Long.toString(opening.subject().incarnation()));
        opening.finding().exit().ifPresent(exit -> facts.put("DPM_INCIDENT_EXIT", exit.words()));
        Path folder = opening.subject().spec().cwd();
        return Files.isDirectory(folder) ? shell.directory(folder.toFile()) : shell;
    }

    private void jvm(ProcessIdentity main, Map<String, ProcessBuilder> asked, Map<String, String> missing) {
        Optional<String> java = java(main.pid());
        if (java.isEmpty()) {
            return;
        }
        Path own = Path.of(java.get()).resolveSibling("jcmd");
        String jcmd = Files.isExecutable(own) ? own.toString() : "jcmd";
        asked.put("jvm-threads", new ProcessBuilder(jcmd, Long.toString(main.pid()), "Thread.print"));
        asked.put("jvm-heap", new ProcessBuilder(jcmd, Long.toString(main.pid()), "GC.class_histogram"));
    }

    private Optional<String> java(long pid) {
        try {
            return Optional.of(reader.link("/proc/" + pid + "/exe")).filter(path -> path.endsWith("/java"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void start(String name, ProcessBuilder command, Map<String, Run> runs,
            Map<String, String> missing) {
        try {
            runs.put(name, new Run(command.redirectErrorStream(true).redirectInput(Path.of("/dev/null").toFile())
                    .start()));
        } catch (IOException e) {
            missing.put(name, "it could not be run: " + e.getMessage());
        }
    }

    /** A program that looks; what it has written is kept, whether it ends or not. */
    private static final class Run {
        private final Process process;
        private final Thread reading;
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        Run(Process process) throws IOException {
            this.process = process;
            reading = new Thread(null, this::read, "dpm-evidence", 128 * 1024);
            Optional<String> noThread = OwnThread.begin(reading);
            if (noThread.isPresent()) {
                process.destroyForcibly();
                throw new IOException(noThread.get());
            }
        }

        private void read() {
            byte[] block = new byte[8192];
            try (InputStream in = process.getInputStream()) {
                for (int n = in.read(block); n >= 0; n = in.read(block)) {
                    add(block, n);
                }
            } catch (IOException ended) {
                // what was written until then is what there is
                return;
            }
        }

        private synchronized void add(byte[] block, int count) {
            written.write(block, 0, Math.min(count, MOST_BYTES - written.size()));
        }

        synchronized byte[] output() {
            return written.toByteArray();
        }

        /** @return why there is only a part of it */
        Optional<String> await(long nanos, Duration most) {
            try {
                if (process.waitFor(Math.max(0, nanos), TimeUnit.NANOSECONDS)) {
                    // what it handed on to a child that lives on must not be waited for
                    reading.join(DRAINED.toMillis());
                    return process.exitValue() == 0
                            ? Optional.empty()
                            : Optional.of("it ended with exit code " + process.exitValue());
                }
                List<ProcessHandle> below = process.descendants().toList();
                process.destroyForcibly();
                below.forEach(ProcessHandle::destroyForcibly);
                return Optional.of("it was ended, since it was not done within " + most.toMillis() / 1000.0 + " s");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of("the runner is ending");
            }
        }
    }
}
