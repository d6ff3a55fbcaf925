package dev.dpm.operator.act;

import java.io.IOException;

import dev.dpm.operator.action.Order;
import dev.dpm.operator.fleet.PodName;

/** Port: pods and budgets of a cluster, and Events about orders. */
public interface ClusterPods {

    /**
     * Reads the pods and the budgets of a namespace.
     *
     * @throws IOException the API server does not answer
     */
    NamespaceState look(String namespace) throws IOException;

    /**
     * Writes an Event: who gave the pod which order.
     *
     * @throws IOException it cannot be written
     */
    void note(PodName pod, String uid, Order order, String by) throws IOException;
}
