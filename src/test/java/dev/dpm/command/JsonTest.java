package dev.dpm.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.dpm.check.CheckResult.Outcome;
import dev.dpm.testing.Views;

class JsonTest {

    private final Json json = Json.plain();

    @Test
    void values_of_closed_lists_are_written_by_their_words() {
        ObjectNode checked = json.tree(Views.checked("web", Outcome.PASSED));

        assertThat(checked.at("/checks/0/kind").asText()).isEqualTo("http");
        assertThat(checked.at("/checks/0/runs/PASSED").asLong()).isEqualTo(3);
    }

    @Test
    void as_keys_too() {
        assertThat(json.tree(Views.running("web")).at("/breaches_by_threshold/cpu").asLong()).isEqualTo(1);
        assertThat(json.tree(Views.backoff("web")).path("restarts_by_reason").fieldNames()).toIterable()
                .containsExactlyInAnyOrder("exit", "cpu");
    }

    @Test
    void a_mapper_that_somebody_else_has_set_up_stays_as_it_was() {
        ObjectMapper others = new ObjectMapper();

        Json.by(others);

        assertThat(others.getRegisteredModuleIds()).isEmpty();
    }
}
