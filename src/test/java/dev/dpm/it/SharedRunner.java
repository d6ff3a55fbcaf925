package dev.dpm.it;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

/** Integration tests of one class that share a home folder and a runner, which their targets start. */
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
