package dev.dpm.operator.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;

import dev.dpm.operator.inject.Injection;
import dev.dpm.operator.inject.Injection.Injected;
import dev.dpm.operator.inject.Injection.Refused;
import dev.dpm.operator.inject.Injector;
import dev.dpm.operator.inject.PodMetadata;
import dev.dpm.operator.inject.PodValidation;
import dev.dpm.operator.inject.Selection;
import dev.dpm.operator.model.Json;
import dev.dpm.operator.model.ModelFault;

/** Adds dpm-runner to new pods that a Supervision selects. A pod is allowed even if dpm-runner cannot be added. */
final class PodAdmission implements AdmissionController {

    private final Supplier<Optional<Known>> cluster;

    PodAdmission(Supplier<Optional<Known>> cluster) {
        this.cluster = cluster;
    }

    @Override
    public Decision review(Review review) {
        if (!review.kind().equals("Pod") || !review.operation().equals("CREATE")) {
            return Decision.allowed();
        }
        Optional<Known> known = cluster.get();
        return known.isPresent()
                ? injected(review, known.get())
                : Decision
                        .allowed("dpm-runner was not put into the pod: its operator has not read the Supervisions yet");
    }

    private static Decision injected(Review review, Known known) {
        Pod pod;
        try {
            pod = Json.MAPPER.treeToValue(review.object(), Pod.class);
        } catch (JsonProcessingException e) {
            return Decision.allowed("dpm-runner was not put into the pod, which it cannot read: "
                    + ModelFault.sentence(e, "pod"));
        }
        if (!review.object().path("metadata").isObject() || !PodValidation.isComplete(review.object())) {
            return Decision
                    .allowed("dpm-runner was not put into the pod, which has " + PodValidation.LACK);
        }
        Injection injection = new Injector(known.facts()).inject(pod, review.namespace(), known.usable());
        List<String> warnings = new ArrayList<>(unusable(pod, review.namespace(), known));
        if (injection instanceof Refused refused) {
            warnings.add("without dpm-runner: " + refused.sentence());
            return Decision.changed(mark(review.object(), refused.sentence()), warnings);
        }
        if (injection instanceof Injected injected) {
            warnings.addAll(injected.notes());
            return changed(review, pod, unmarked(injected.pod()), warnings);
        }
        return Decision.changed(Json.MAPPER.createArrayNode(), warnings);
    }

    private static Decision changed(Review review, Pod before, Pod after, List<String> warnings) {
        return Decision.changed(Json.patch(review.object(), Json.changed(review.object(), before, after)), warnings);
    }

    private static List<String> unusable(Pod pod, String namespace, Known known) {
        return known.supervisions().stream().filter(each -> !each.faults().isEmpty())
                .filter(each -> Selection.selects(each.supervision(), pod, namespace))
                .map(each -> "Supervision " + each.supervision().shown() + " selects the pod and cannot be used: "
                        + each.faults().get(0))
                .toList();
    }

    /**
     * A patch that adds the annotation with the reason of a refusal. A comparison of the pod with a changed copy would
     * take too much memory for a large pod.
     */
    private static ArrayNode mark(JsonNode pod, String sentence) {
        JsonNode annotations = pod.path("metadata").path("annotations");
        boolean isFirst = !annotations.isObject();
        ArrayNode patch = Json.MAPPER.createArrayNode();
        if (sentence.equals(annotations.path(PodMetadata.REFUSED).textValue())) {
            return patch;
        }
        ObjectNode added = patch.addObject().put("op", "add");
        if (isFirst) {
            added.put("path", "/metadata/annotations").putObject("value").put(PodMetadata.REFUSED, sentence);
        } else {
            added.put("path", "/metadata/annotations/" + PodMetadata.REFUSED.replace("/", "~1")).put("value", sentence);
        }
        return patch;
    }

    /**
     * A copy of a new pod without the annotation that says why the pod has no dpm-runner. The pod has this annotation
     * already if its template was copied from another pod.
     */
    private static Pod unmarked(Pod pod) {
        return new PodBuilder(pod).editMetadata().removeFromAnnotations(PodMetadata.REFUSED).endMetadata().build();
    }
}
