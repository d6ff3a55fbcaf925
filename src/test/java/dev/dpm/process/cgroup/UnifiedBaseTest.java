package dev.dpm.process.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.dpm.process.cgroup.UnifiedBase.View;

/**
 * Tests the choice of the cgroup below which targets get their cgroups on version 2. The letters of a cgroup: {@code w}
 * the runner may write it, {@code r} it is the root, {@code c} it can give controllers to its children, {@code e} it
 * gives them, {@code o} the runner's own processes are in it, {@code s} other processes are.
 */
class UnifiedBaseTest {

    private static final Set<String> WANTED = Set.of("memory", "cpu", "pids");

    private static View view(String letters) {
        return new View(letters.contains("w"), letters.contains("r"), letters.contains("c") ? WANTED : Set.of(),
                letters.contains("e") ? Set.of("memory") : Set.of(), letters.contains("o"), letters.contains("s"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            a delegated service: the runner is alone | wco  | false | ce    | OWN
            systemd's DelegateSubgroup               | wco  | true  | wc    | AROUND
            a runner after its comeback              | wco  | true  | wce   | AROUND
            the root of the machine, with strangers  | wrcos| false | wrcos | OWN
            a login session, a slice of the user's   | wcos | false | wce   | AROUND
            a login session, a slice of root's       | wcos | false | ce    | none
            a service without delegation             | cos  | false | ce    | none
            a container's exec beside its program    | wcos | false | wcos  | none
            no controllers at all                    | wo   | false | wo    | none
            a leaf in what is not ours               | wco  | true  | ce    | OWN
            """)
    void the_first_that_can_give_controllers_is_chosen(String what, String own, boolean isLeaf, String around,
            String choice) {
        assertThat(UnifiedBase.choose(view(own), isLeaf, view(around), WANTED).map(Enum::name).orElse(null)).as(what)
                .isEqualTo(choice);
    }

    @Test
    void the_runner_leaves_what_is_not_the_root_and_has_its_processes() {
        assertThat(UnifiedBase.mustLeave(view("wco"))).isTrue();
        assertThat(UnifiedBase.mustLeave(view("wce"))).isFalse();
        assertThat(UnifiedBase.mustLeave(view("wrco"))).isFalse();
    }

    @Test
    void a_refusal_says_what_is_missing() {
        assertThat(UnifiedBase.refusal("/x", view("cos"))).isEqualTo(
                "/x is not delegated to the runner (systemd: Delegate=yes in the runner's unit)");
        assertThat(UnifiedBase.refusal("/x", view("wcs"))).contains("has processes that are not the runner's");
        assertThat(UnifiedBase.refusal("/x", view("w"))).isEqualTo("/x has none of the controllers");
    }
}
