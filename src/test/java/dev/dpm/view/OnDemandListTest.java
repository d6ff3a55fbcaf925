package dev.dpm.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class OnDemandListTest {

    @Test
    void elements_are_computed_when_they_are_read_and_once_for_a_walk() {
        AtomicInteger computed = new AtomicInteger();
        List<String> list = OnDemandList.of(() -> {
            computed.incrementAndGet();
            return List.of("a", "b", "c");
        });
        List<String> large = OnDemandList.mapped(OnDemandList.copyOf(list), text -> text + text);
        assertThat(computed).as("nobody has read it").hasValue(0);

        assertThat(large.stream().toList()).containsExactly("aa", "bb", "cc");
        assertThat(computed).hasValue(1);
        List<String> walked = new ArrayList<>();
        for (String one : list) {
            walked.add(one);
        }
        assertThat(computed).hasValue(2);
        assertThat(list).isEqualTo(walked).hasSameHashCodeAs(walked);
    }

    @Test
    void any_other_list_is_copied() {
        List<String> changing = new ArrayList<>(List.of("a"));
        List<String> copy = OnDemandList.copyOf(changing);
        changing.add("b");
        assertThat(copy).containsExactly("a");
    }
}
