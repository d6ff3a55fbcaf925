package dev.dpm.operator.action;

import java.util.Optional;

import dev.dpm.process.Signal;

/**
 * Ends a pod's process, or signals it.
 *
 * @param signal its name; empty text: ends the process with stop signal and grace period
 */
public record Order(String signal) {

    /** The order to end the process in a pod with its stop signal and grace period. */
    public static final Order TERMINATE = new Order("");

    /** The order to send a signal; empty: no such signal. */
    public static Optional<Order> signal(String word) {
        return Signal.parse(word).map(Signal::name).map(Order::new);
    }

    public boolean isTermination() {
        return signal.isEmpty();
    }

    /** Words before a pod's name: {@code terminate}, {@code send HUP to}. */
    public String words() {
        return isTermination() ? "terminate" : "send " + signal + " to";
    }
}
