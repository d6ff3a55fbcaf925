package dev.dpm.operator.page;

import java.util.List;

import dev.dpm.operator.fleet.Group;
import dev.dpm.operator.fleet.Standing;

/**
 * The pods of one Supervision.
 *
 * @param id of the element
 * @param name {@code shop/web}
 * @param well {@code 37 of 40 well}
 */
public record GroupCard(String id, String name, String mood, String shape, String well, List<Fold> folds) {

    static GroupCard of(Group group) {
        boolean isEmpty = group.members().isEmpty();
        Standing worst = group.worst();
        return new GroupCard(id(group), group.namespace() + "/" + group.name(), isEmpty ? "rest" : worst.mood(),
                isEmpty ? "–" : worst.shape(), group.wellWords(), Fold.of(group));
    }

    static String id(Group group) {
        return "group-" + group.namespace() + "." + group.name();
    }
}
