package dev.dpm.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import dev.dpm.process.TargetName;

/**
 * The names of components never change, since the journal contains them: a constant may be renamed, its word may not.
 */
class ComponentTest {

    @Test
    void parts_are_named_as_the_journal_knows_them() {
        assertThat(Arrays.stream(Component.values()).map(Component::word)).containsExactlyInAnyOrder("census",
                "configuration", "console", "descriptors", "history", "history retention", "home", "housekeeping",
                "incidents", "notices",
                "journal", "launch", "log", "log retention", "loop", "output", "output relay", "output retention",
                "output rotation",
                "preflight", "record", "requests", "samples", "service manager", "signals", "socket", "state",
                "subreaper", "threads", "token", "unclaimed", "usage report", "launch of", "limits of",
                "messages of", "output of",
                "processes of", "records of", "search for", "signals to", "sources of", "target", "termination message",
                "watch over",
                "work for");
    }

    @Test
    void what_is_done_for_a_target_names_the_target() {
        assertThat(AffectedComponent.of(Component.SIGNALS_TO, new TargetName("web")).words())
                .isEqualTo("signals to web");
    }
}
