package dev.dpm.operator.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Records changes and does not make them. The Supervisions {@code shop/web} and {@code bank/vault} exist. */
final class FakeChanges implements Changes {

    final List<String> asked = new ArrayList<>();
    String fault = "";

    @Override
    public Optional<Map<String, String>> options(String namespace, String supervision) {
        return List.of("shop/web", "bank/vault").contains(namespace + "/" + supervision)
                ? Optional.of(Map.of("memoryThreshold", "85%"))
                : Optional.empty();
    }

    @Override
    public Outcome change(String token, String namespace, String supervision, Map<String, String> options) {
        asked.add(token + " " + namespace + "/" + supervision + " " + new TreeMap<>(options));
        return fault.isEmpty()
                ? new Outcome(true, "Supervision " + namespace + "/" + supervision + " is changed")
                : new Outcome(false, fault);
    }
}
