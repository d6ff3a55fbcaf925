package dev.dpm.operator.admission;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.dpm.operator.model.Json;

/** From the body of a request to the body of its answer. A fault of ours never keeps an object out of the cluster. */
public final class Admission {

    private final Judge judge;
    private final Consumer<Throwable> faults;

    private Admission(Judge judge, Consumer<Throwable> faults) {
        this.judge = judge;
        this.faults = faults;
    }

    /**
     * Of pods.
     *
     * @param cluster empty as long as nothing was read from the API server
     * @param faults told what went wrong inside
     */
    public static Admission ofPods(Supplier<Optional<Known>> cluster, Consumer<Throwable> faults) {
        return new Admission(new PodAdmission(cluster), faults);
    }

    /** Of Supervisions. */
    public static Admission ofSupervisions(Consumer<Throwable> faults) {
        return new Admission(new SupervisionAdmission(), faults);
    }

    /** An AdmissionReview with a response, for one with a request. */
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
