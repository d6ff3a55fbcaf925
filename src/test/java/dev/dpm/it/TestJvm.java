package dev.dpm.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * JVM flags of the commands that integration tests run: those by which {@code deploy/dpm} has short-lived JVMs start
 * quickly, with the class archives that {@code src/it/archives.sh} made for this jar. A JVM ignores an archive that was
 * made for another jar or another Java. Without flags run {@code ArchiveIT}, which measures what archives bring, and
 * outside of Maven {@code smoke.sh}, {@code chaos.py} and {@code guard.py}.
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
