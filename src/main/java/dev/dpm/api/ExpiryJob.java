package dev.dpm.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.scheduler.Scheduled;

/**
 * Drops expired sessions and codes, which no client may ever use again. Quarkus's scheduler wakes once a second to find
 * due jobs, so only the web part uses it: a runner without the web part has no such thread.
 */
@Singleton
class ExpiryJob {

    private final ConsoleSessions sessions;
    private final OneTimeCodes codes;

    @Inject
    ExpiryJob(ConsoleSessions sessions, OneTimeCodes codes) {
        this.sessions = sessions;
        this.codes = codes;
    }

    @Scheduled(every = "60s", delayed = "60s")
    void forgetWhatIsOver() {
        sessions.forgetOver();
        codes.forgetOver();
    }
}
