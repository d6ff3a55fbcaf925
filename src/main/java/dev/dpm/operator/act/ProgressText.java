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
import dev.dpm.operator.action.Acting;
import dev.dpm.operator.action.Order;
import dev.dpm.operator.action.PodState;
import dev.dpm.operator.action.PodState.Heard;
import dev.dpm.operator.action.Progress;
import dev.dpm.operator.action.Roll;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.model.Json;

/**
 * Converts a {@link Progress}, the unfinished orders of a replica, to text (JSON) and back. The text contains no times,
 * since the clocks of two replicas may differ. A replica that reads the text waits for each pod as long as if the order
 * had just been given.
 */
final class ProgressText {

    /**
     * The largest number of bytes of the text with the unfinished orders. All annotations of an object together have at
     * most 256 KiB (apimachinery, {@code TotalAnnotationSizeLimitB}); a pod takes about 90 bytes here.
     */
    static final int MOST_BYTES = 128 * 1024;
    private static final int LONGEST_PERSON = 200;

    private ProgressText() {
    }

    private record Text(List<Given> acting, List<Begun> rolls) {
    }

    private record Given(String namespace, String pod, String uid, String signal, long restarts, long counted) {
    }

    /**
     * A roll (an order to all pods of a Supervision) as the text contains it. If too many pods have not got the order
     * yet, the text does not name them; {@code tooMany} is then their number, otherwise 0.
     */
    private record Begun(String group, String signal, String by, Map<String, String> left, List<String> underWay,
            List<String> done, int tooMany) {
    }

    /**
     * Converts unfinished orders to text; the text is empty if no order is unfinished. If an order to all pods of a
     * Supervision has too many pods to name them, the text has only their number.
     */
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

    private static Given given(Acting acting) {
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

    /**
     * Converts a text to the unfinished orders, with the present time as the time of each order. Empty if {@link #of}
     * did not make the text.
     */
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

    /**
     * The rolls (orders to all pods of a Supervision) in a text that no replica can continue, because their pods were
     * too many to name.
     */
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

    private static Acting acting(Given given, Instant now) {
        return new Acting(order(given.signal()), new PodState(new PodName(given.namespace(), given.pod()), given.uid(),
                true, given.restarts(), new Heard(Instant.EPOCH, true, given.counted()), ""), now);
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
