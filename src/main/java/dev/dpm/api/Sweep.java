package dev.dpm.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.scheduler.Scheduled;

/**
 * Forgets sessions and codes whose time is over, which nobody may ever ask for again. The scheduler's thread wakes once a
 * second to see whether a job is due, so only work of the web part is given to it: a runner without one has no such thread.
 */
@Singleton
class Sweep {

    private final ConsoleSessions sessions;
    private final OneTimeCodes codes;

    @Inject
    Sweep(ConsoleSessions sessions, OneTimeCodes codes) {
        this.sessions = sessions;
        this.codes = codes;
    }

    @Scheduled(every = "60s", delayed = "60s")
    void forgetWhatIsOver() {
        sessions.forgetOver();
        codes.forgetOver();
    }
}
