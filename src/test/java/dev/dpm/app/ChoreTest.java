package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.dpm.event.Component;

class ChoreTest {

    private final List<String> told = new ArrayList<>();
    private Runnable work = () -> {
    };
    private final Chore chore = new Chore(Component.OUTPUT_ROTATION, () -> work.run(),
            (part, reason) -> told.add(part.word() + ": " + reason.orElse("works again")));

    @Test
    void what_broke_down_is_a_fault_until_it_goes_well() {
        work = () -> {
            throw new IllegalStateException("broke");
        };
        chore.run();
        work = () -> {
        };

        chore.run();
        chore.run();

        assertThat(told).containsExactly("output rotation: java.lang.IllegalStateException: broke",
                "output rotation: works again");
    }

    @Test
    void what_always_goes_well_is_not_told_of() {
        chore.run();

        assertThat(told).isEmpty();
    }
}
