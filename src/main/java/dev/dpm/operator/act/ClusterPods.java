package dev.dpm.operator.act;

import java.io.IOException;

import dev.dpm.operator.action.Order;
import dev.dpm.operator.fleet.PodName;

/** Reads the pods and disruption budgets of a cluster, and writes Events about orders to pods. */
public interface ClusterPods {

    /**
     * Reads the pods of a namespace, and the budgets that limit how many of them may be down.
     *
     * @throws IOException the API server does not answer
     */
    NamespaceState look(String namespace) throws IOException;

    /**
     * Writes an Event that says which person gave which order to the pod.
     *
     * @throws IOException the Event cannot be written
     */
    void note(PodName pod, String uid, Order order, String by) throws IOException;
}
