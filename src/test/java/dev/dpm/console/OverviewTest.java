package dev.dpm.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

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

    @Test
    void a_group_or_a_label_finds_its_rows_as_a_name_does() {
        operations.show(Views.tagged(Views.running("web"), "shop", Map.of("tier", "front")),
                Views.tagged(Views.running("db"), "shop", Map.of("tier", "back")), Views.running("mail"));

        assertThat(Overview.of(operations, RowFilter.of("@SHOP", null, null)).order()).isEqualTo("db web");
        assertThat(Overview.of(operations, RowFilter.of("tier=back", null, null)).order()).isEqualTo("db");
        assertThat(Overview.of(operations, RowFilter.of("mail", null, null)).order()).isEqualTo("mail");
    }

    @Test
    void the_last_words_of_what_failed_name_the_exception() {
        operations.show(Views.fatal("web"));
        operations.writes(List.of("throw new Error(\"boom\")", "^", "", "Error: boom",
                "    at Object.<anonymous> (/srv/a.js:1:7)", "", "Node.js v20.20.2"));

        assertThat(Overview.of(operations).rows()).extracting(Row::lastWords).containsExactly("Error: boom");
    }

    @Test
    void the_order_of_no_rows_is_told_too() {
        assertThat(Overview.of(operations).order()).isEqualTo("-");
    }
}
