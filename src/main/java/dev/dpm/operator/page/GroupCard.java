package dev.dpm.operator.page;

import java.util.List;

import dev.dpm.operator.fleet.Group;
import dev.dpm.operator.fleet.PodHealth;

/**
 * The entry for one Supervision on the overview, with its pods.
 *
 * @param id the id of the HTML element
 * @param name the name of the Supervision, such as {@code shop/web}
 * @param well how many pods are well: {@code 37 of 40 well}
 * @param outdated how many pods are outdated, and why; empty if none is
 * @param overlap a sentence about pods that another Supervision selects, too; empty if there are none
 * @param change the path of the page that changes the Supervision's thresholds; empty if the person may not change them
 */
public record GroupCard(String id, String name, String mood, String shape, String well, List<GroupEntry> entries,
        String outdated, String overlap, String change, Doing doing) {

    /**
     * The link to the page that ends or signals the processes of all pods of a group.
     *
     * @param path the path of that page; empty if the person may not end or signal processes of these pods
     * @param progress a sentence about the progress of an order to the group's pods; empty text if no order is
     *     unfinished
     */
    public record Doing(String path, String progress) {
    }

    static GroupCard of(Group group, boolean mayAct, Doing doing) {
        boolean isEmpty = group.members().isEmpty();
        PodHealth worst = group.worst();
        return new GroupCard(id(group), group.namespace() + "/" + group.name(), isEmpty ? "rest" : worst.mood(),
                isEmpty ? "–" : worst.shape(), group.wellWords(), GroupEntry.of(group), outdated(group),
                group.overlap(), mayAct
                        ? "/supervisions/" + group.namespace() + "/" + group.name() + "/thresholds"
                        : "",
                doing);
    }

    private static String outdated(Group group) {
        List<String> reasons = group.members().stream().map(member -> member.known().pod().outdated())
                .filter(reason -> !reason.isEmpty()).toList();
        return reasons.isEmpty()
                ? ""
                : reasons.size() + " of " + group.members().size() + " outdated: " + reasons.get(0)
                        + (reasons.stream().distinct().count() > 1 ? ", and other reasons" : "")
                        + (group.overlap().isEmpty()
                                ? "; kubectl rollout restart of the workload brings the new one"
                                : "");
    }

    static String id(Group group) {
        return "group-" + group.namespace() + "." + group.name();
    }
}
