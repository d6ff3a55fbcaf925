package dev.dpm.daemon;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

import dev.dpm.process.KeyLines;
import dev.dpm.process.ProcessIdentity;

/**
 * Reads and writes the record of a home folder's daemon, and the pid file beside it.
 *
 * <p> A damaged record counts as absent: the lock prevents a second daemon even without a record, and the next daemon
 * writes a new one. A record of a newer schema is refused.
 */
public record RecordFile(RuntimeDirectory home) {

    /** Reads the daemon's record of a home folder, whether its daemon lives or not. */
    public Optional<DaemonRecord> read() throws HomeFault {
        Properties properties = new Properties();
        Path file = home.recordFile();
        try {
            properties.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Reason.unreadable(home, "the record " + file, e);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        Schema.check(file, properties, DaemonRecord.SCHEMA);
        return parse(properties);
    }

    /** Whether the files of the daemon's record and of its pid both exist; the record may be damaged. */
    public boolean exists() {
        return Files.exists(home.recordFile()) && Files.exists(home.pidFile());
    }

    /** Reads the record of the daemon that runs now; empty if no daemon runs in the home folder. */
    public Optional<DaemonRecord> readAlive() throws HomeFault {
        Optional<DaemonRecord> record = read();
        return record.isPresent() && record.get().isAlive() ? record : Optional.empty();
    }

    /** Replaces the file of the daemon's record, then the pid file, both with mode 0600. */
    public void write(DaemonRecord daemon) throws HomeFault {
        try {
            HomeFile.replace(home.recordFile(), format(daemon));
            HomeFile.replace(home.pidFile(), daemon.identity().pid() + "\n");
        } catch (IOException e) {
            throw new HomeFault("the record " + home.recordFile() + " cannot be written (" + Reason.of(e)
                    + "): make room, or set DPM_HOME to a folder you may write", e);
        }
    }

    /** Removes the daemon's record and its pid file if they belong to this process. */
    public void remove(ProcessIdentity identity) throws HomeFault {
        Optional<DaemonRecord> record = read();
        if (record.isPresent() && record.get().identity().equals(identity)) {
            discard();
        }
    }

    /** Removes the record and the pid file of a dead daemon; does nothing while a runner uses the home folder. */
    public void removeStale() throws HomeFault {
        if (!Files.exists(home.recordFile()) && !Files.exists(home.pidFile())) {
            return;
        }
        Optional<DaemonLock> lock = DaemonLock.acquire(home);
        if (lock.isPresent()) {
            try (DaemonLock held = lock.get()) {
                discard();
            } catch (IOException e) {
                throw new HomeFault("the lock " + home.lockFile() + " cannot be released (" + Reason.of(e) + ")", e);
            }
        }
    }

    /** Removes the daemon's record and its pid file, even if they belong to another process. */
    void discard() throws HomeFault {
        try {
            Files.deleteIfExists(home.recordFile());
            Files.deleteIfExists(home.pidFile());
        } catch (IOException e) {
            throw new HomeFault("the record " + home.recordFile() + " cannot be removed (" + Reason.of(e) + ")", e);
        }
    }

    private static Optional<DaemonRecord> parse(Properties properties) {
        try {
            ProcessIdentity identity = new ProcessIdentity(Long.parseLong(properties.getProperty("pid")),
                    Long.parseLong(properties.getProperty("start_ticks")), properties.getProperty("boot_id"));
            return Optional.of(new DaemonRecord(identity, properties.getProperty("version", ""),
                    properties.getProperty("jar", ""), text(properties, "console"), text(properties, "management"),
                    text(properties, "token_file"), Instant.parse(properties.getProperty("started_at")),
                    webPart(properties), startResult(properties)));
        } catch (IllegalArgumentException | NullPointerException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static WebPartState webPart(Properties properties) {
        WebPartState state = WebPartState.parse(properties.getProperty("faces", "starting"));
        return state.equals(WebPartState.UP) ? WebPartState.up(properties.getProperty("ports", "")) : state;
    }

    private static Optional<StartResult> startResult(Properties properties) {
        Optional<String> outcome = text(properties, "start_outcome");
        if (outcome.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new StartResult(StartResult.Outcome.valueOf(outcome.get()),
                properties.getProperty("start_sentence", ""),
                StartResult.parse(properties.getProperty("start_incarnations", ""))));
    }

    private static Optional<String> text(Properties properties, String key) {
        String value = properties.getProperty(key, "");
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static String format(DaemonRecord daemon) {
        Map<String, String> keys = new TreeMap<>();
        keys.put("schema", Integer.toString(DaemonRecord.SCHEMA));
        keys.put("pid", Long.toString(daemon.identity().pid()));
        keys.put("start_ticks", Long.toString(daemon.identity().startTicks()));
        keys.put("boot_id", daemon.identity().bootId());
        keys.put("version", daemon.version());
        keys.put("jar", daemon.jar());
        keys.put("console", daemon.console().orElse(""));
        keys.put("management", daemon.management().orElse(""));
        keys.put("token_file", daemon.tokenFile().orElse(""));
        keys.put("started_at", daemon.startedAt().toString());
        keys.put("faces", daemon.webPart().text());
        if (daemon.webPart().stage() == WebPartState.Stage.UP && !daemon.webPart().reason().isEmpty()) {
            keys.put("ports", daemon.webPart().reason());
        }
        daemon.start().ifPresent(start -> {
            keys.put("start_outcome", start.outcome().name());
            keys.put("start_sentence", start.sentence());
            keys.put("start_incarnations", StartResult.format(start.incarnations()));
        });
        return KeyLines.of(keys);
    }
}
