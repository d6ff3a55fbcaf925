package dev.dpm.cli.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;

import dev.dpm.config.Tags;
import dev.dpm.daemon.KnownTarget;
import dev.dpm.daemon.ProcFs;
import dev.dpm.testing.Views;
import dev.dpm.view.TargetView;

class UnsupervisedTest {

    /** A JSON mapper with the settings that application.properties has for the mapper of the API. */
    private final ObjectMapper mapper = new ObjectMapper().findAndRegisterModules()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    @Test
    void json_has_the_keys_that_a_daemon_answers_with_in_their_order() throws Exception {
        JsonNode told = mapper.readTree(Unsupervised.json(List.of(target("web"), target("db"))));
        TargetView web = Views.running("web");
        JsonNode daemons = mapper.valueToTree(web);

        assertThat(keys(told)).containsExactly("runner", "targets");
        assertThat(told.path("targets")).hasSize(2).allSatisfy(target -> {
            assertThat(keys(target)).isEqualTo(keys(daemons));
            assertThat(keys(target.path("limits"))).isEqualTo(keys(daemons.path("limits")));
            assertThat(keys(target.path("story"))).isEqualTo(keys(daemons.path("story")));
        });
        assertThat(told.at("/targets/1/name").asText()).isEqualTo("db");
        assertThat(told.at("/targets/1/group").asText()).isEqualTo("shop");
        assertThat(told.at("/targets/1/labels/tier").asText()).isEqualTo("db");
        assertThat(told.at("/targets/0/limits/memory_limit_bytes").isNull()).isTrue();
    }

    private static KnownTarget target(String name) {
        return new KnownTarget(name, true, Optional.of(ProcFs.system().self()), true, Optional.empty(),
                new Tags(Optional.of("shop"), Map.of("tier", name)), "", "", "");
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
