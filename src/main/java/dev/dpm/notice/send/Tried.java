package dev.dpm.notice.send;

import java.time.Duration;

import dev.dpm.config.Receiver;

/** The result of a test of one receiver. */
public record Tried(Receiver receiver, boolean isDelivered, String words, Duration took) {

    /** The result as a sentence: {@code oncall (webhook https://alerts.example/***): delivered in 41 ms: 204}. */
    public String sentence() {
        return receiver.shown() + (isDelivered ? ": delivered in " : ": not delivered after ") + took.toMillis() + " ms"
                + (words.isEmpty() ? "" : ": " + words);
    }
}
