package dev.dpm.operator.page;

import java.util.List;

import dev.dpm.operator.fleet.Group;
import dev.dpm.operator.fleet.Standing;

/**
 * The pods of one Supervision.
 *
 * @param id the id of the element
 * @param name the name, such as {@code shop/web}
 * @param well words such as {@code 37 of 40 well}
 * @param change the page that changes the Supervision's thresholds; empty if the reader may not change them
 */
public record GroupCard(String id, String name, String mood, String shape, String well, List<Fold> folds,
        String change, Doing doing) {

    /**
     * The actions on all pods of the group.
     *
     * @param path the page on which the reader acts on the pods; empty if the reader may not act on them
     * @param progress the progress of an action; empty if no action is under way
     */
    public record Doing(String path, String progress) {
    }

    static GroupCard of(Group group, boolean mayAct, Doing doing) {
        boolean isEmpty = group.members().isEmpty();
        Standing worst = group.worst();
        return new GroupCard(id(group), group.namespace() + "/" + group.name(), isEmpty ? "rest" : worst.mood(),
                isEmpty ? "–" : worst.shape(), group.wellWords(), Fold.of(group), mayAct
                        ? "/supervisions/" + group.namespace() + "/" + group.name() + "/thresholds"
                        : "",
                doing);
    }

    static String id(Group group) {
        return "group-" + group.namespace() + "." + group.name();
    }
}
