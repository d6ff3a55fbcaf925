package dev.dpm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

class WebServerKeeperTest {

    @Test
    void a_web_part_that_gets_no_thread_is_not_up_for_that_reason() throws InterruptedException {
        assertThat(WebServerKeeper.booted(() -> {
            throw new OutOfMemoryError("unable to create native thread");
        })).contains("java.lang.OutOfMemoryError: unable to create native thread");
    }

    @Test
    void a_web_part_that_breaks_down_while_it_boots_is_not_up_for_that_reason() throws InterruptedException {
        assertThat(WebServerKeeper.booted(() -> CompletableFuture.failedFuture(new IllegalStateException("broke"))))
                .contains("java.lang.IllegalStateException: broke");
    }
}
