package dev.dpm.operator.page;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.dpm.operator.fleet.Fleet;
import dev.dpm.operator.fleet.Group;
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
        boolean isTrouble = fleet.troubled() > 0;
        return new FleetPage(isTrouble ? "bad" : "good", isTrouble ? "✕" : "●", summary(fleet), "No Supervision yet",
                fleet.groups().stream().map(group -> GroupCard.of(group, mayAct.test(group.namespace()),
                        doing.apply(group))).toList());
    }

    /** The title of the tab, troubles first. */
    static String title(Fleet fleet) {
        return (fleet.troubled() > 0 ? "(" + fleet.troubled() + ") " : "") + summary(fleet) + " · fleet";
    }

    private static String summary(Fleet fleet) {
        return fleet.pods() == 0 ? "no pods" : fleet.well() + " of " + fleet.pods() + " pods well";
    }
}
