package dev.dpm.operator.act;

import dev.dpm.operator.action.Order;
import dev.dpm.operator.fleet.PodName;

/** Port: gives an order to the dpm-runner of a pod. */
public interface Hands {

    /** Gives it, and waits for the answer, some seconds at most. */
    Reply give(PodName pod, Order order);

    /**
     * What came of an order.
     *
     * @param isRefused false: it was given, or that is unknown
     * @param sentence the dpm-runner's own, or why nothing is known
     */
    record Reply(boolean isRefused, String sentence) {
    }
}
