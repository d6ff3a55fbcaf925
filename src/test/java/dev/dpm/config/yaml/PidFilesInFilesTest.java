package dev.dpm.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.ConfigFault;

/** Tests that each target of a file has a pid file of its own. */
class PidFilesInFilesTest {

    @TempDir
    Path folder;

    private List<String> faults(String text) {
        return new OneFile(folder).load(text).faults().stream().map(ConfigFault::toString).toList();
    }

    @Test
    void instances_do_not_share_one() {
        assertThat(faults("""
                targets:
                  web:
                    command: sleep 9
                    instances: 2
                    pid_file: /run/web.pid
                """)).containsExactly("dpm.yaml line 5: pid_file '/run/web.pid' is the pid file of web-0 already; "
                + "allowed: a file of its own, of instances with {instance} in its name");
    }

    @Test
    void two_targets_do_not_share_one_in_another_notation_either() {
        assertThat(faults("""
                targets:
                  web: {command: sleep 9, pid_file: /run/web.pid}
                  api: {attach: true, pid_file: /run/../run/web.pid}
                """)).singleElement().asString().contains("line 3", "'/run/web.pid' is the pid file of web already");
    }

    @Test
    void one_of_its_own_for_each_is_allowed() {
        assertThat(faults("""
                targets:
                  web: {command: sleep 9, instances: 2, pid_file: "/run/web-{instance}.pid"}
                  api: {command: sleep 9, pid_file: /run/api.pid}
                """)).isEmpty();
    }
}
