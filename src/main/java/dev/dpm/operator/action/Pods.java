package dev.dpm.operator.action;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.dpm.operator.fleet.PodName;

/**
 * The pods of a namespace.
 *
 * @param busy the pods that have an unfinished order
 */
public record Pods(Map<PodName, PodState> all, Set<PodName> busy) {

    private static final int NAMED = 3;

    public Pods {
        all = Map.copyOf(all);
        busy = Set.copyOf(busy);
    }

    public static Pods of(Collection<PodState> seen, Collection<UnfinishedOrder> acting) {
        Map<PodName, PodState> all = new HashMap<>();
        seen.forEach(pod -> all.put(pod.name(), pod));
        Set<PodName> busy = new HashSet<>();
        acting.forEach(each -> busy.add(each.pod()));
        return new Pods(all, busy);
    }

    public Optional<PodState> find(PodName name) {
        return Optional.ofNullable(all.get(name));
    }

    boolean isReady(PodName name) {
        return find(name).filter(PodState::isReady).isPresent();
    }

    boolean isUp(PodName name) {
        return isReady(name) && !busy.contains(name);
    }

    Pods with(PodName name) {
        Set<PodName> more = new HashSet<>(busy);
        more.add(name);
        return new Pods(all, more);
    }

    String whyDown(Collection<PodName> of) {
        List<PodName> down = of.stream().filter(name -> !isUp(name)).sorted().toList();
        Stream<String> named = down.stream().limit(NAMED).map(name -> name.name() + (busy.contains(name)
                ? " was acted on and is not up again"
                : " is not ready"));
        return String.join(", ", Stream.concat(named, down.size() > NAMED
                ? Stream.of((down.size() - NAMED) + " more")
                : Stream.empty()).toList());
    }
}
