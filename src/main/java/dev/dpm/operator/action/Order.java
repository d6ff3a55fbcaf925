package dev.dpm.operator.action;

import java.util.Optional;

import dev.dpm.process.Signal;

/**
 * What is to be done to the process of a pod.
 *
 * @param signal its name; empty: the process is ended as its stop options say, and its container starts it again
 */
public record Order(String signal) {

    /** Ends the process gracefully. */
    public static final Order TERMINATE = new Order("");

    /** Sends a signal; empty: there is none of that name or number. */
    public static Optional<Order> signal(String word) {
        return Signal.parse(word).map(Signal::name).map(Order::new);
    }

    public boolean isTermination() {
        return signal.isEmpty();
    }

    /** The order in front of the name of a pod or group: {@code terminate}, {@code send HUP to}. */
    public String words() {
        return isTermination() ? "terminate" : "send " + signal + " to";
    }
}
