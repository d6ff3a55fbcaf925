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
 * The overview of all targets.
 * @param faults a sentence for each fault of the runner
 * @param rows the targets, the most urgent first
 */
public record Overview(Facts facts, List<String> faults, List<Row> rows, Tools tools, MachineCard machine) {

    /**
     * The CSRF token in parts of a page that are rendered once for all browsers. Each page replaces it by the token of its
     * session.
     */
    static final String NO_CSRF = "";
    /** Stands for a list without rows, since an empty part of a page is not sent to browsers. No target has this name. */
    private static final String NO_ROW = "-";
    /** The number of targets above which the overview shortens or hides healthy ones. */
    private static final int MANY = 20;
    /** The number of last output lines of a failed target that are searched for an error message: enough for a stack trace. */
    private static final int A_TRACE = 60;

    /**
     * The filter above the list of targets.
     * @param all the number of targets
     * @param calm the number of targets that are not in trouble, and neither starting nor stopping
     */
    public record Tools(int all, long calm, RowFilter filter) {

        public boolean isMany() {
            return all > MANY;
        }

        public boolean isFolded() {
            return isMany() && calm > 0 && !filter.isUnfolding();
        }
    }

    static Overview of(Operations operations) {
        return of(operations, RowFilter.NONE);
    }

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
                ActionButton.onOverview(target));
    }

    static String lastWords(Operations operations, TargetView target) {
        boolean ended = target.pid().isEmpty() && StatusView.isInTrouble(target);
        return ended ? LastLine.among(operations.outputTail(target.name(), A_TRACE)).orElse("") : "";
    }

    String order() {
        return rows.isEmpty() ? NO_ROW : String.join(" ", rows.stream().map(Row::name).toList());
    }

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
