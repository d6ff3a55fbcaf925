package dev.dpm.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

/** Target names, incarnations and identities serve as map keys: two are equal exactly if their values are equal. */
class NamesTest {

    private static final TargetName WEB = new TargetName("web");

    @Test
    void what_says_the_same_is_one_key() {
        Set<Object> keys = new HashSet<>(List.of(WEB, new Incarnation(WEB, 7), new ProcessIdentity(7, 8, "boot")));

        assertThat(keys).contains(new TargetName("web"), new Incarnation(new TargetName("web"), 7),
                new ProcessIdentity(7, 8, new String("boot")));
    }

    @Test
    void one_difference_makes_another_key() {
        assertThat(WEB).isNotEqualTo(new TargetName("db")).isNotEqualTo("web").isNotEqualTo(null);
        assertThat(new Incarnation(WEB, 7)).isNotEqualTo(new Incarnation(WEB, 8))
                .isNotEqualTo(new Incarnation(new TargetName("db"), 7)).isNotEqualTo(WEB);
        assertThat(new ProcessIdentity(7, 8, "boot")).isNotEqualTo(new ProcessIdentity(8, 8, "boot"))
                .isNotEqualTo(new ProcessIdentity(7, 9, "boot")).isNotEqualTo(new ProcessIdentity(7, 8, "reboot"))
                .isNotEqualTo(new Incarnation(WEB, 7));
    }
}
