package dev.dpm.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.arc.Unremovable;
import io.quarkus.vertx.VertxOptionsCustomizer;

import dev.dpm.view.Access;
import dev.dpm.view.Operations;
import dev.dpm.view.Terminals;

/** Gives the objects of the running supervision to the web server (Quarkus), each as a CDI bean. */
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
     * Makes Vert.x check only once a minute instead of once a second whether its event loops are blocked, since each check
     * wakes the processor.
     */
    @Produces
    @Singleton
    @Unremovable
    VertxOptionsCustomizer seldomChecks() {
        return options -> options.setBlockedThreadCheckInterval(BLOCKED_CHECK_MILLIS);
    }
}
