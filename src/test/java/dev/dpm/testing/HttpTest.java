package dev.dpm.testing;

import java.net.URI;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;

import io.quarkus.test.common.http.TestHTTPResource;

/**
 * The base class of tests of the web server. It contains the addresses of the server's two ports, and the operations whose
 * targets the server shows.
 */
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
