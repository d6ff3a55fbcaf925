package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarCopyTest {

    @TempDir
    private Path folder;
    private RuntimeDirectory home;
    private Program program;

    @BeforeEach
    void makeHome() throws Exception {
        home = new RuntimeDirectory(folder.resolve("home"));
        home.create();
        program = new Program(Path.of("/java"), Files.writeString(folder.resolve("x.jar"), "one"), "0.1.0");
    }

    @Test
    void new_jar_over_the_old_path_gets_its_own_copy() throws Exception {
        JarCopy old = JarCopy.of(program, home);
        old.ensure(program);
        Files.writeString(program.jar(), "two");
        Files.setLastModifiedTime(program.jar(), FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
        JarCopy current = JarCopy.of(program, home);
        current.ensure(program);

        assertThat(old.jar()).hasContent("one");
        assertThat(current.jar()).hasContent("two");
        assertThat(current.jar().getFileName().toString()).matches("dpm-runner-0\\.1\\.0-[0-9a-f]{8}\\.jar");
    }

    @Test
    void removes_other_copies_that_nobody_runs_from() throws Exception {
        JarCopy current = JarCopy.of(program, home);
        current.ensure(program);
        Path running = Files.writeString(home.lib().resolve("dpm-runner-0.0.1-11111111.jar"), "x");
        Path stale = Files.writeString(home.lib().resolve("dpm-runner-0.0.2-22222222.jar"), "x");
        Path archive = Files.writeString(ClassArchive.of(current.jar()).file(), "x");
        Path ofAnotherJvm = Files.writeString(
                Path.of(archive.toString().replaceFirst("-java-.*", "-java-11.0.1.jsa")), "x");
        Path ofStale = Files.writeString(home.lib().resolve("dpm-runner-0.0.2-22222222-java-17.jsa"), "x");
        Path proc = folder.resolve("proc");
        Files.createDirectories(proc.resolve("42"));
        Files.writeString(proc.resolve("42/cmdline"), "java\0-jar\0" + running + "\0run\0");

        current.removeOthers(new ProcFs(proc));

        assertThat(running).exists();
        assertThat(stale).doesNotExist();
        assertThat(current.jar()).exists();
        assertThat(archive).exists();
        assertThat(ofAnotherJvm).exists();
        assertThat(ofStale).doesNotExist();
    }
}
