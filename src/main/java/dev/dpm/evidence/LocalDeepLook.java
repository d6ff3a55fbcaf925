package dev.dpm.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.incident.DeepLook;
import dev.dpm.incident.Opening;
import dev.dpm.incident.Subject;
import dev.dpm.process.OwnThread;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;
import dev.dpm.process.local.UserSwitch;

/**
 * Runs {@code jcmd} on a JVM as the user of that JVM (thread dump, heap histogram), and in parallel the user's own
 * command, and ends programs that are not done in time. Where {@code jcmd} gives no thread dump, the JVM is made to
 * write one to its own output.
 */
public final class LocalDeepLook implements DeepLook {

    private static final int MOST_BYTES = 1 << 20;
    private static final Duration DRAINED = Duration.ofMillis(100);
    private static final String COMMAND = "on_incident";

    private static final String THREADS = "jvm-threads";
    /** The share of the time for {@code jcmd}; the rest is for SIGQUIT. */
    private static final double FOR_JCMD = 0.6;
    private static final Pattern IDS = Pattern.compile("(?m)^Uid:\\s+\\d+\\s+(\\d+).*\\R^Gid:\\s+\\d+\\s+(\\d+)");

    private final Reader reader = new LocalReader();
    private final QuitDump quit;

    /**
     * Makes it for this machine.
     *
     * @param signals sends a signal to exactly this process
     * @param logs gives the file that holds a target's output
     */
    public LocalDeepLook(BiConsumer<ProcessIdentity, Signal> signals, Function<TargetName, Path> logs) {
        quit = new QuitDump(reader, signals, logs);
    }

    @Override
    public Found take(Opening opening, String id, Duration most) {
        long began = System.nanoTime();
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
        long until = began + most.toNanos();
        Optional.ofNullable(runs.remove(THREADS)).ifPresent(run -> {
            Duration bound = Duration.ofNanos((long) (FOR_JCMD * most.toNanos()));
            run.await(began + bound.toNanos() - System.nanoTime(), bound).ifPresent(why -> missing.put(THREADS, why));
            files.put(THREADS + ".txt", run.output());
        });
        if (missing.containsKey(THREADS)) {
            dump(opening.subject(), until, files, missing);
        }
        runs.forEach((name, run) -> {
            run.await(until - System.nanoTime(), most).ifPresent(why -> missing.put(name, why));
            files.put(name + ".txt", run.output());
        });
        return new Found(files, missing);
    }

    private void dump(Subject subject, long until, Map<String, byte[]> files, Map<String, String> missing) {
        String why = "jcmd: " + missing.get(THREADS);
        try {
            files.put(THREADS + ".txt", quit.take(subject.spec(), subject.main().orElseThrow(), until));
            missing.put(THREADS,
                    why + "; the dump beside this record is the one that it wrote to its output at SIGQUIT");
        } catch (IOException e) {
            missing.put(THREADS, why + "; " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            missing.put(THREADS, why + "; the runner is ending");
        }
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
        List<String> user = asItsUser(main.pid());
        asked.put(THREADS, command(user, jcmd, main.pid(), "Thread.print"));
        asked.put("jvm-heap", command(user, jcmd, main.pid(), "GC.class_histogram"));
    }

    private static ProcessBuilder command(List<String> user, String jcmd, long pid, String question) {
        List<String> words = new ArrayList<>(user);
        words.addAll(List.of(jcmd, Long.toString(pid), question));
        return new ProcessBuilder(words);
    }

    /**
     * Words in front of a command that run it as the user of a process: a JVM answers its own user, and older ones no
     * other user, not even root.
     */
    private List<String> asItsUser(long pid) {
        try {
            Matcher its = IDS.matcher(reader.text("/proc/" + pid + "/status"));
            Matcher own = IDS.matcher(reader.text("/proc/self/status"));
            return its.find() && own.find() && !its.group().equals(own.group())
                    ? UserSwitch.inFront(Long.parseLong(its.group(1)), Long.parseLong(its.group(2)))
                    : List.of();
        } catch (IOException unreadable) {
            // jcmd itself reports that it may not ask this JVM
            return List.of();
        }
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

    /** A program that collects evidence; its output is kept whether it ends or not. */
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
                // the output so far is kept
                return;
            }
        }

        private synchronized void add(byte[] block, int count) {
            written.write(block, 0, Math.min(count, MOST_BYTES - written.size()));
        }

        synchronized byte[] output() {
            return written.toByteArray();
        }

        /**
         * Waits for the program.
         *
         * @return why its output is only a part; empty: it is complete
         */
        Optional<String> await(long nanos, Duration most) {
            try {
                if (process.waitFor(Math.max(0, nanos), TimeUnit.NANOSECONDS)) {
                    // bounded, since a child of the program may live on and keep the pipe open
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
