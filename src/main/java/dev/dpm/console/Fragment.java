package dev.dpm.console;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A part of a page that is sent anew when it changes: an element with an id.
 *
 * @param version what it shows beside its parts; equal to the one before: nothing to send
 * @param html rendered only when it is sent, with its parts
 * @param parts of it that may change by themselves; as many as before while the version stays
 */
record Fragment(Object version, Supplier<String> html, List<Fragment> parts) {

    Fragment {
        parts = List.copyOf(parts);
    }

    Fragment(Object version, Supplier<String> html) {
        this(version, html, List.of());
    }

    /** The HTML of what differs from an earlier look at the same page. */
    static List<String> changes(List<Fragment> before, List<Fragment> now) {
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            Fragment part = now.get(i);
            if (i >= before.size() || !before.get(i).version().equals(part.version())) {
                changes.add(part.html().get());
            } else {
                changes.addAll(changes(before.get(i).parts(), part.parts()));
            }
        }
        return changes;
    }
}
