package dev.dpm.operator.act;

import dev.dpm.operator.action.Order;
import dev.dpm.operator.fleet.PodName;

/** Sends an order to the dpm-runner of a pod. */
public interface OrderSender {

    /** Sends an order to the dpm-runner of a pod, and waits a few seconds at most for the answer. */
    Reply give(PodName pod, Order order);

    /**
     * The answer of a dpm-runner to an order.
     *
     * @param isRefused false: dpm-runner accepted the order, or its answer is unknown
     * @param sentence the answer of dpm-runner, or why the answer is unknown
     */
    record Reply(boolean isRefused, String sentence) {
    }
}
