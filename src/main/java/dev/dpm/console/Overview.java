package dev.dpm.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.dpm.view.LatestView;
import dev.dpm.view.Operations;
import dev.dpm.view.StatusView;
import dev.dpm.view.TargetView;
import dev.dpm.view.UnclaimedView;

/**
 * What the overview shows.
 *
 * @param faults what of the runner's own does not work
 * @param rows the most urgent first, then by name
 */
public record Overview(Facts facts, List<String> faults, List<Row> rows, Tools tools, MachineCard machine) {

    /** What is sent to all who watch; each page fills in its own. */
    static final String NO_CSRF = "";
    /** No target bears that name. Without it the order of no rows would be empty, and what is empty is no news. */
    private static final String NO_ROW = "-";
    /** More are many: what is well is one line each, and folded away. */
    private static final int MANY = 20;

    /**
     * How many targets are looked through.
     *
     * @param all targets
     * @param calm of them: neither in trouble nor between two states
     * @param filter that was asked for
     */
    public record Tools(int all, long calm, RowFilter filter) {

        public boolean isMany() {
            return all > MANY;
        }

        /** Whether what is well is not shown until somebody asks for it. */
        public boolean isFolded() {
            return isMany() && calm > 0 && !filter.isUnfolding();
        }
    }

    static Overview of(Operations operations) {
        return of(operations, RowFilter.NONE);
    }

    /** Rows show neither commands nor settings, so nothing has to be masked for them. */
    static Overview of(Operations operations, RowFilter filter) {
        StatusView status = operations.status();
        LatestView latest = operations.latest();
        boolean isMany = status.targets().size() > MANY;
        List<Row> rows = status.targets().stream().map(target -> row(operations, target, latest))
                .map(row -> isMany ? row.amongMany() : row)
                .sorted(Comparator.comparingInt(Row::rank).thenComparing(Row::name)).toList();
        return new Overview(Facts.of(status, latest.newest()),
                Stream.concat(status.runner().faults().stream(),
                        UnclaimedView.sentence(status.runner().unclaimed()).stream()).map(Shown::oneLine).toList(),
                rows.stream().filter(filter::takes).toList(),
                new Tools(rows.size(), rows.stream().filter(Row::isCalm).count(), filter),
                MachineCard.of(operations.machine()));
    }

    private static Row row(Operations operations, TargetView target, LatestView latest) {
        return Row.of(target, operations.recent(target.name()), latest, lastWords(operations, target)).onOverview();
    }

    static String lastWords(Operations operations, TargetView target) {
        boolean ended = target.pid().isEmpty() && StatusView.isInTrouble(target);
        return ended ? String.join(" ", operations.outputTail(target.name(), 1)) : "";
    }

    /** The names of the rows as they are to stand, separated by spaces; console.js reads it. */
    String order() {
        return rows.isEmpty() ? NO_ROW : String.join(" ", rows.stream().map(Row::name).toList());
    }

    /** The parts of which a live page gets what has changed; the order of the rows is told apart from them. */
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
