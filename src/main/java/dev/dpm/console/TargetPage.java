package dev.dpm.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.dpm.view.CheckView;
import dev.dpm.view.EventView;
import dev.dpm.view.Figures;
import dev.dpm.view.TargetView;
import dev.dpm.view.TargetView.SettingView;

/**
 * What the page of one target shows.
 *
 * @param output the last lines, oldest first
 * @param events the newest first
 */
public record TargetPage(Frame frame, String title, Row row, String reason, String lastExit, String command,
        String folder, List<CheckLine> checks, List<SettingView> configuration, String output, List<EventLine> events) {

    private static final int EVENTS = 100;

    /** @param title {@code http check} */
    public record CheckLine(String title, String sentence) {
        static CheckLine of(CheckView check) {
            return new CheckLine(check.kind() + " check", Figures.check(check));
        }
    }

    static TargetPage of(Frame frame, TargetView target, List<String> output, List<EventView> oldestFirst,
            Instant now) {
        Row row = Row.of(target, Optional.empty());
        String title = (row.isTroubled() ? "(!) " : "") + target.name() + " " + target.state() + " · dpm-runner";
        return new TargetPage(frame, title, row, target.reason(),
                target.lastExit().map(Figures::lastExit).orElse("none"), target.command(), target.cwd(),
                target.checks().stream().map(CheckLine::of).toList(), target.configuration(), String.join("\n", output),
                Overview.newestFirst(oldestFirst, now, EVENTS));
    }
}
