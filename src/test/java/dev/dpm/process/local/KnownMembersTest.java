package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.dpm.process.Incarnation;
import dev.dpm.process.ProcessIdentity;
import dev.dpm.process.TargetName;

class KnownMembersTest {

    private static final TargetName WEB = new TargetName("web");

    private final KnownMembers knownMembers = new KnownMembers();

    /** Attaches to an incarnation that was started outside the runner. A sample then finds its main process. */
    private ProcessIdentity attached(long number) {
        Incarnation life = new Incarnation(WEB, number);
        ProcessIdentity main = new ProcessIdentity(100 + number, number, "boot");
        knownMembers.attach(life);
        knownMembers.found(life, main, List.of(main), List.of());
        return main;
    }

    @Test
    void of_a_target_that_others_restart_only_the_life_attached_last_is_remembered() {
        attached(1);
        attached(2);

        ProcessIdentity third = attached(3);

        assertThat(knownMembers.mains()).containsOnlyKeys(third);
        assertThat(knownMembers.of(new Incarnation(WEB, 1))).isEmpty();
    }

    @Test
    void an_attached_life_that_is_over_is_nobody_an_orphan_could_come_from() {
        Incarnation launched = new Incarnation(new TargetName("db"), 1);
        knownMembers.expect(launched);
        attached(1);

        attached(2);

        assertThat(knownMembers.spans()).extracting(Attribution.Span::life).containsExactly(launched);
    }

    @Test
    void what_was_launched_is_remembered_beside_what_is_attached() {
        Incarnation launched = new Incarnation(new TargetName("db"), 1);
        ProcessIdentity main = new ProcessIdentity(50, 5, "boot");
        knownMembers.expect(launched);
        knownMembers.found(launched, main, List.of(main), List.of());

        ProcessIdentity web = attached(2);

        assertThat(knownMembers.mains()).containsOnlyKeys(main, web);
    }
}
