package dev.dpm.operator.action;

import java.util.Optional;

import dev.dpm.process.Signal;

/**
 * An order for the process in a pod: end the process, or send it a signal.
 *
 * @param signal the name of the signal; empty if dpm-runner is to end the process with its stop signal and grace
 *     period, after which kubelet starts the container again
 */
public record Order(String signal) {

    /** The order to end the process in a pod with its stop signal and grace period. */
    public static final Order TERMINATE = new Order("");

    /** The order to send a signal to the process in a pod; empty if there is no signal of this name or number. */
    public static Optional<Order> signal(String word) {
        return Signal.parse(word).map(Signal::name).map(Order::new);
    }

    public boolean isTermination() {
        return signal.isEmpty();
    }

    /**
     * The words for this order before the name of a pod or Supervision in a sentence, such as {@code terminate} or
     * {@code send HUP to}.
     */
    public String words() {
        return isTermination() ? "terminate" : "send " + signal + " to";
    }
}
