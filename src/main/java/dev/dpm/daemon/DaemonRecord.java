package dev.dpm.daemon;

import java.time.Instant;
import java.util.Optional;

import dev.dpm.process.ProcessIdentity;

/**
 * The description of a running daemon in {@code daemon.properties}, by which clients find it.
 *
 * @param identity the daemon's process
 * @param version the version of the daemon's program
 * @param jar the copy of the jar from which the daemon runs
 * @param console the URL of console and API; empty: none yet
 * @param management the URL of health and metrics; empty: none yet
 * @param tokenFile the file with the token; empty: the token came from the environment
 * @param startedAt when the record was first written
 * @param webPart the state of the daemon's web server
 * @param start the result of the daemon's first request; empty: unknown yet
 */
public record DaemonRecord(ProcessIdentity identity, String version, String jar, Optional<String> console,
        Optional<String> management, Optional<String> tokenFile, Instant startedAt, WebServerState webPart,
        Optional<StartResult> start) {

    static final int SCHEMA = 1;

    public static DaemonRecord starting(ProcessIdentity identity, Program program, Instant now) {
        return new DaemonRecord(identity, program.version(), program.jar().toString(), Optional.empty(),
                Optional.empty(), Optional.empty(), now, WebServerState.STARTING, Optional.empty());
    }

    /** A copy of the record with the addresses of console and management. */
    public DaemonRecord reachable(String consoleAddress, String managementAddress, Optional<String> token) {
        return new DaemonRecord(identity, version, jar, Optional.of(consoleAddress), Optional.of(managementAddress),
                token, startedAt, WebServerState.UP, start);
    }

    /** A copy of the record with a remark on default ports that another process uses; empty text: no remark. */
    public DaemonRecord remarking(String remark) {
        return new DaemonRecord(identity, version, jar, console, management, tokenFile, startedAt,
                WebServerState.up(remark), start);
    }

    public DaemonRecord unreachable(String reason) {
        return new DaemonRecord(identity, version, jar, Optional.empty(), Optional.empty(), tokenFile, startedAt,
                WebServerState.failed(reason), start);
    }

    public DaemonRecord withoutWebPart() {
        return new DaemonRecord(identity, version, jar, Optional.empty(), Optional.empty(), tokenFile, startedAt,
                WebServerState.OFF, start);
    }

    public DaemonRecord answered(StartResult result) {
        return new DaemonRecord(identity, version, jar, console, management, tokenFile, startedAt, webPart,
                Optional.of(result));
    }

    /** Whether the daemon's process still runs. Another process with the same pid does not count. */
    public boolean isAlive() {
        return ProcFs.system().isAlive(identity);
    }
}
