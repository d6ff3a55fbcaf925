package dev.dpm.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.incident.DeepLook;
import dev.dpm.incident.IncidentTrigger;
import dev.dpm.incident.Subject;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.Signal;
import dev.dpm.process.TargetName;
import dev.dpm.process.local.UserSwitch;

/**
 * Collects evidence with programs, which are killed at a time limit: {@code jcmd} for the thread dump and heap histogram of a
 * JVM, and the command that the user configured. If {@code jcmd} fails, SIGQUIT makes the JVM write a thread dump to its own
 * output.
 */
public final class LocalDeepLook implements DeepLook {

    private static final String COMMAND = "on_incident";

    private static final String THREADS = "jvm-threads";
    /** The share of the allowed time that {@code jcmd} may use. The rest is for a thread dump by SIGQUIT. */
    private static final double FOR_JCMD = 0.6;
    private static final Pattern IDS = Pattern.compile("(?m)^Uid:\\s+\\d+\\s+(\\d+).*\\R^Gid:\\s+\\d+\\s+(\\d+)");

    /** The largest number of threads that may hang at the same time: six for each collection of evidence. */
    static final int MOST_HANGING = 6 * LocalLook.MOST_HANGING;
    /** How long before the end of the allowed time the wait for a thread dump ends. */
    private static final Duration MARGIN = Duration.ofMillis(20);
    /** The longest time that is reserved for killing unfinished programs and reading their output. */
    private static final Duration LONGEST_REST = Duration.ofMillis(100);
    private static final int PARTS = 10;

    private final Reader reader;
    private final QuitDump quit;
    private final SpareThreads threads = new SpareThreads(MOST_HANGING);

    public LocalDeepLook(BiConsumer<ProcessIdentity, Signal> signals, Function<TargetName, Path> logs) {
        this(new LocalReader(), signals, logs);
    }

    LocalDeepLook(Reader reader, BiConsumer<ProcessIdentity, Signal> signals, Function<TargetName, Path> logs) {
        this.reader = reader;
        quit = new QuitDump(reader, signals, logs);
    }

    @Override
    public Found take(IncidentTrigger opening, String id, Duration allowed) {
        Duration most = forPrograms(allowed);
        long began = System.nanoTime();
        long until = began + most.toNanos();
        Map<String, LookProgram> programs = begin(opening, id);
        Map<String, byte[]> files = new LinkedHashMap<>();
        Map<String, String> missing = new HashMap<>();
        Optional.ofNullable(programs.remove(THREADS)).ifPresent(jcmd -> {
            Duration bound = Duration.ofNanos((long) (FOR_JCMD * most.toNanos()));
            LookProgram.Result result = jcmd.await(began + bound.toNanos(), bound);
            keep(THREADS, result, files, missing);
            if (result.missing().isPresent() && result.applies()) {
                dump(opening.subject(), until, files, missing);
            }
        });
        programs.forEach((name, program) -> keep(name, program.await(until, most), files, missing));
        return new Found(files, missing);
    }

    /** The part of the allowed time that programs may use. The rest is reserved for killing them. */
    static Duration forPrograms(Duration allowed) {
        Duration rest = allowed.dividedBy(PARTS);
        return allowed.minus(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST);
    }

    private Map<String, LookProgram> begin(IncidentTrigger opening, String id) {
        Map<String, LookProgram> programs = new LinkedHashMap<>();
        if (opening.subject().alive()) {
            opening.subject().main().ifPresent(main -> {
                programs.put(THREADS, LookProgram.begin(() -> jcmd(main.pid(), "Thread.print"), threads));
                programs.put("jvm-heap", LookProgram.begin(() -> jcmd(main.pid(), "GC.class_histogram"), threads));
            });
        }
        opening.subject().spec().looks().onIncident().ifPresent(command -> programs.put(COMMAND,
                LookProgram.begin(() -> Optional.of(command(command, opening, id)), threads)));
        return programs;
    }

    private static void keep(String name, LookProgram.Result result, Map<String, byte[]> files,
            Map<String, String> missing) {
        result.output().ifPresent(output -> files.put(name + ".txt", output));
        result.missing().ifPresent(why -> missing.put(name, why));
    }

    private void dump(Subject subject, long until, Map<String, byte[]> files, Map<String, String> missing) {
        String why = "jcmd: " + missing.get(THREADS);
        CompletableFuture<byte[]> dump = new CompletableFuture<>();
        threads.begin(() -> takeDump(subject, until - MARGIN.toNanos(), dump))
                .ifPresent(noThread -> dump.completeExceptionally(new IOException(noThread)));
        try {
            files.put(THREADS + ".txt", dump.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS));
            missing.put(THREADS,
                    why + "; the dump beside this record is the one that it wrote to its output at SIGQUIT");
        } catch (ExecutionException e) {
            missing.put(THREADS, why + "; " + e.getCause().getMessage());
        } catch (TimeoutException e) {
            missing.put(THREADS, why + "; a read of /proc or of its output hangs, so that no dump by SIGQUIT came");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            missing.put(THREADS, why + "; the runner is ending");
        }
    }

    private void takeDump(Subject subject, long until, CompletableFuture<byte[]> dump) {
        try {
            dump.complete(quit.take(subject.spec(), subject.main().orElseThrow(), until));
        } catch (IOException | RuntimeException e) {
            dump.completeExceptionally(e);
        } catch (InterruptedException e) {
            dump.completeExceptionally(new IOException("the runner is ending", e));
        }
    }

    private ProcessBuilder command(String command, IncidentTrigger opening, String id) throws IOException {
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
        return reader.isFolder(folder.toString()) ? shell.directory(folder.toFile()) : shell;
    }

    /**
     * The program {@code jcmd} with its arguments. Empty: the process is not a JVM.
     * @param question the command for {@code jcmd}, such as {@code Thread.print}
     */
    private Optional<ProcessBuilder> jcmd(long pid, String question) {
        return java(pid).map(java -> {
            Path own = Path.of(java).resolveSibling("jcmd");
            List<String> words = new ArrayList<>(asItsUser(pid));
            words.addAll(List.of(Files.isExecutable(own) ? own.toString() : "jcmd", Long.toString(pid), question));
            return new ProcessBuilder(words);
        });
    }

    /**
     * The words in front of a command that make it run as the user of a process. Older JVMs answer {@code jcmd} only if it runs
     * as their own user, not even as root.
     */
    private List<String> asItsUser(long pid) {
        try {
            Matcher its = IDS.matcher(reader.text("/proc/" + pid + "/status"));
            Matcher own = IDS.matcher(reader.text("/proc/self/status"));
            return its.find() && own.find() && !its.group().equals(own.group())
                    ? UserSwitch.inFront(Long.parseLong(its.group(1)), Long.parseLong(its.group(2)))
                    : List.of();
        } catch (IOException unreadable) {
            // no words: jcmd itself then reports the missing permission
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
}
