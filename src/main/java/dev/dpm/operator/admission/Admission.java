package dev.dpm.operator.admission;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.dpm.operator.model.Json;

/**
 * Answers AdmissionReviews of the API server, which asks whether a new or changed object is allowed. If the operator
 * itself fails, the object is allowed unchanged.
 */
public final class Admission {

    private final AdmissionController controller;
    private final Consumer<Throwable> faults;

    private Admission(AdmissionController controller, Consumer<Throwable> faults) {
        this.controller = controller;
        this.faults = faults;
    }

    /**
     * Returns an admission that adds dpm-runner to new pods.
     *
     * @param cluster returns what is known about the cluster; empty until the cluster has been read
     * @param faults receives exceptions of the operator
     */
    public static Admission ofPods(Supplier<Optional<Known>> cluster, Consumer<Throwable> faults) {
        return new Admission(new PodAdmission(cluster), faults);
    }

    /**
     * Returns an admission that refuses faulty Supervisions.
     *
     * @param faults receives exceptions of the operator
     */
    public static Admission ofSupervisions(Consumer<Throwable> faults) {
        return new Admission(new SupervisionAdmission(), faults);
    }

    /**
     * Decides on one request of the API server.
     *
     * @param body a JSON AdmissionReview with the request
     * @return a JSON AdmissionReview with the response
     */
    public byte[] answer(byte[] body) throws BadReview {
        Review review = Review.read(body);
        try {
            return written(controller.review(review), review);
        } catch (RuntimeException | StackOverflowError e) {
            faults.accept(e);
            return written(Decision.allowed("dpm-runner did nothing here, for a fault of its own (" + e.getClass()
                    .getSimpleName() + "); the operator's log has it"), review);
        }
    }

    private static byte[] written(Decision decision, Review review) {
        try {
            return Json.MAPPER.writeValueAsBytes(decision.answer(review.uid()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is made of text, numbers and lists", e);
        }
    }
}
