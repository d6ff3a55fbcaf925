package dev.dpm.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.dpm.process.Phase;

class RowFilterTest {

    @Test
    void every_phase_can_be_chosen() {
        assertThat(RowFilter.NONE.states())
                .containsExactlyInAnyOrder(Stream.of(Phase.values()).map(Phase::name).toArray(String[]::new));
    }
}
