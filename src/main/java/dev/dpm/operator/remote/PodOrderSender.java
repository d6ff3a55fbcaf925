package dev.dpm.operator.remote;

import java.util.Optional;

import dev.dpm.operator.act.OrderSender;
import dev.dpm.operator.action.Order;
import dev.dpm.operator.fleet.PodFacts.Address;
import dev.dpm.operator.fleet.PodName;
import dev.dpm.operator.fleet.PodRecord;

/** Sends orders to dpm-runners, at the addresses that {@link FleetWatch} has found. */
public record PodOrderSender(FleetWatch watch, TargetRequests targets) implements OrderSender {

    @Override
    public Reply give(PodName pod, Order order) {
        Optional<PodRecord> known = watch.pod(pod);
        Optional<Address> address = known.flatMap(record -> record.pod().address());
        Optional<String> target = known.flatMap(PodRecord::answer).map(answer -> answer.report().target());
        if (address.isEmpty() || target.isEmpty()) {
            return new Reply(true, "the dpm-runner of " + pod.name() + " cannot be asked");
        }
        return targets.order(address.get(), pod.namespace(), target.get(), order.isTermination()
                ? "terminate"
                : "signal?signal=" + order.signal());
    }
}
