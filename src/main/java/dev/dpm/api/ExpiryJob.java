package dev.dpm.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.scheduler.Scheduled;

/**
 * Removes expired sessions and login codes every minute. A thread is used, since Quarkus's scheduler would wake the machine
 * once a second.
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
