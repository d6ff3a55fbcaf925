package dev.dpm.operator.action;

import java.util.Optional;

import dev.dpm.process.Signal;

/**
 * An order to dpm-runner in a pod: to end the process of its target, or to send a signal to this process.
 *
 * @param signal the name of the signal, such as {@code HUP}; empty text: the order to end the process with its stop
 *     signal and grace period
 */
public record Order(String signal) {

    /** The order to end the process in a pod by its stop signal, and to kill it after its grace period. */
    public static final Order TERMINATE = new Order("");

    /** The order to send the signal of this name; empty if there is no such signal. */
    public static Optional<Order> signal(String word) {
        return Signal.parse(word).map(Signal::name).map(Order::new);
    }

    public boolean isTermination() {
        return signal.isEmpty();
    }

    /** The words for this order that precede a pod's name in a sentence: {@code terminate}, {@code send HUP to}. */
    public String words() {
        return isTermination() ? "terminate" : "send " + signal + " to";
    }
}
