package dev.dpm.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.dpm.testing.FakeOperations;
import dev.dpm.testing.Views;

class OverviewTest {

    private final FakeOperations operations = new FakeOperations();

    @Test
    void the_order_of_the_rows_is_by_urgency() {
        operations.show(Views.running("web"), Views.fatal("import"));

        assertThat(Overview.of(operations).order()).isEqualTo("import web");
    }

    /** A page that was hidden while the last target was removed once went on showing it as RUNNING. */
    @Test
    void the_order_of_no_rows_is_told_too() {
        assertThat(Overview.of(operations).order()).isEqualTo("-");
    }
}
