package dev.dpm.operator.act;

import java.io.IOException;

import dev.dpm.operator.action.Order;
import dev.dpm.operator.fleet.PodName;

/**
 * Port: the state of the cluster that decides whether a process in a pod may be ended or signalled, and the Events that
 * record this.
 */
public interface ClusterPods {

    /**
     * Reads the present pods and budgets of a namespace from the API server.
     *
     * @throws IOException if the API server does not answer
     */
    NamespaceState look(String namespace) throws IOException;

    /**
     * Writes a Kubernetes Event on a pod that records which person gave the pod which order.
     *
     * @throws IOException if the Event could not be written
     */
    void note(PodName pod, String uid, Order order, String by) throws IOException;
}
