package dev.dpm.operator.act;

import dev.dpm.operator.action.Order;
import dev.dpm.operator.fleet.PodName;

/** Port: sends an order to the dpm-runner of a pod. */
public interface OrderSender {

    /** Sends an order and waits a few seconds at most. */
    Reply give(PodName pod, Order order);

    /**
     * The answer.
     *
     * @param isRefused false: accepted, or unknown
     * @param sentence the answer, or why it is unknown
     */
    record Reply(boolean isRefused, String sentence) {
    }
}
