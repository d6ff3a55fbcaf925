package dev.dpm.daemon;

import java.time.Instant;
import java.util.Optional;

import dev.dpm.process.ProcessIdentity;

/**
 * The facts about a running daemon in {@code daemon.properties}, for clients that look for the daemon.
 *
 * @param identity the identity of the daemon's process; where that process is gone, the daemon is dead
 * @param jar the copy of the jar that the daemon runs from
 * @param console the URL of console and API, such as {@code http://127.0.0.1:9180/}; empty while there is none
 * @param management the URL of health and metrics; empty while there is none
 * @param tokenFile the file with the token; empty where the token came from the environment
 * @param start the result of the request that the daemon was launched with; empty until the result is known
 */
public record DaemonRecord(ProcessIdentity identity, String version, String jar, Optional<String> console,
        Optional<String> management, Optional<String> tokenFile, Instant startedAt, WebPartState webPart,
        Optional<StartResult> start) {

    /** The schema that this version writes and reads. */
    static final int SCHEMA = 1;

    /** Makes the record of a daemon that has just taken the lock. */
    public static DaemonRecord starting(ProcessIdentity identity, Program program, Instant now) {
        return new DaemonRecord(identity, program.version(), program.jar().toString(), Optional.empty(),
                Optional.empty(), Optional.empty(), now, WebPartState.STARTING, Optional.empty());
    }

    /** The record with the addresses under which the daemon can now be reached. */
    public DaemonRecord reachable(String consoleAddress, String managementAddress, Optional<String> token) {
        return new DaemonRecord(identity, version, jar, Optional.of(consoleAddress), Optional.of(managementAddress),
                token, startedAt, WebPartState.UP, start);
    }

    /** A record that can be reached, with a remark for people on default ports that were taken, or an empty text. */
    public DaemonRecord remarking(String remark) {
        return new DaemonRecord(identity, version, jar, console, management, tokenFile, startedAt,
                WebPartState.up(remark), start);
    }

    /** The record without addresses, for a daemon whose web part failed while the supervision goes on. */
    public DaemonRecord unreachable(String reason) {
        return new DaemonRecord(identity, version, jar, Optional.empty(), Optional.empty(), tokenFile, startedAt,
                WebPartState.failed(reason), start);
    }

    /** The record without addresses, for a runner without a web part. */
    public DaemonRecord withoutWebPart() {
        return new DaemonRecord(identity, version, jar, Optional.empty(), Optional.empty(), tokenFile, startedAt,
                WebPartState.OFF, start);
    }

    /** The record with the result of the daemon's first request. */
    public DaemonRecord answered(StartResult result) {
        return new DaemonRecord(identity, version, jar, console, management, tokenFile, startedAt, webPart,
                Optional.of(result));
    }

    /** Whether exactly this daemon still runs. */
    public boolean isAlive() {
        return ProcFs.system().isAlive(identity);
    }
}
