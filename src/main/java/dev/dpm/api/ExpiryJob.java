package dev.dpm.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.scheduler.Scheduled;

/**
 * Drops expired sessions and one-time login codes every 60 seconds, to free their memory. Quarkus's scheduler wakes up
 * once a second to find due jobs, so a runner without the HTTP server does not use it.
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
