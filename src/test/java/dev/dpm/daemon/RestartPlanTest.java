package dev.dpm.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.dpm.config.StartRequest;
import dev.dpm.daemon.RestartPlan.Cause;

class RestartPlanTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private static final Map<String, String> COMES_BACK = Map.of(RestartShell.COMES_BACK, "yes");

    @TempDir
    private Path folder;

    private static RestartPlan die(Optional<RestartPlan> last, Instant at) {
        return RestartPlan.after(last, Cause.CRASH, 7, at);
    }

    @Test
    void each_death_within_an_hour_doubles_the_wait_up_to_ten_of_them() {
        List<Long> waits = new ArrayList<>();
        Optional<RestartPlan> last = Optional.empty();
        for (int death = 0; death < RestartPlan.MOST; death++) {
            last = Optional.of(die(last, NOON.plusSeconds(death * 60L)));
            waits.add(Duration.between(last.get().diedAt(), last.get().due()).toSeconds());
            assertThat(last.get().pending()).as("after death %d", death + 1).isEqualTo(death + 1 < RestartPlan.MOST);
        }
        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L);
    }

    @Test
    void what_is_an_hour_ago_or_of_a_clock_that_was_ahead_does_not_count() {
        RestartPlan first = die(Optional.empty(), NOON);
        assertThat(die(Optional.of(first), NOON.plus(Duration.ofMinutes(61))).deaths()).hasSize(1);
        assertThat(die(Optional.of(first), NOON.minusSeconds(5)).deaths()).containsExactly(NOON.minusSeconds(5));
    }

    @Test
    void it_outlives_the_process_and_can_be_called_off() throws Exception {
        RuntimeDirectory home = new RuntimeDirectory(folder.resolve("home"));
        home.create();
        assertThat(RestartPlan.callOff(home)).isFalse();
        assertThat(home.comeback()).doesNotExist();
        RestartPlan due = die(Optional.empty(), NOON);
        due.write(home);
        assertThat(RestartPlan.pending(home)).contains(due);
        assertThat(RestartPlan.isCalledOff(home, COMES_BACK)).isFalse();
        assertThat(RestartPlan.callOff(home)).isTrue();
        assertThat(RestartPlan.isCalledOff(home, COMES_BACK)).isTrue();
        assertThat(RestartPlan.isCalledOff(home, Map.of())).as("somebody asked for it").isFalse();
        assertThat(RestartPlan.pending(home)).isEmpty();
        assertThat(RestartPlan.read(home)).contains(due.settled());
    }

    @Test
    void damage_is_as_if_there_had_been_none() throws Exception {
        RuntimeDirectory home = new RuntimeDirectory(folder.resolve("home"));
        home.create();
        for (String text : List.of("", "schema=1\ncause=LOVE\n", "schema=99\n",
                "died_at=yesterday\ncause=CRASH\npid=1\n")) {
            Files.writeString(home.comeback(), text);
            assertThat(RestartPlan.read(home)).as(text).isEmpty();
        }
    }

    /** HotSpot splits the commands that it runs when it dies at each semicolon, and replaces per cent signs in them. */
    @Test
    void no_path_stands_in_a_command_of_the_dying_jvm() {
        RuntimeDirectory home = new RuntimeDirectory(Path.of("/srv/a b;c'%p"));
        List<String> flags = RestartShell.flags(home);
        assertThat(flags.subList(0, 2)).allSatisfy(flag -> assertThat(flag).doesNotContain("/srv", ";")
                .containsOnlyOnce("%p").endsWith("&"));
        assertThat(flags.get(2)).isEqualTo("-XX:ErrorFile=/srv/a b;c'%%p/logs/crash-%p.log");
    }

    @Test
    void flags_of_the_runner_are_kept_and_those_of_targets_are_not() throws Exception {
        RuntimeDirectory home = new RuntimeDirectory(folder.resolve("home"));
        home.create();
        FormerFlags.of(request(Map.of("port", "9300", "name", "web", "config", "a.yaml"))).write(home);
        StartRequest next = FormerFlags.read(home).under(request(Map.of("name", "api")));
        assertThat(next.flags()).isEqualTo(Map.of("port", "9300", "name", "api"));
        assertThat(FormerFlags.read(home).under(request(Map.of("port", "1"))).flags()).isEqualTo(Map.of("port", "1"));
        FormerFlags.forget(home);
        assertThat(FormerFlags.read(home).flags()).isEmpty();
    }

    private StartRequest request(Map<String, String> flags) {
        return new StartRequest(false, Optional.empty(), flags, List.of(), folder, "0022", Map.of());
    }
}
