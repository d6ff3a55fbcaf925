package dev.dpm.operator.admission;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.dpm.operator.model.Json;

/**
 * Answers AdmissionReviews: takes the body of a request, returns the body of the answer. A fault of the operator never
 * keeps an object out of the cluster.
 */
public final class Admission {

    private final Judge judge;
    private final Consumer<Throwable> faults;

    private Admission(Judge judge, Consumer<Throwable> faults) {
        this.judge = judge;
        this.faults = faults;
    }

    /**
     * The admission of pods.
     *
     * @param cluster the state of the cluster; empty until the API server was read for the first time
     * @param faults receives each exception that the operator itself causes
     */
    public static Admission ofPods(Supplier<Optional<Known>> cluster, Consumer<Throwable> faults) {
        return new Admission(new PodAdmission(cluster), faults);
    }

    /** The admission of Supervisions. */
    public static Admission ofSupervisions(Consumer<Throwable> faults) {
        return new Admission(new SupervisionAdmission(), faults);
    }

    /**
     * Decides on one request of the API server.
     *
     * @param body an AdmissionReview that contains the request
     * @return an AdmissionReview that contains the response
     */
    public byte[] answer(byte[] body) throws BadReview {
        Review review = Review.read(body);
        try {
            return written(judge.judge(review), review);
        } catch (RuntimeException | StackOverflowError e) {
            faults.accept(e);
            return written(Verdict.allowed("dpm-runner did nothing here, for a fault of its own (" + e.getClass()
                    .getSimpleName() + "); the operator's log has it"), review);
        }
    }

    private static byte[] written(Verdict verdict, Review review) {
        try {
            return Json.MAPPER.writeValueAsBytes(verdict.answer(review.uid()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is made of text, numbers and lists", e);
        }
    }
}
