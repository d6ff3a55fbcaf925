package dev.dpm.daemon;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.dpm.process.LaunchOrder;
import dev.dpm.process.NativePaths;

/**
 * Makes a {@link ClassArchive}: in the cache folder that the launcher script named, or else in the home folder.
 *
 * <p>
 * For this, a second runner of the same jar supervises a program for a few seconds, in a home folder of its own and at
 * the lowest priority (nice(1)). The second runner answers a status command. When it ends, its JVM writes the classes
 * that it has loaded into an archive. This costs some three seconds of CPU, once for each jar and JVM.
 *
 * <p>
 * The second runner does not start the web server. The web server's classes would make the archive two and a half times
 * as large, and a daemon whose console nobody opens would use 20 MB more (measured as PSS, 72 MB and 52 MB).
 */
public final class ArchiveTraining implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** The largest number of bytes in the path of a socket (unix(7)); the paths of archives are ASCII. */
    private static final int LONGEST_SOCKET_PATH = 107;
    /**
     * Shell code that kills the supervised program two seconds after its first start, so that the archive contains the
     * classes that a restart needs.
     */
    private static final String KILLED_ONCE = "[ -e \"$DPM_HOME/killed\" ] || { sleep 2; : > \"$DPM_HOME/killed\"; "
            + "kill -9 $$; }; ";
    /**
     * The shell script that the second runner supervises. The script runs {@code status} and stops another target, so
     * that the archive contains the classes for these commands, and then sleeps while the runner takes samples.
     */
    private static final String PROGRAM = KILLED_ONCE + "sleep 3; "
            + "for words in status 'stop second --yes'; do \"$JAVA\" -XX:TieredStopAtLevel=1 -jar \"$JAR\" $words; done; "
            + "sleep 2";
    private static final String PROGRAM_FILE = "program";
    /** The second runner's configuration file, which makes it load the classes that read configuration files. */
    private static final String CONFIGURATION = "targets:\n  training:\n    command: [/bin/sh, " + PROGRAM_FILE + "]\n"
            + "    restart: on-failure\n    restart_interval: 0\n    monitor_interval: 1\n"
            + "  second:\n    command: [sleep, \"60\"]\n    restart: never\n";

    private final Program program;
    private final ClassArchive archive;
    private final Path folder;
    private volatile Process runner;
    private boolean closed;

    /**
     * Prepares making an archive.
     *
     * @param program the program of a daemon: its java, and the copy of the jar that the daemon runs from
     * @param home the home folder in whose {@code lib} the archive is written
     */
    public ArchiveTraining(Program program, RuntimeDirectory home) {
        this.program = program;
        this.archive = ClassArchive.of(program.jar());
        this.folder = home.lib().resolve("training");
    }

    /** Whether no archive needs to be made: an archive exists, and this JVM has accepted it. */
    public boolean isDone() throws IOException {
        return archive.isThere() && !archive.isRefused();
    }

    /**
     * Removes the files of an earlier attempt to make an archive. They remain if the daemon was killed during the attempt.
     */
    public void tidy() throws IOException {
        remove(folder);
    }

    /**
     * Makes the archive and waits for it. If the second runner ends without a failure and without an archive, an empty
     * file is written, which prevents further attempts.
     *
     * @throws IOException if the disk refuses a file, or the second runner ended with a failure; the caller may try
     * again
     */
    public void perform() throws IOException, InterruptedException {
        Optional<ArchiveCache> cache = ArchiveCache.known();
        Optional<Path> shared = cache.flatMap(known -> known.take(program.jar()));
        if (shared.isEmpty()) {
            perform(program.jar());
        } else if (!cache.get().lendArchive(program.jar())) {
            perform(shared.get());
            cache.get().lendArchive(program.jar());
        }
    }

    /**
     * Makes the class archive for the jar at one path.
     *
     * @param jar the path in the home folder, or the path of the same file in the cache
     */
    private void perform(Path jar) throws IOException, InterruptedException {
        Path fresh = folder.resolve("fresh" + ClassArchive.ENDING);
        try {
            remove(folder);
            Files.createDirectories(folder);
            if (!begin(fresh, jar)) {
                return;
            }
            int exitCode = awaitEnd();
            if (exitCode != 0) {
                throw new IOException("the second runner ended with " + exitCode);
            }
            if (!Files.exists(fresh)) {
                Files.writeString(fresh, "");
            }
            Files.move(fresh, ClassArchive.of(jar).file(), StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            end();
            remove(folder);
        }
    }

    private int awaitEnd() throws IOException, InterruptedException {
        Process begun = runner;
        if (!begun.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("the second runner did not end within " + PATIENCE.toMinutes() + " minutes");
        }
        return begun.exitValue();
    }

    private synchronized boolean begin(Path fresh, Path jar) throws IOException {
        if (closed) {
            return false;
        }
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(DaemonCommand.jvm(program.java(), Runtime.version().feature()));
        command.addAll(ClassArchive.flagsToMake(fresh));
        RuntimeDirectory home = new RuntimeDirectory(folder.resolve("home"));
        command.addAll(
                List.of("-jar", jar.toString(), "run", "--console", console(home), "--port", "0", "--management_port",
                        "0", "--config", Files.writeString(folder.resolve("dpm.yaml"), CONFIGURATION).toString()));
        Files.writeString(folder.resolve(PROGRAM_FILE), PROGRAM);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("DPM_") || name.equals(LaunchOrder.COOKIE));
        builder.environment().remove("PWD");
        builder.environment().put("JAVA", program.java().toString());
        builder.environment().put("JAR", jar.toString());
        builder.environment().put("DPM_HOME", home.toString());
        runner = builder.redirectInput(new File("/dev/null")).redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD).start();
        return true;
    }

    /**
     * The value of {@code --console} for the second runner. In a home folder without a socket, commands go to the HTTP
     * API and start the web server, whose classes would make every daemon's archive twice as large. For such a home
     * folder, the value switches the web server off.
     */
    static String console(RuntimeDirectory home) {
        return NativePaths.text(home.socket()).length() <= LONGEST_SOCKET_PATH ? "on-demand" : "off";
    }

    /**
     * Kills the second runner and its descendants, if the second runner still runs. After its end, its pid may belong
     * to another process, and Java would kill that process's descendants.
     */
    private synchronized void end() {
        if (runner != null && runner.isAlive()) {
            List<ProcessHandle> all = Stream.concat(runner.descendants(), Stream.of(runner.toHandle())).toList();
            all.forEach(ProcessHandle::destroyForcibly);
        }
        runner = null;
    }

    /** Kills a second runner that still runs, so that no process remains; then no archive is made. */
    @Override
    public synchronized void close() {
        closed = true;
        end();
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
