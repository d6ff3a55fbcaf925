package dev.dpm.daemon;

import java.time.Instant;
import java.util.Optional;

import dev.dpm.process.ProcessIdentity;

/**
 * The description of a running daemon in {@code daemon.properties}, by which clients find the daemon.
 *
 * @param identity the identity of the daemon's process; where that process has ended, the daemon is dead
 * @param version the version of the daemon's program
 * @param jar the copy of the jar that the daemon runs from
 * @param console the URL of console and API, such as {@code http://127.0.0.1:9180/}; empty while there is none
 * @param management the URL of health and metrics; empty while there is none
 * @param tokenFile the file with the token; empty if the token came from the environment
 * @param startedAt when the daemon wrote its first record
 * @param webPart the state of the daemon's web server
 * @param start the result of the request that the daemon was started with; empty until the result is known
 */
public record DaemonRecord(ProcessIdentity identity, String version, String jar, Optional<String> console,
        Optional<String> management, Optional<String> tokenFile, Instant startedAt, WebPartState webPart,
        Optional<StartResult> start) {

    /** The schema number of the record that this version writes and reads. */
    static final int SCHEMA = 1;

    /** Makes the record of a daemon that has just acquired the lock of its home folder. */
    public static DaemonRecord starting(ProcessIdentity identity, Program program, Instant now) {
        return new DaemonRecord(identity, program.version(), program.jar().toString(), Optional.empty(),
                Optional.empty(), Optional.empty(), now, WebPartState.STARTING, Optional.empty());
    }

    /** A copy of this record with the addresses under which clients can reach the daemon now. */
    public DaemonRecord reachable(String consoleAddress, String managementAddress, Optional<String> token) {
        return new DaemonRecord(identity, version, jar, Optional.of(consoleAddress), Optional.of(managementAddress),
                token, startedAt, WebPartState.UP, start);
    }

    /**
     * A copy of this record with a remark for people.
     *
     * @param remark a sentence about default ports that another process uses; an empty text if there is nothing to
     * remark
     */
    public DaemonRecord remarking(String remark) {
        return new DaemonRecord(identity, version, jar, console, management, tokenFile, startedAt,
                WebPartState.up(remark), start);
    }

    /**
     * A copy of this record without addresses, for a daemon whose web server failed and whose supervision continues.
     */
    public DaemonRecord unreachable(String reason) {
        return new DaemonRecord(identity, version, jar, Optional.empty(), Optional.empty(), tokenFile, startedAt,
                WebPartState.failed(reason), start);
    }

    /** A copy of this record without addresses, for a runner whose web server is switched off. */
    public DaemonRecord withoutWebPart() {
        return new DaemonRecord(identity, version, jar, Optional.empty(), Optional.empty(), tokenFile, startedAt,
                WebPartState.OFF, start);
    }

    /** A copy of this record with the result of the daemon's first request. */
    public DaemonRecord answered(StartResult result) {
        return new DaemonRecord(identity, version, jar, console, management, tokenFile, startedAt, webPart,
                Optional.of(result));
    }

    /** Whether the daemon's process still runs; another process with the same pid does not count. */
    public boolean isAlive() {
        return ProcFs.system().isAlive(identity);
    }
}
