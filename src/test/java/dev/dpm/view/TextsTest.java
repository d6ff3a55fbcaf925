package dev.dpm.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.dpm.testing.Views;
import dev.dpm.view.TextTable.Column;

class TextsTest {

    @Test
    void an_event_is_one_line_in_the_readers_zone() {
        EventView exited = Views.event(7, "web", "process 456 ended with exit code 1\nafter 3 s");
        EventView runners = Views.event(8, null, "dpm-runner 1.0.0 started as process 123");

        assertThat(EventText.lines(List.of(exited, runners), ZoneId.of("Europe/Berlin"))).isEqualTo("""
                2026-11-22 21:46:02  web  process 456 ended with exit code 1 after 3 s
                2026-11-22 21:46:02  -  dpm-runner 1.0.0 started as process 123
                """);
        assertThat(EventText.line(exited, ZoneOffset.UTC)).startsWith("2026-11-22 20:46:02  web");
    }

    @Test
    void a_target_is_shown_with_its_figures_and_its_configuration() {
        assertThat(TargetText.render(Views.running("web").masked(), Style.PLAIN)).isEqualTo("""
                name        web
                state       RUNNING: started by command
                health      UP
                pid         456
                uptime      41 s
                processes   2
                cpu         12.5 % of 80.0 %
                memory      212.0 MiB of 500.0 MiB
                restarts    0
                command     /usr/bin/gunicorn app:api --password=***
                folder      /srv/web

                OPTION         VALUE        FROM
                cpu_threshold  80.0         default
                env            API_KEY=***  --env
                """);
    }

    @Test
    void a_table_aligns_its_columns() {
        TextTable table = new TextTable(new Style(false, true, 0), List.of(Column.left("A"), Column.right("NUMBER")));

        assertThat(table.row("long", "1").row("é", "23").render()).isEqualTo("""
                ┌──────┬────────┐
                │ A    │ NUMBER │
                ├──────┼────────┤
                │ long │      1 │
                │ é    │     23 │
                └──────┴────────┘
                """);
    }
}
