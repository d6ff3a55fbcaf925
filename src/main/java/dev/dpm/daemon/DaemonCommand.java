package dev.dpm.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.dpm.config.ProgramName;
import dev.dpm.process.NativePaths;
import dev.dpm.process.OpenFiles;

/** The command line that starts a daemon's JVM: detached, with little memory, and with default signal dispositions. */
final class DaemonCommand {

    /**
     * Shell code that starts the daemon in a session of its own (setsid(1)) with default signal dispositions ({@code env
     * --default-signal}, coreutils 8.31 and later), prints the daemon's pid to descriptor 3, and waits for the daemon's
     * end; SIGTERM ends the waiting. A child of a Java 17 JVM would start with SIGQUIT blocked, and a background job of
     * a shell with SIGINT and SIGQUIT ignored. Where env cannot reset signals, the shell therefore starts no background
     * job, but becomes the daemon by {@code exec}.
     */
    private static final String DETACH = """
            session=; command -v setsid >/dev/null 2>&1 && session=setsid
            if env --default-signal true 2>/dev/null; then
                trap 'exit 0' TERM
                exec 4<&0 </dev/null
                $session env --default-signal "$@" <&4 3>&- 4<&- &
                echo $! >&3
                exec 3>&- 4<&-
                wait $!
            else
                echo $$ >&3
                exec $session "$@" 3>&-
            fi""";

    /**
     * JVM flags that save memory: with them a JVM needs half the anonymous memory of a JVM with default flags
     * (measured). A small initial heap that shrinks again frees the memory of objects that only the start needed.
     * Without relocation, processes share the memory of the JDK's class archive.
     */
    private static final List<String> FLAGS = List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", "-Xms8m", "-Xmx32m", "-Xmn2m", "-XX:MinHeapFreeRatio=5",
            "-XX:MaxHeapFreeRatio=15", "-Xss256k", "-XX:ReservedCodeCacheSize=16m", "-XX:-UsePerfData",
            "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0", "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseCompactObjectHeaders",
            // three times a minute, the JVM returns native memory that it has freed to the system (malloc_trim(3))
            "-XX:TrimNativeHeapInterval=20000",
            // a runner interns some 8,000 strings; by default, the JVM would reserve room for 65,536
            "-XX:StringTableSize=8192",
            // with these flags an idle JVM does not wake up; by default it would wake up about five times a second
            "-XX:AsyncDeflationInterval=60000", "-XX:GuaranteedSafepointInterval=0",
            // methods that run once a second are compiled after 20 calls, so within the first half minute and not after hours.
            // With a factor of 0.3 in place of 0.1, the runner took a third more CPU in its second minute. A factor of 0.3 for
            // the JDK's own methods took a fifth less CPU than no factor for them, but about 5 MB more memory with the web
            // server
            "-XX:CompileCommand=quiet", "-XX:CompileCommand=CompileThresholdScaling,dev.dpm.*::*,0.1");

    private DaemonCommand() {
    }

    /** The first words of the command line that starts a daemon: java and the flags of the JVM. */
    static List<String> jvm(Path java, int javaFeature) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(FLAGS);
        if (javaFeature >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        return command;
    }

    static List<String> of(Path java, JarCopy copy, RuntimeDirectory home, int javaFeature) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", DETACH, "dpm-runner"));
        command.addAll(jvm(java, javaFeature));
        command.addAll(RestartShell.flags(home));
        command.addAll(ClassArchive.of(copy.jar()).flags());
        // the daemon gets the original limit of open files (RLIMIT_NOFILE) by a property: the client's JVM has raised
        // its own limit, which the daemon inherits
        OpenFiles.toRestore().ifPresent(files -> command.add("-D" + OpenFiles.PROPERTY + "=" + files));
        ProgramName.launcher().ifPresent(name -> command.add("-D" + ProgramName.PROPERTY + "=" + name));
        ArchiveCache.known().ifPresent(cache -> command.add(cache.flag()));
        command.addAll(List.of("-jar", NativePaths.text(copy.jar()), "run", "--daemon"));
        return command;
    }
}
