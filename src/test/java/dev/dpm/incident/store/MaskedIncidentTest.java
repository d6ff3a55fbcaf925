package dev.dpm.incident.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.dpm.config.KnownSecrets;
import dev.dpm.incident.Incident;
import dev.dpm.testing.Incidents;

class MaskedIncidentTest {

    private static Incident writing(String line) {
        Incident leak = Incidents.leak("web");
        return new Incident(leak.schema(), leak.id(), leak.target(), leak.at(), leak.sequence(), leak.verdict(),
                leak.life(),
                leak.usage(), leak.series(), leak.evidence(), List.of(line), leak.response());
    }

    @Test
    void the_value_of_a_secret_variable_is_in_no_text() {
        Incident masked = MaskedIncident.of(writing("login with geheim-77"),
                KnownSecrets.of(Map.of("DB_PASSWORD", "geheim-77")));

        assertThat(masked.output()).containsExactly("login with ***");
        assertThat(masked).isEqualTo(writing("login with ***"));
    }

    /** A secret may be any word, even one that also occurs in the names, times and keys of an incident. */
    @Test
    void names_times_and_keys_stay_what_they_are() {
        Incident incident = writing("all is well");
        KnownSecrets odd = new KnownSecrets(List.of("MEMORY", "certain", "web", incident.id(), "2026-", "sentence"));

        Incident masked = MaskedIncident.of(incident, odd);

        assertThat(masked.id()).isEqualTo(incident.id());
        assertThat(masked.at()).isEqualTo(incident.at());
        assertThat(masked.target()).isEqualTo("web");
        assertThat(masked.verdict().cause()).isEqualTo(incident.verdict().cause());
        assertThat(masked.verdict().certainty()).isEqualTo(incident.verdict().certainty());
    }
}
