package dev.dpm.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the scripts of the Debian package as dpkg does on a machine with systemd. Every program that they call is a stub
 * that records the call, so the tests change nothing on this machine.
 */
class MaintainerScriptsTest {

    private static final List<String> PROGRAMS = List.of("adduser", "install", "chgrp", "chmod", "deb-systemd-helper",
            "deb-systemd-invoke", "systemctl", "runuser", "rm", "rmdir", "getent");
    private static final String KEEPS = "runuser -u dpm -- env HOME=/var/lib/dpm dpm stop --keep_targets --yes";

    @TempDir
    private Path folder;
    private Path calls;

    @BeforeEach
    void makeStubs() throws IOException {
        calls = Files.createFile(folder.resolve("calls"));
        Files.createDirectories(folder.resolve("system"));
        for (String program : PROGRAMS) {
            stub(program, 0);
        }
    }

    private void stub(String program, int exitCode) throws IOException {
        Path stub = Files.createDirectories(folder.resolve("bin")).resolve(program);
        Files.writeString(stub, "#!/bin/sh\necho \"" + program + " $*\" >> " + calls + "\nexit " + exitCode + "\n");
        Files.setPosixFilePermissions(stub, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Runs a script with the arguments that dpkg gives (Debian Policy, 6.5), and returns the programs that it called. */
    private List<String> calls(String script, String... arguments) throws Exception {
        String text = Files.readString(Path.of("deploy/debian", script)).replace("/run/systemd/system",
                folder.resolve("system").toString());
        Path copy = Files.writeString(folder.resolve(script), text);
        Files.writeString(calls, "");
        List<String> command = new ArrayList<>(List.of("/bin/sh", copy.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment().put("PATH", folder.resolve("bin").toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(folder.resolve("said"))).isZero();
        assertThat(folder.resolve("said")).isEmptyFile();
        return Files.readAllLines(calls);
    }

    @Test
    void installation_enables_and_starts_the_service() throws Exception {
        stub("getent", 2);

        List<String> called = calls("postinst", "configure");

        assertThat(called).anyMatch(call -> call.startsWith("adduser --system --group --home /var/lib/dpm"));
        assertThat(called).containsSubsequence("deb-systemd-helper unmask dpm-runner.service",
                "deb-systemd-helper enable dpm-runner.service", "systemctl --system daemon-reload",
                "deb-systemd-invoke start dpm-runner.service");
        assertThat(called).doesNotContain(KEEPS);
    }

    @Test
    void an_upgrade_keeps_the_targets_and_starts_the_new_runner() throws Exception {
        assertThat(calls("prerm", "upgrade", "0.2")).isEmpty();
        assertThat(calls("postrm", "upgrade", "0.2")).isEmpty();

        List<String> called = calls("postinst", "configure", "0.1");

        assertThat(called).containsSubsequence("systemctl --system daemon-reload",
                "systemctl --quiet is-active dpm-runner.service", KEEPS, "deb-systemd-invoke start dpm-runner.service");
        assertThat(called).noneMatch(call -> call.contains("invoke stop") || call.contains("restart")
                || call.startsWith("adduser"));
    }

    @Test
    void an_upgrade_of_a_stopped_service_asks_no_runner() throws Exception {
        stub("systemctl", 3);

        assertThat(calls("postinst", "configure", "0.1")).doesNotContain(KEEPS)
                .contains("deb-systemd-invoke start dpm-runner.service");
    }

    @Test
    void a_service_that_its_owner_disabled_stays_disabled() throws Exception {
        stub("deb-systemd-helper", 1);

        assertThat(calls("postinst", "configure", "0.1"))
                .contains("deb-systemd-helper update-state dpm-runner.service")
                .doesNotContain("deb-systemd-helper enable dpm-runner.service");
    }

    @Test
    void a_removal_stops_the_service_with_its_targets() throws Exception {
        assertThat(calls("prerm", "remove")).containsExactly("deb-systemd-invoke stop dpm-runner.service");
        assertThat(calls("postrm", "remove")).containsExactly("systemctl --system daemon-reload");
    }

    @Test
    void a_purge_forgets_the_service_and_its_state() throws Exception {
        assertThat(calls("postrm", "purge")).containsSubsequence("deb-systemd-helper purge dpm-runner.service",
                "deb-systemd-helper unmask dpm-runner.service", "rm -rf /var/lib/dpm");
    }

    /** The calls of systemd may fail, for example in a container; dpkg must not stop at that. */
    @ParameterizedTest
    @ValueSource(strings = {"deb-systemd-invoke", "systemctl", "runuser", "deb-systemd-helper"})
    void a_failing_systemd_breaks_no_installation(String program) throws Exception {
        stub(program, 1);

        assertThat(calls("postinst", "configure", "0.1")).isNotEmpty();
        assertThat(calls("prerm", "remove")).isNotEmpty();
        calls("postrm", "remove");
        assertThat(calls("postrm", "purge")).contains("rm -rf /var/lib/dpm");
    }
}
