package dev.dpm.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.dpm.process.NativePaths;
import dev.dpm.process.OpenFiles;

/** The command line that brings a daemon's JVM to life, detached, small, and with default signal dispositions. */
final class DaemonCommand {

    /**
     * Own session, and signals as a login shell has them: a child of a Java 17 JVM starts with SIGQUIT blocked, one of
     * a script's background job with SIGINT and SIGQUIT ignored ({@code env --default-signal}, coreutils 8.31 and
     * later). Both commands {@code exec}, so the pid stays that of the process Java started.
     */
    private static final String DETACH = "session=; command -v setsid >/dev/null 2>&1 && session=setsid; "
            + "env --default-signal true 2>/dev/null && exec $session env --default-signal \"$@\"; exec $session \"$@\"";

    /**
     * Measured: half the anonymous memory of a JVM with default flags. A small first heap that shrinks again keeps the
     * boot's garbage from staying resident; without relocation the JDK's class archive stays shared with the file.
     */
    private static final List<String> FLAGS = List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", "-Xms4m", "-Xmx32m", "-Xmn2m", "-XX:MinHeapFreeRatio=5",
            "-XX:MaxHeapFreeRatio=15", "-Xss256k", "-XX:ReservedCodeCacheSize=16m", "-XX:-UsePerfData",
            "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0", "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseCompactObjectHeaders",
            // an idle JVM wakes up for nothing: with the defaults four times and once a second
            "-XX:AsyncDeflationInterval=60000", "-XX:GuaranteedSafepointInterval=0",
            // code that runs once a second is compiled within seconds, not hours: two thirds of the idle CPU
            "-XX:CompileCommand=quiet", "-XX:CompileCommand=CompileThresholdScaling,dev.dpm.*::*,0.03");

    private DaemonCommand() {
    }

    /** The command line of a daemon's JVM. */
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
        command.addAll(ComebackShell.flags(home));
        command.addAll(ClassArchive.of(copy.jar()).flags());
        // the client's JVM has raised its limit of open files, and the daemon has no other way to learn the limit from
        // before
        OpenFiles.toRestore().ifPresent(files -> command.add("-D" + OpenFiles.PROPERTY + "=" + files));
        command.addAll(List.of("-jar", NativePaths.text(copy.jar()), "run", "--daemon"));
        return command;
    }
}
