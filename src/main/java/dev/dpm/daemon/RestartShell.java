package dev.dpm.daemon;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.dpm.daemon.RestartPlan.Cause;

/**
 * The command lines that restart a daemon after its death. A dying JVM starts a shell with the first of these command lines
 * ({@code -XX:OnError}, {@code -XX:OnOutOfMemoryError}). The paths in the command lines come from environment variables, since
 * HotSpot splits commands at a semicolon and replaces per cent signs.
 */
public final class RestartShell {

    /** The environment variable that marks a daemon as started by a planned restart. */
    static final String COMES_BACK = "_DPM_COMES_BACK";
    private static final String JAVA = "_DPM_JAVA";
    private static final String JAR = "_DPM_JAR";
    private static final String SMALL = " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx24m";
    public static final String DUE = "due";

    private RestartShell() {
    }

    /** JVM flags that make a dying JVM begin the restart. The JVM replaces {@code %p} by its pid. */
    static List<String> flags(RuntimeDirectory home) {
        return List.of("-XX:OnOutOfMemoryError=" + shellWords(Cause.MEMORY), "-XX:OnError=" + shellWords(Cause.CRASH),
                "-XX:ErrorFile=" + home.logs().resolve("crash-").toString().replace("%", "%%") + "%p.log");
    }

    private static String shellWords(Cause cause) {
        return "\"$" + JAVA + "\"" + SMALL + " -jar \"$" + JAR + "\" comeback " + death(cause, "%p")
                + " </dev/null >/dev/null 2>&1 &";
    }

    private static String death(Cause cause, String pid) {
        return cause.name().toLowerCase(Locale.ROOT) + ":" + pid;
    }

    /** The environment variables that the command lines use. */
    static Map<String, String> environment(Path java, Path jar) {
        return Map.of(JAVA, java.toString(), JAR, jar.toString());
    }

    /**
     * Starts a shell that sleeps and then starts the daemon again. The shell inherits no open files of the dying JVM, such
     * as its ports.
     */
    public static void later(Duration wait, Program program, RuntimeDirectory home) throws IOException {
        List<String> command = List.of("/bin/sh", "-c", "sleep \"$0\" && exec \"$@\"",
                Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())), program.java().toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx24m", "-jar", program.jar().toString(),
                "comeback", DUE);
        File output = home.logs().resolve("comeback.log").toFile();
        new ProcessBuilder(command).directory(new File("/")).redirectInput(new File("/dev/null"))
                .redirectErrorStream(true).redirectOutput(Redirect.to(output)).start();
    }
}
