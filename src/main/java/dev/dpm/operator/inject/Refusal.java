package dev.dpm.operator.inject;

/** Thrown to end the planning of an injection; the message becomes the sentence of an {@link Injection.Refused}. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    Refusal(String sentence) {
        super(sentence, null, false, false);
    }
}
