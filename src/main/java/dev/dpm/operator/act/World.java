package dev.dpm.operator.act;

import java.io.IOException;

import dev.dpm.operator.action.Order;
import dev.dpm.operator.fleet.PodName;

/**
 * Port: the state of the cluster that decides whether a process in a pod may be ended or signalled, and the Events that
 * record this.
 */
public interface World {

    /**
     * The pods and budgets of a namespace at present. The call sends requests to the API server.
     *
     * @throws IOException if the API server does not answer
     */
    NamespaceState look(String namespace) throws IOException;

    /**
     * Writes an Event on a pod that records which person gave it which order.
     *
     * @throws IOException if the Event could not be written
     */
    void note(PodName pod, String uid, Order order, String by) throws IOException;
}
