package dev.dpm.operator.act;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.dpm.event.OneLine;
import dev.dpm.operator.action.Order;
import dev.dpm.operator.action.PodState;
import dev.dpm.operator.action.PodState.Heard;
import dev.dpm.operator.action.Progress;
import dev.dpm.operator.action.Roll;
import dev.dpm.operator.action.UnfinishedOrder;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.model.Json;

/**
 * Converts a {@link Progress} to JSON and back. The JSON text contains no times, since the clocks of replicas differ: a
 * replica that reads the text counts {@link UnfinishedOrder#DEADLINE} from its reading.
 */
final class ProgressText {

    /**
     * The largest text that is stored in an annotation of a Lease, in bytes. All annotations of an object together may
     * have 256 KiB (apimachinery, {@code TotalAnnotationSizeLimitB}).
     */
    static final int MOST_BYTES = 128 * 1024;
    private static final int LONGEST_PERSON = 200;

    private ProgressText() {
    }

    private record Text(List<Given> acting, List<Begun> rolls) {
    }

    private record Given(String namespace, String pod, String uid, String signal, long restarts, long counted) {
    }

    private record Begun(String group, String signal, String by, Map<String, String> left, List<String> underWay,
            List<String> done, int tooMany) {
    }

    static String of(Progress progress) {
        if (progress.isNothing()) {
            return "";
        }
        List<Given> acting = progress.acting().stream().map(ProgressText::given).toList();
        String whole = json(new Text(acting, progress.rolls().stream().map(ProgressText::begun).toList()));
        if (whole.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
            return whole;
        }
        List<Begun> counted = progress.rolls().stream().map(roll -> new Begun(roll.group(), roll.order().signal(),
                person(roll), Map.of(), List.of(), List.of(), roll.left().size())).toList();
        String most = json(new Text(acting, counted));
        return most.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
                ? most
                : json(new Text(List.of(), counted));
    }

    private static Given given(UnfinishedOrder acting) {
        PodState pod = acting.before();
        return new Given(pod.name().namespace(), pod.name().name(), pod.uid(), acting.order().signal(), pod.restarts(),
                pod.heard().restarts());
    }

    private static Begun begun(Roll roll) {
        Map<String, String> left = new TreeMap<>();
        roll.left().forEach((pod, uid) -> left.put(pod.name(), uid));
        return new Begun(roll.group(), roll.order().signal(), person(roll), left, names(roll.underWay()),
                names(roll.done()), 0);
    }

    private static String person(Roll roll) {
        return OneLine.of(roll.by(), LONGEST_PERSON);
    }

    private static List<String> names(List<PodName> pods) {
        return pods.stream().map(PodName::name).toList();
    }

    private static String json(Text text) {
        try {
            return Json.MAPPER.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a progress has a form in JSON", e);
        }
    }

    /** Reads the unfinished orders from a text; empty if {@link #of} did not make the text. */
    static Optional<Progress> read(String text, Instant now) {
        if (text.isEmpty()) {
            return Optional.of(Progress.NOTHING);
        }
        try {
            Text read = Json.MAPPER.readValue(text, Text.class);
            return Optional.of(new Progress(read.acting().stream().map(each -> acting(each, now)).toList(),
                    read.rolls().stream().filter(each -> each.tooMany() == 0).map(each -> roll(each, now)).toList()));
        } catch (JsonProcessingException | RuntimeException e) {
            return Optional.empty();
        }
    }

    static List<Roll> interrupted(String text, Instant now) {
        try {
            return text.isEmpty()
                    ? List.of()
                    : Json.MAPPER.readValue(text, Text.class).rolls().stream().filter(each -> each.tooMany() > 0)
                            .map(each -> roll(each, now)
                                    .ended("interrupted, since the replica that began it ended, and "
                                            + each.tooMany() + " pods were left alone, too many to be handed on"))
                            .toList();
        } catch (JsonProcessingException | RuntimeException e) {
            return List.of();
        }
    }

    private static UnfinishedOrder acting(Given given, Instant now) {
        return new UnfinishedOrder(order(given.signal()),
                new PodState(new PodName(given.namespace(), given.pod()), given.uid(),
                        true, given.restarts(), new Heard(Instant.EPOCH, true, given.counted()), ""),
                now);
    }

    private static Roll roll(Begun begun, Instant now) {
        String namespace = begun.group().substring(0, begun.group().indexOf('/'));
        return new Roll(begun.group(), order(begun.signal()), begun.by(),
                begun.left().entrySet().stream()
                        .collect(Collectors.toMap(each -> new PodName(namespace, each.getKey()), Map.Entry::getValue)),
                begun.underWay().stream().map(name -> new PodName(namespace, name)).toList(),
                begun.done().stream().map(name -> new PodName(namespace, name)).toList(), "", now, "");
    }

    private static Order order(String signal) {
        return signal.isEmpty() ? Order.TERMINATE : Order.signal(signal).orElseThrow();
    }
}
