package dev.dpm.operator.admission;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.dpm.operator.model.Json;

/**
 * Answers AdmissionReviews of the API server: converts the body of a request to the body of the response. If the
 * operator has a fault, it allows the object unchanged, so that the cluster goes on working.
 */
public final class Admission {

    private final AdmissionController controller;
    private final Consumer<Throwable> faults;

    private Admission(AdmissionController controller, Consumer<Throwable> faults) {
        this.controller = controller;
        this.faults = faults;
    }

    /**
     * Creates the admission for pods, which adds dpm-runner to new pods that a Supervision selects.
     *
     * @param cluster the state of the cluster; empty until it has been read from the API server
     * @param faults receives each exception for which the operator itself is responsible
     */
    public static Admission ofPods(Supplier<Optional<Known>> cluster, Consumer<Throwable> faults) {
        return new Admission(new PodAdmission(cluster), faults);
    }

    /**
     * Creates the object that answers reviews of Supervisions and refuses faulty ones.
     *
     * @param faults gets each exception that the operator itself caused
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
