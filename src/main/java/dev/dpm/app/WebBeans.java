package dev.dpm.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.arc.Unremovable;
import io.quarkus.vertx.VertxOptionsCustomizer;

import dev.dpm.view.Access;
import dev.dpm.view.Operations;
import dev.dpm.view.Terminals;

/** Gives the web server (Quarkus) access to the objects of the running supervision, each as a CDI bean. */
@ApplicationScoped
class WebBeans {

    private static final long BLOCKED_CHECK_MILLIS = 60_000;

    @Produces
    @Singleton
    @Unremovable
    Operations operations() {
        return handover().operations();
    }

    @Produces
    @Singleton
    @Unremovable
    Access access() {
        return handover().access();
    }

    @Produces
    @Singleton
    @Unremovable
    Terminals terminals() {
        return CommandSocketKeeper.terminals();
    }

    private static Handover handover() {
        return Handover.current()
                .orElseThrow(() -> new IllegalStateException("the web part was booted without a running supervision"));
    }

    /**
     * Vert.x checks once a second, by default, whether its event loops are blocked; once a minute is enough, and wakes
     * the machine less often.
     */
    @Produces
    @Singleton
    @Unremovable
    VertxOptionsCustomizer seldomChecks() {
        return options -> options.setBlockedThreadCheckInterval(BLOCKED_CHECK_MILLIS);
    }
}
