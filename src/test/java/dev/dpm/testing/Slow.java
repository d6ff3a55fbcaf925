package dev.dpm.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Tag;

/**
 * Marks an integration test that takes half a minute or more beside two others and has hardly ever failed. {@code ./mvnw
 * verify} leaves out such tests and says so; {@code ./mvnw verify -Pslow} runs them with the other tests, and {@code DPM_SLOW=1
 * .ci/run} in a stage of their own.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("slow")
public @interface Slow {
}
