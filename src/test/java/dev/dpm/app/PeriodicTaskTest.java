package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.dpm.event.Component;

class PeriodicTaskTest {

    private final List<String> told = new ArrayList<>();
    private Runnable work = () -> {
    };
    private final PeriodicTask task = new PeriodicTask(Component.OUTPUT_ROTATION, () -> work.run(),
            (part, reason) -> told.add(part.word() + ": " + reason.orElse("works again")));

    @Test
    void what_broke_down_is_a_fault_until_it_goes_well() {
        work = () -> {
            throw new IllegalStateException("broke");
        };
        task.run();
        work = () -> {
        };

        task.run();
        task.run();

        assertThat(told).containsExactly("output rotation: java.lang.IllegalStateException: broke",
                "output rotation: works again");
    }

    @Test
    void what_always_goes_well_is_not_told_of() {
        task.run();

        assertThat(told).isEmpty();
    }
}
