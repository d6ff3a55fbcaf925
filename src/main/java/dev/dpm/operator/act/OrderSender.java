package dev.dpm.operator.act;

import dev.dpm.operator.action.Order;
import dev.dpm.operator.fleet.PodName;

/** Port: sends a person's order, to end or to signal the process in a pod, to the pod's dpm-runner. */
public interface OrderSender {

    /** Sends an order to a pod's dpm-runner and waits a few seconds at most for the answer. */
    Reply give(PodName pod, Order order);

    /**
     * The dpm-runner's answer to an order.
     *
     * @param isRefused true if the dpm-runner did not accept the order; false if it accepted the order, or if the
     *     result is unknown
     * @param sentence the sentence that the dpm-runner answered, or the reason why the result is unknown
     */
    record Reply(boolean isRefused, String sentence) {
    }
}
