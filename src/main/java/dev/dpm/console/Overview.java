package dev.dpm.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.dpm.process.output.LastLine;
import dev.dpm.view.LatestView;
import dev.dpm.view.Operations;
import dev.dpm.view.StatusView;
import dev.dpm.view.TargetView;
import dev.dpm.view.UnclaimedView;

/**
 * The content of the overview, the page with all targets.
 *
 * @param faults a sentence for each component of the runner that does not work
 * @param rows the targets, most urgent first, then by name
 */
public record Overview(Facts facts, List<String> faults, List<Row> rows, Tools tools, MachineCard machine) {

    /**
     * The CSRF token in the parts of the page that are sent to all viewers: empty, since each browser's page inserts
     * its own token.
     */
    static final String NO_CSRF = "";
    /**
     * The text that stands for an empty list of rows: a part of the page with an empty text would not be sent to
     * browsers as a change. No target can have this name.
     */
    private static final String NO_ROW = "-";
    /**
     * The number of targets above which the overview is shortened: a healthy target gets one line, or is hidden until a
     * person asks for healthy targets.
     */
    private static final int MANY = 20;
    /**
     * The number of lines at the end of a failed target's output that are searched for its last words: enough for a
     * stack trace.
     */
    private static final int A_TRACE = 60;

    /**
     * The controls above the list of targets, which filter it.
     *
     * @param all number of targets
     * @param calm the number of targets that need no attention and are not starting or stopping
     * @param filter the filter in force
     */
    public record Tools(int all, long calm, RowFilter filter) {

        public boolean isMany() {
            return all > MANY;
        }

        /** Whether the overview hides healthy targets until a person asks for them. */
        public boolean isFolded() {
            return isMany() && calm > 0 && !filter.isUnfolding();
        }
    }

    static Overview of(Operations operations) {
        return of(operations, RowFilter.NONE);
    }

    /** Creates the overview of all targets. Rows contain neither commands nor settings, so there is nothing to mask. */
    static Overview of(Operations operations, RowFilter filter) {
        StatusView status = operations.status();
        LatestView latest = operations.latest();
        boolean isMany = status.targets().size() > MANY;
        List<Row> rows = status.targets().stream().map(target -> row(operations, target, latest))
                .map(row -> isMany ? row.amongMany() : row)
                .sorted(Comparator.comparingInt(Row::rank).thenComparing(Row::name)).toList();
        return new Overview(Facts.of(status, latest.newest()),
                Stream.concat(status.runner().faults().stream(),
                        UnclaimedView.sentence(status.runner().unclaimed()).stream()).map(VisibleText::oneLine)
                        .toList(),
                rows.stream().filter(filter::takes).toList(),
                new Tools(rows.size(), rows.stream().filter(Row::isCalm).count(), filter),
                MachineCard.of(operations.machine()));
    }

    private static Row row(Operations operations, TargetView target, LatestView latest) {
        return Row.of(target, operations.recent(target.name()), latest, lastWords(operations, target),
                Offer.onOverview(target));
    }

    static String lastWords(Operations operations, TargetView target) {
        boolean ended = target.pid().isEmpty() && StatusView.isInTrouble(target);
        return ended ? LastLine.among(operations.outputTail(target.name(), A_TRACE)).orElse("") : "";
    }

    /** The target names in the order of the rows, separated by spaces; the script console.js reads this text. */
    String order() {
        return rows.isEmpty() ? NO_ROW : String.join(" ", rows.stream().map(Row::name).toList());
    }

    /**
     * The parts of the overview that the runner sends to open browsers when the parts change. The order of the rows is
     * sent separately.
     */
    List<Fragment> fragments() {
        List<Fragment> fragments = new ArrayList<>();
        fragments.add(new Fragment("summary", () -> Templates.summary(facts, facts.title()).render()));
        fragments.add(new Fragment("faults", () -> Templates.faults(faults).render()));
        fragments.add(new Fragment("fold", () -> Templates.fold(tools).render()));
        fragments.add(new Fragment("machine", () -> Templates.machine(machine).render()));
        rows.forEach(row -> fragments
                .add(new Fragment("row-" + row.name(), () -> Templates.row(row, NO_CSRF).render())));
        return fragments;
    }
}
