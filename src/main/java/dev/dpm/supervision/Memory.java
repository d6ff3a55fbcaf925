package dev.dpm.supervision;

import java.io.IOException;

import dev.dpm.history.TargetRecord;
import dev.dpm.process.TargetName;

/** Port: what outlives the runner. Called from the effect threads, for one target in order. */
public interface Memory {

    /** @param durable wait until it is on the disk: for what a person commanded, never on the way to a restart */
    void save(TargetRecord target, boolean durable) throws IOException;

    void remove(TargetName target) throws IOException;
}
