package dev.dpm.app;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.dpm.daemon.DaemonRecord;
import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.ProcFs;
import dev.dpm.daemon.Program;
import dev.dpm.daemon.RecordFile;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.daemon.StartResult;
import dev.dpm.event.CommandResult;

/** Writes the record by which clients find this runner. A failed write is repeated every 2 s. */
final class RunnerRecord {

    private final Program program;
    private final RecordFile file;
    private final boolean homeless;
    private Optional<DaemonRecord> known = Optional.empty();
    private boolean owed;
    private boolean removed;

    RunnerRecord(Program program, RuntimeDirectory home, boolean homeless) {
        this.program = program;
        this.file = new RecordFile(home);
        this.homeless = homeless;
    }

    private DaemonRecord current() {
        if (known.isEmpty()) {
            known = Optional.of(
                    DaemonRecord.starting(ProcFs.system().self(), program, Clock.systemUTC().instant()));
        }
        return known.get();
    }

    /**
     * Writes the runner's record before the first launch of a target. If that fails, the daemon ends, because no client could
     * find it.
     */
    synchronized void announce() throws HomeFault {
        file.write(current());
    }

    synchronized Optional<String> answered(CommandResult reply) {
        Map<String, Long> lives = new LinkedHashMap<>();
        reply.started().forEach(life -> lives.put(life.name(), life.incarnation()));
        known = Optional.of(current().answered(new StartResult(
                StartResult.Outcome.valueOf(reply.outcome().name()), reply.sentence(), lives)));
        return write();
    }

    synchronized Optional<String> reachable(WebServerKeeper.News news) {
        known = Optional.of(news.addresses().isPresent()
                ? current().reachable(news.addresses().get().console(), news.addresses().get().management(),
                        news.tokenFile()).remarking(String.join("; ", news.addresses().get().remarks()))
                : current().unreachable(news.reason()));
        return write();
    }

    synchronized Optional<String> withoutWebPart() {
        known = Optional.of(current().withoutWebPart());
        return write();
    }

    synchronized boolean isOwed() {
        return !removed && (owed || isDeleted());
    }

    synchronized boolean isDeleted() {
        return !removed && known.isPresent() && !homeless && !file.exists();
    }

    /**
     * Writes the runner's record again after a write failed.
     * @return why the write fails again; empty: the record is written
     */
    synchronized Optional<String> again() {
        return isOwed() ? write() : Optional.empty();
    }

    private Optional<String> write() {
        try {
            if (!homeless) {
                file.write(current());
            }
            owed = false;
            return Optional.empty();
        } catch (HomeFault e) {
            owed = true;
            return Optional.of(e.getMessage());
        }
    }

    /**
     * Removes the runner's record.
     * @return why it cannot be removed; empty: it is removed
     */
    synchronized Optional<String> remove() {
        removed = true;
        try {
            if (!homeless) {
                file.remove(current().identity());
            }
            return Optional.empty();
        } catch (HomeFault e) {
            return Optional.of(e.getMessage());
        }
    }
}
