package dev.dpm.operator.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;

import dev.dpm.config.ConfigFault;

/**
 * Checks the label selector of a Supervision by the rules of the Kubernetes API ("Labels and Selectors"). The schema of
 * Supervisions does not check this.
 */
final class LabelCheck {

    private static final int LONGEST_NAME = 63;
    private static final int LONGEST_PREFIX = 253;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?");
    private static final Pattern PREFIX = Pattern
            .compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*");

    private LabelCheck() {
    }

    static List<String> faults(LabelSelector selector) {
        List<String> faults = new ArrayList<>();
        Map<String, String> labels = Optional.ofNullable(selector.getMatchLabels()).orElse(Map.of());
        labels.forEach((key, value) -> {
            faults.addAll(ofKey("spec.selector.matchLabels", key));
            faults.addAll(ofValue("spec.selector.matchLabels." + key, value));
        });
        selector.getMatchExpressions().forEach(required -> faults.addAll(ofExpression(required)));
        return faults;
    }

    private static List<String> ofExpression(LabelSelectorRequirement required) {
        String place = "spec.selector.matchExpressions";
        List<String> values = Optional.ofNullable(required.getValues()).orElse(List.of());
        List<String> faults = new ArrayList<>(ofKey(place, required.getKey()));
        switch (String.valueOf(required.getOperator())) {
            case "In", "NotIn" -> {
                if (values.isEmpty()) {
                    faults.add(place + " with operator " + required.getOperator()
                            + " has no values; allowed: one value at least");
                }
            }
            case "Exists", "DoesNotExist" -> {
                if (!values.isEmpty()) {
                    faults.add(place + " with operator " + required.getOperator() + " has values; allowed: none");
                }
            }
            default -> faults.add(place + " has the operator " + ConfigFault.quoted(String.valueOf(required
                    .getOperator())) + "; allowed: In, NotIn, Exists or DoesNotExist");
        }
        values.forEach(value -> faults.addAll(ofValue(place + " with key " + required.getKey(), value)));
        return faults;
    }

    private static List<String> ofKey(String place, String key) {
        int slash = key == null ? -1 : key.lastIndexOf('/');
        boolean isKey = key != null && isName(key.substring(slash + 1))
                && (slash < 0 || slash <= LONGEST_PREFIX && PREFIX.matcher(key.substring(0, slash)).matches());
        return isKey
                ? List.of()
                : List.of(place + (key == null ? " has no key" : " has the key " + ConfigFault.quoted(key))
                        + "; allowed: a label's name such as app or app.kubernetes.io/name");
    }

    private static List<String> ofValue(String place, String value) {
        return Stream.ofNullable(value).allMatch(text -> text.isEmpty() || isName(text)) && value != null
                ? List.of()
                : List.of(place + " has the value " + ConfigFault.quoted(String.valueOf(value)) + "; allowed: at most "
                        + LONGEST_NAME + " letters, digits, '-', '_' and '.', with a letter or digit at both ends");
    }

    private static boolean isName(String text) {
        return text.length() <= LONGEST_NAME && NAME.matcher(text).matches();
    }
}
