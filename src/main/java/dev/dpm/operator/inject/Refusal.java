package dev.dpm.operator.inject;

/** The planning of an injection ends here, with the sentence that {@link Injection.Refused} carries. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    Refusal(String sentence) {
        super(sentence, null, false, false);
    }
}
