package dev.dpm.operator.action;

import java.util.Optional;

import dev.dpm.process.Signal;

/**
 * An order for the process of a pod.
 *
 * @param signal the name of the signal to send; empty if dpm-runner ends the process with the target's stop options,
 *     and kubelet starts the container again
 */
public record Order(String signal) {

    /** The order that ends the process gracefully. */
    public static final Order TERMINATE = new Order("");

    /** The order that sends a signal; empty if there is no signal of this name or number. */
    public static Optional<Order> signal(String word) {
        return Signal.parse(word).map(Signal::name).map(Order::new);
    }

    public boolean isTermination() {
        return signal.isEmpty();
    }

    /**
     * The words for the order in front of the name of a pod or group, such as {@code terminate} or {@code send HUP to}.
     */
    public String words() {
        return isTermination() ? "terminate" : "send " + signal + " to";
    }
}
