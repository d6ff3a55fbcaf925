package dev.dpm.check.probe;

import java.io.IOException;
import java.time.Duration;

import dev.dpm.check.CheckResult;
import dev.dpm.config.value.HostPort;

/** Runs TCP checks: opens a connection to the target, sends nothing, and closes it. */
final class TcpProbe {

    CheckResult probe(HostPort address, Duration timeout) throws IOException, TimedOut {
        try (ProbeConnection ignored = ProbeConnection.to(address.host(), address.port(), Deadline.in(timeout))) {
            return CheckResult.passed("accepted the connection");
        }
    }
}
