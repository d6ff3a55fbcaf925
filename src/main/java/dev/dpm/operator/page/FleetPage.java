package dev.dpm.operator.page;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.dpm.operator.fleet.Fleet;
import dev.dpm.operator.fleet.Group;
import dev.dpm.operator.fleet.PodHealth;
import dev.dpm.operator.page.GroupCard.Doing;

/**
 * The page with an overview of all pods in the cluster that dpm-runner supervises.
 *
 * @param summary how many pods are well: {@code 37 of 40 pods well}
 * @param empty the sentence that the page shows if there is no Supervision
 */
public record FleetPage(String mood, String shape, String summary, String empty, List<GroupCard> groups) {

    private static final String UNDEFINED = "The cluster has no definition of Supervision: apply deploy/operator/crd.yaml";

    /**
     * Creates the page.
     *
     * @param isDefined whether the API server knows the resource Supervision
     * @param mayAct whether the person may change the Supervisions of the given namespace
     * @param doing returns the link to the page that ends or signals the processes of a Supervision's pods
     */
    static FleetPage of(Fleet fleet, boolean isDefined, Predicate<String> mayAct, Function<Group, Doing> doing) {
        PodHealth worst = fleet.troubled() > 0
                ? PodHealth.TROUBLE
                : isKnown(fleet) ? PodHealth.WELL : PodHealth.UNASKED;
        return new FleetPage(worst.mood(), worst.shape(), summary(fleet), isDefined ? "No Supervision yet" : UNDEFINED,
                fleet.groups().stream().map(group -> GroupCard.of(group, mayAct.test(group.namespace()),
                        doing.apply(group))).toList());
    }

    /**
     * The title that the browser's tab shows for the overview. It begins with the number of pods in trouble, if there
     * are any.
     */
    static String title(Fleet fleet) {
        return (fleet.troubled() > 0 ? "(" + fleet.troubled() + ") " : "") + summary(fleet) + " · fleet";
    }

    /**
     * Whether the operator has polled the dpm-runner of every supervised pod at least once. Right after the start of the
     * operator, this is not so.
     */
    private static boolean isKnown(Fleet fleet) {
        return fleet.pods() > 0 && fleet.count(PodHealth.UNASKED) == 0;
    }

    private static String summary(Fleet fleet) {
        if (fleet.pods() == 0) {
            return "no pods";
        }
        long unasked = fleet.count(PodHealth.UNASKED);
        return fleet.well() + " of " + fleet.pods() + (fleet.pods() == 1 ? " pod" : " pods") + " well"
                + (unasked == 0 ? "" : ", " + unasked + " not asked");
    }
}
