package dev.dpm.testing;

import java.util.Set;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.test.Mock;

import dev.dpm.view.Access;

/** The token and the session that tests use. */
@Mock
@Singleton
public class TestAccess {

    public static final String TOKEN = "the-token-of-the-tests";
    public static final String COOKIE = "dpm_session_test";

    @Produces
    @Singleton
    @Mock
    Access access() {
        return new Access(TOKEN, Set.of("dpm.example"), "test");
    }
}
