package dev.dpm.operator.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.Quantity;

import dev.dpm.config.ConfigFault;

/**
 * Checks the fields of a Supervision that become a part of dpm-runner's container. The API server refuses a pod with a
 * faulty container, so no pod that the Supervision selects could be created. The rules are those of the Kubernetes API
 * for containers (resource.Quantity; ValidateUserID; image names of the OCI distribution specification).
 */
public final class ContainerCheck {

    /** The end of an error message: describes the names that {@link #isImage} accepts. */
    public static final String IMAGE_ALLOWED = "the name of an image, such as registry.example.org/dpm-runner:1.0";

    private static final Set<String> RESOURCES = Set.of("cpu", "memory", "ephemeral-storage");
    private static final String RESOURCE_NAMES = "cpu, memory and ephemeral-storage";
    private static final Pattern QUANTITY = Pattern.compile(
            "\\+?(?:[0-9]{1,18}(?:\\.[0-9]{0,9})?|\\.[0-9]{1,9})(?:n|u|m|k|[KMGTPE]i|[MGTPE]|[eE][+-]?[0-9]{1,2})?");
    private static final String PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final String LABEL = "(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])";
    private static final Pattern IMAGE = Pattern.compile("(?:(?:" + LABEL + "(?:\\." + LABEL
            + ")*|\\[[0-9a-fA-F:]+\\])(?::[0-9]{1,5})?/)?" + PART + "(?:/" + PART
            + ")*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:"
            + "[0-9a-fA-F]{32,})?");
    private static final int LONGEST_IMAGE = 500;
    /**
     * The largest value that a resource quantity may have, in bytes or processors: the largest signed number of 64
     * bits.
     */
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private ContainerCheck() {
    }

    static List<String> faults(SupervisionSpec spec) {
        List<String> faults = new ArrayList<>();
        spec.ownResources().ifPresent(resources -> faults.addAll(ofResources(resources)));
        spec.ownImage().filter(image -> !isImage(image)).ifPresent(image -> faults.add("spec.image "
                + ConfigFault.quoted(image) + " is not allowed; allowed: "
                + IMAGE_ALLOWED));
        faults.addAll(ofId("spec.runAs.user", spec.standInIdentity().user()));
        faults.addAll(ofId("spec.runAs.group", spec.standInIdentity().group()));
        return faults;
    }

    /** Whether a text is the name of an image that kubelet can pull. */
    public static boolean isImage(String text) {
        return text.length() <= LONGEST_IMAGE && IMAGE.matcher(text).matches();
    }

    private static List<String> ofId(String place, Long id) {
        return id == null || id >= 0 && id <= Integer.MAX_VALUE
                ? List.of()
                : List.of(place + " '" + id + "' is not allowed; allowed: 0 to " + Integer.MAX_VALUE);
    }

    private static List<String> ofResources(Resources resources) {
        List<String> faults = new ArrayList<>(ofQuantities("spec.resources.requests", resources.requests()));
        faults.addAll(ofQuantities("spec.resources.limits", resources.limits()));
        if (faults.isEmpty()) {
            resources.requests().forEach((name, request) -> Optional.ofNullable(resources.limits().get(name))
                    .filter(limit -> request.getNumericalAmount().compareTo(limit.getNumericalAmount()) > 0)
                    .ifPresent(limit -> faults.add("spec.resources.requests." + name + " '" + request
                            + "' is not allowed; allowed: at most the limit, " + limit)));
        }
        return faults;
    }

    private static List<String> ofQuantities(String place, Map<String, Quantity> quantities) {
        List<String> faults = new ArrayList<>();
        quantities.forEach((name, quantity) -> {
            if (!RESOURCES.contains(name)) {
                faults.add(place + " has " + ConfigFault.quoted(String.valueOf(name)) + "; allowed: "
                        + RESOURCE_NAMES);
            } else if (!isQuantity(quantity)) {
                faults.add(
                        place + "." + name + " '" + quantity + "' is not allowed; allowed: an amount from 0, such as "
                                + (name.equals("cpu") ? "250m or 1" : "128Mi"));
            }
        });
        return faults;
    }

    private static boolean isQuantity(Quantity quantity) {
        return quantity != null && QUANTITY.matcher(quantity.toString()).matches()
                && quantity.getNumericalAmount().compareTo(MOST) <= 0;
    }
}
