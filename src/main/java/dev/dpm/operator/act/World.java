package dev.dpm.operator.act;

import java.io.IOException;

import dev.dpm.operator.action.Order;
import dev.dpm.operator.fleet.PodName;

/** Port: what an action sees of the cluster and leaves in it. */
public interface World {

    /**
     * The pods and budgets of a namespace as they are now; asks the API server.
     *
     * @throws IOException the API server cannot be asked
     */
    Sight look(String namespace) throws IOException;

    /**
     * Notes as an Event on a pod who has what done to it.
     *
     * @throws IOException it could not be written
     */
    void note(PodName pod, String uid, Order order, String by) throws IOException;
}
