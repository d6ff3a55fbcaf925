package dev.dpm.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The JVM flags for commands in integration tests: those with which {@code deploy/dpm} makes short-lived JVMs start
 * quickly, with class archives that {@code src/it/archives.sh} made for this jar. A JVM ignores an archive of another
 * jar or another Java. {@code ArchiveIT}, which measures the effect of archives, runs without flags, and so do
 * {@code smoke.sh}, {@code chaos.py} and {@code guard.py} outside of Maven.
 */
final class TestJvm {

    private TestJvm() {
    }

    static List<String> flags(String... command) {
        List<String> flags = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        boolean isRunner = command.length > 0 && command[0].equals("run");
        archive(isRunner ? "run.jsa" : "client.jsa").ifPresent(file -> flags.addAll(List.of(
                "-XX:SharedArchiveFile=" + file, "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off")));
        return flags;
    }

    private static Optional<Path> archive(String name) {
        return Optional.ofNullable(System.getProperty("dpm.archives")).map(folder -> Path.of(folder, name))
                .filter(Files::exists);
    }
}
