package dev.dpm.operator.cluster;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a request: {@code /apis/dpm.dev/v1alpha1/namespaces/shop/supervisions/web/status}.
 *
 * @param group {@code /api/v1} or {@code /apis/GROUP/VERSION}
 * @param namespace empty: all namespaces, or objects that have no namespace
 * @param name empty: the whole collection
 * @param part {@code status}; empty: the whole object
 */
record ApiPath(String group, String namespace, String plural, String name, String part) {

    private static final Pattern FORM = Pattern
            .compile("(/api/v1|/apis/[^/]+/[^/]+)(?:/namespaces/([^/]+))?/([^/]+)(?:/([^/]+))?(?:/([^/]+))?");

    static Optional<ApiPath> of(String path) {
        Matcher matcher = FORM.matcher(path);
        return matcher.matches()
                ? Optional.of(new ApiPath(matcher.group(1), text(matcher, 2), matcher.group(3), text(matcher, 4),
                        text(matcher, 5)))
                : Optional.empty();
    }

    private static String text(Matcher matcher, int group) {
        return Optional.ofNullable(matcher.group(group)).orElse("");
    }

    /** Whether an object's path belongs to this collection. */
    boolean holds(ApiPath object) {
        return group.equals(object.group()) && plural.equals(object.plural())
                && (namespace.isEmpty() || namespace.equals(object.namespace()))
                && (name.isEmpty() || name.equals(object.name()));
    }

    ApiPath named(String object) {
        return new ApiPath(group, namespace, plural, object, "");
    }

    ApiPath whole() {
        return named(name);
    }
}
