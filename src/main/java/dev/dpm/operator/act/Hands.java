package dev.dpm.operator.act;

import dev.dpm.operator.action.Order;
import dev.dpm.operator.fleet.PodName;

/** Port: gives an order to the dpm-runner of a pod. */
public interface Hands {

    /** Gives the order, and waits for the dpm-runner's answer for some seconds at most. */
    Reply give(PodName pod, Order order);

    /**
     * The dpm-runner's answer to an order.
     *
     * @param isRefused false if the order was given, or the result is unknown
     * @param sentence the dpm-runner's own sentence, or the reason why the result is unknown
     */
    record Reply(boolean isRefused, String sentence) {
    }
}
