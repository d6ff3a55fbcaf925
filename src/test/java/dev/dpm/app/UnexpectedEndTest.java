package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnexpectedEndTest {

    @Test
    void the_sentence_names_the_error_and_the_first_place_of_the_runners_own() {
        assertThat(UnexpectedEnd.words(new IllegalStateException("no threads")))
                .startsWith("the runner ended by an error that it cannot handle (java.lang.IllegalStateException: no"
                        + " threads at dev.dpm.app.UnexpectedEndTest.the_sentence")
                .contains("the next start takes them over");
    }

    @Test
    void an_error_without_a_place_is_named_alone() {
        Error error = new OutOfMemoryError("unable to create native thread");
        error.setStackTrace(new StackTraceElement[0]);

        assertThat(UnexpectedEnd.words(error))
                .contains("(java.lang.OutOfMemoryError: unable to create native thread): ");
    }
}
