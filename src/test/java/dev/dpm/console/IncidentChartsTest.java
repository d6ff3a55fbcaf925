package dev.dpm.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.dpm.incident.Incident;
import dev.dpm.testing.FakeOperations;
import dev.dpm.testing.Incidents;
import dev.dpm.testing.Views;
import dev.dpm.view.UsagePoint;
import dev.dpm.view.UsageSeries;

class IncidentChartsTest {

    private static final Incident LEAK = Incidents.leak("web");
    private static final Instant AT = LEAK.at();

    private final FakeOperations operations = new FakeOperations();

    private static UsagePoint point(long seconds, double mib) {
        return new UsagePoint(AT.plusSeconds(seconds), Optional.of(5.0), Optional.of(5.0),
                Optional.of(mib * (1 << 20)), Optional.of(mib * (1 << 20)));
    }

    private IncidentCharts charts(Duration later, UsagePoint... points) {
        operations.show(Views.running("web"));
        operations.show(new UsageSeries(AT.minusSeconds(60), AT.plusSeconds(600), Duration.ofSeconds(5),
                List.of(points), List.of()));
        return IncidentCharts.of(LEAK, operations, AT.plus(later));
    }

    @Test
    void what_came_after_is_drawn_behind_the_moment_and_gaps_stay_gaps() {
        IncidentCharts charts = charts(Duration.ofMinutes(5), point(-10, 400), point(100, 90),
                UsagePoint.gap(AT.plusSeconds(200)), point(295, 110));

        IncidentCharts.Curve memory = charts.curves().get(0);
        assertThat(charts.hasAfter()).isTrue();
        assertThat(memory.title()).isEqualTo("Memory");
        assertThat(memory.words()).isEqualTo("500.6 MiB of 500.0 MiB");
        assertThat(memory.moment()).isEqualTo(500);
        assertThat(memory.hasLimit()).isTrue();
        assertThat(memory.line()).startsWith("M0 ").contains("L500 ", "L669 ", "M1000 ");
        assertThat(charts.curves().get(1).hasLimit()).isFalse();
        assertThat(charts.times()).containsExactly(AT.minusSeconds(295), AT.plusSeconds(295));
    }

    @Test
    void the_chart_ends_with_what_is_known() {
        IncidentCharts charts = charts(Duration.ofMinutes(12), point(100, 90), UsagePoint.gap(AT.plusSeconds(200)),
                point(295, 110), UsagePoint.gap(AT.plusSeconds(400)), UsagePoint.gap(AT.plusSeconds(600)));

        assertThat(charts.times()).containsExactly(AT.minusSeconds(295), AT.plusSeconds(295));
        assertThat(charts(Duration.ofMinutes(12), UsagePoint.gap(AT.plusSeconds(300))).hasAfter()).isFalse();
    }

    @Test
    void more_than_ten_minutes_later_is_another_story() {
        IncidentCharts charts = charts(Duration.ofMinutes(14), point(700, 90));

        assertThat(charts.hasAfter()).isFalse();
        assertThat(charts.curves().get(0).moment()).isEqualTo(1000);
    }

    @Test
    void a_target_that_is_gone_or_an_incident_of_long_ago_has_the_time_before_alone() {
        assertThat(IncidentCharts.of(LEAK, operations, AT.plusSeconds(60)).hasAfter()).isFalse();
        assertThat(charts(Duration.ofDays(90), point(100, 90)).hasAfter()).isFalse();
    }
}
