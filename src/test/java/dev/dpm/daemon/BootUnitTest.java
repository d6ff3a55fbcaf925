package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.dpm.daemon.BootUnit.Scope;

class BootUnitTest {

    @Test
    void a_users_unit_names_no_user_and_starts_with_the_users_own_systemd() {
        assertThat(unit(Scope.USER, "/home/me/.dpm", Optional.empty()).text().lines())
                .contains("WantedBy=default.target",
                        "Environment=DPM_HOME=/home/me/.dpm MALLOC_ARENA_MAX=1 LANG=C.UTF-8",
                        "ExecStart=/usr/bin/dpm run", "ExecReload=/usr/bin/dpm reload")
                .noneMatch(line -> line.startsWith("User="));
    }

    @Test
    void the_machines_unit_runs_as_the_owner_of_the_home() {
        assertThat(unit(Scope.SYSTEM, "/home/me/.dpm", Optional.of("me")).text().lines())
                .contains("User=me", "WantedBy=multi-user.target");
    }

    @Test
    void the_unit_waits_for_targets_to_resume() {
        assertThat(unit(Scope.USER, "/h", Optional.empty()).text()).contains("ConditionDirectoryNotEmpty=/h/state\n");
    }

    @Test
    void whatever_systemd_would_read_as_its_own_is_escaped() {
        BootUnit unit = new BootUnit(Scope.USER, List.of("/opt/my java/bin/java", "-Da=$HOME", "100%", "a\"b\\c", ""),
                List.of("/r"), "/home/me/50% $x", Optional.empty());

        assertThat(unit.text().lines()).contains(
                "ExecStart=\"/opt/my java/bin/java\" -Da=$$HOME 100%% \"a\\\"b\\\\c\" \"\"",
                "Environment=\"DPM_HOME=/home/me/50%% $x\" MALLOC_ARENA_MAX=1 LANG=C.UTF-8",
                "ConditionDirectoryNotEmpty=/home/me/50%% $x/state");
    }

    private static BootUnit unit(Scope scope, String home, Optional<String> user) {
        return new BootUnit(scope, List.of("/usr/bin/dpm", "run"), List.of("/usr/bin/dpm", "reload"), home, user);
    }
}
