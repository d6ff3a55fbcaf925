package dev.dpm.operator.act;

import java.io.IOException;

import dev.dpm.operator.action.Order;
import dev.dpm.operator.fleet.PodName;

/** Port: the state of the cluster that an action reads, and the Events that an action writes. */
public interface World {

    /**
     * The pods and budgets of a namespace at this moment; the call asks the API server.
     *
     * @throws IOException if the API server cannot be asked
     */
    Sight look(String namespace) throws IOException;

    /**
     * Writes an Event on a pod that says which person gave which order to the pod.
     *
     * @throws IOException if the Event could not be written
     */
    void note(PodName pod, String uid, Order order, String by) throws IOException;
}
