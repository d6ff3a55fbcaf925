package dev.dpm.operator.inject;

/** Thrown if dpm-runner cannot be added to a pod; the message becomes the sentence of an {@link Injection.Refused}. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    Refusal(String sentence) {
        super(sentence, null, false, false);
    }
}
