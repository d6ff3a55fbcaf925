package dev.dpm.it;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

/**
 * Base of a class of integration tests that share one home folder and one runner. The first {@code start} of a target
 * starts the runner.
 */
abstract class SharedRunner {

    @AutoClose("end")
    static Product product;
    static Runner runner;

    @BeforeAll
    static void make_the_product() {
        product = new Product();
        runner = new Runner(product);
    }
}
