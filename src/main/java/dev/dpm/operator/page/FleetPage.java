package dev.dpm.operator.page;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.dpm.operator.fleet.Fleet;
import dev.dpm.operator.fleet.Group;
import dev.dpm.operator.fleet.Standing;
import dev.dpm.operator.page.GroupCard.Doing;

/**
 * The overview of the fleet.
 *
 * @param summary words such as {@code 37 of 40 pods well}
 * @param empty the sentence for a fleet without groups
 */
public record FleetPage(String mood, String shape, String summary, String empty, List<GroupCard> groups) {

    /**
     * Makes the page.
     *
     * @param mayAct whether the reader may change the Supervisions of a namespace
     * @param doing the actions on a group
     */
    static FleetPage of(Fleet fleet, Predicate<String> mayAct, Function<Group, Doing> doing) {
        Standing worst = fleet.troubled() > 0 ? Standing.TROUBLE : isKnown(fleet) ? Standing.WELL : Standing.UNASKED;
        return new FleetPage(worst.mood(), worst.shape(), summary(fleet), "No Supervision yet",
                fleet.groups().stream().map(group -> GroupCard.of(group, mayAct.test(group.namespace()),
                        doing.apply(group))).toList());
    }

    /** The title of the tab, troubles first. */
    static String title(Fleet fleet) {
        return (fleet.troubled() > 0 ? "(" + fleet.troubled() + ") " : "") + summary(fleet) + " · fleet";
    }

    /** Whether every pod has been asked: an operator that has just started knows nothing about the pods. */
    private static boolean isKnown(Fleet fleet) {
        return fleet.pods() > 0 && fleet.count(Standing.UNASKED) == 0;
    }

    private static String summary(Fleet fleet) {
        if (fleet.pods() == 0) {
            return "no pods";
        }
        long unasked = fleet.count(Standing.UNASKED);
        return fleet.well() + " of " + fleet.pods() + (fleet.pods() == 1 ? " pod" : " pods") + " well"
                + (unasked == 0 ? "" : ", " + unasked + " not asked");
    }
}
