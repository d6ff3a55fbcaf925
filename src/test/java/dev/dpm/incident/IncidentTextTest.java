package dev.dpm.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.incident.Incident.Life;
import dev.dpm.incident.Incident.Response;
import dev.dpm.incident.Incident.Verdict;
import dev.dpm.testing.Incidents;

class IncidentTextTest {

    private static final String SCRIPT = "sh -c \u001b[31mwhile :; do\n  work\r\n\tdone\u2028& wait";

    private static Incident incident(Verdict verdict, Life life, Response response, List<String> output) {
        Incident leak = Incidents.leak("web");
        return new Incident(leak.schema(), leak.id(), leak.target(), leak.at(), leak.sequence(), verdict, life,
                leak.usage(),
                leak.series(), leak.evidence(), output, response);
    }

    private static Life life(String command, String folder, Map<String, String> settings) {
        Life life = Incidents.leak("web").life();
        return new Life(life.incarnation(), life.pid(), life.seconds(), command, folder, life.user(),
                life.environment(), settings, life.atStart(), life.earlier());
    }

    private static Verdict verdict(String sentence, List<Figure> samples) {
        Verdict verdict = Incidents.leak("web").verdict();
        return new Verdict(verdict.cause(), verdict.certainty(), sentence, verdict.restsOn(), verdict.rule(), samples);
    }

    private static long lines(Incident incident) {
        return IncidentText.of(incident, ZoneOffset.UTC).lines().count();
    }

    @Test
    void what_somebody_else_wrote_in_many_lines_stands_in_one() {
        Incident plain = Incidents.leak("web");
        Response response = plain.response();
        Incident odd = incident(verdict("exec check " + SCRIPT + " in 2 of 2 checks", plain.verdict().samples()),
                life(SCRIPT, "/srv/a\nb", Map.of("exec_check", SCRIPT)),
                new Response(true, "stopped: " + SCRIPT, response.deeds(), response.stopSeconds(), false,
                        response.exit(), response.nextIncarnation(), response.nextPid()),
                List.of("GET /orders 200", "one\rtwo\u0085three"));

        assertThat(lines(odd)).isEqualTo(lines(plain));
        assertThat(IncidentText.of(odd, ZoneOffset.UTC)).contains("command: sh -c while :; do work done & wait",
                "folder: /srv/a b", "exec_check = sh -c while :; do ", "  one two three\n").doesNotContain("[31m");
        assertThat(List.of(odd.summary().sentence(), odd.summary().done()))
                .allSatisfy(words -> assertThat(words).doesNotContain("\n", "\r", "\u2028").contains("do   work"));
    }

    @Test
    void a_command_of_many_screens_is_cut_and_says_so() {
        String text = IncidentText.of(incident(Incidents.leak("web").verdict(),
                life("sh -c " + "echo hello; ".repeat(500), "/srv", Map.of()), Incidents.leak("web").response(),
                List.of()), ZoneOffset.UTC);

        assertThat(text.lines().filter(line -> line.contains("echo hello"))).singleElement()
                .satisfies(line -> assertThat(line).hasSizeLessThan(650).endsWith("…"));
    }

    @Test
    void the_resident_and_the_proportional_size_are_both_shown_by_name() {
        Figure sample = Incidents.leak("web").verdict().samples().get(1);
        Figure both = new Figure(sample.at(), sample.cpuPercent(), Optional.of(612L << 20), Optional.of(510L << 20));
        Figure same = new Figure(sample.at(), sample.cpuPercent(), Optional.of(700L << 20), Optional.of(700L << 20));

        String text = IncidentText.of(incident(verdict("memory", List.of(same, both)), Incidents.leak("web").life(),
                Incidents.leak("web").response(), List.of()), ZoneOffset.UTC);

        assertThat(text).contains("memory 612.0 MiB resident, 510.0 MiB proportional\n", "memory 700.0 MiB\n");
    }

    /** If no rule was broken, the verdict does not rest on samples. */
    @Test
    void samples_are_called_those_of_the_verdict_only_where_a_rule_was_broken() {
        Verdict breach = Incidents.leak("web").verdict();
        Verdict crash = new Verdict(Cause.CRASH, breach.certainty(), "it ended", "its exit status", Optional.empty(),
                breach.samples());

        assertThat(text(breach)).contains("\nThe samples of the verdict\n");
        assertThat(text(crash)).contains("\nIts last samples\n").doesNotContain("of the verdict");
    }

    private static String text(Verdict verdict) {
        return IncidentText.of(incident(verdict, Incidents.leak("web").life(), Incidents.leak("web").response(),
                List.of()), ZoneOffset.UTC);
    }

    @Test
    void an_incident_of_giving_up_leads_to_the_failure_before_it() {
        Incident leak = Incidents.leak("web");
        Verdict verdict = leak.verdict();
        Incident.Series series = new Incident.Series(leak.id(), 1, 0, Optional.of("20261122-214601-web"), List.of());
        Incident givenUp = new Incident(leak.schema(), leak.id(), leak.target(), leak.at(), leak.sequence(),
                new Verdict(Cause.GAVE_UP, verdict.certainty(), "it was given up: gave up after 2 restarts",
                        verdict.restsOn(), Optional.empty(), List.of()),
                leak.life(), leak.usage(), series, leak.evidence(), leak.output(), leak.response());

        assertThat(IncidentText.of(givenUp, ZoneOffset.UTC)).contains("`incident 20261122-214601-web` shows the last");
        assertThat(IncidentText.of(leak, ZoneOffset.UTC)).doesNotContain("shows the last failure");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Z", "UTC", "Etc/UTC"})
    void the_universal_time_has_one_name(String zone) {
        String text = IncidentText.of(Incidents.leak("web"), ZoneId.of(zone));

        assertThat(text).containsPattern("when .* UTC, life").containsPattern("changed [0-9-]+ [0-9:]+ UTC");
    }
}
