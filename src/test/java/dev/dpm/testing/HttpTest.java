package dev.dpm.testing;

import java.net.URI;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;

import io.quarkus.test.common.http.TestHTTPResource;

/** Tests of the web server: the addresses of its two ports, and the operations whose targets it shows. */
public abstract class HttpTest {

    @TestHTTPResource("/")
    protected URI console;
    @TestHTTPResource(value = "/", management = true)
    protected URI management;
    @Inject
    protected FakeOperations operations;

    @BeforeEach
    public void resetOperations() {
        operations.reset();
    }
}
