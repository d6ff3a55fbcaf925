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

public record RecordFile(RuntimeDirectory home) {

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

    public boolean exists() {
        return Files.exists(home.recordFile()) && Files.exists(home.pidFile());
    }

    public Optional<DaemonRecord> readAlive() throws HomeFault {
        Optional<DaemonRecord> record = read();
        return record.isPresent() && record.get().isAlive() ? record : Optional.empty();
    }

    public void write(DaemonRecord daemon) throws HomeFault {
        try {
            HomeFile.replace(home.recordFile(), format(daemon));
            HomeFile.replace(home.pidFile(), daemon.identity().pid() + "\n");
        } catch (IOException e) {
            throw new HomeFault("the record " + home.recordFile() + " cannot be written (" + Reason.of(e)
                    + "): make room, or set DPM_HOME to a folder you may write", e);
        }
    }

    public void remove(ProcessIdentity identity) throws HomeFault {
        Optional<DaemonRecord> record = read();
        if (record.isPresent() && record.get().identity().equals(identity)) {
            discard();
        }
    }

    /** Removes the record and pid file of a dead daemon. Nothing is removed while a runner uses the home folder. */
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

    private static WebServerState webPart(Properties properties) {
        WebServerState state = WebServerState.parse(properties.getProperty("faces", "starting"));
        return state.equals(WebServerState.UP) ? WebServerState.up(properties.getProperty("ports", "")) : state;
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
        if (daemon.webPart().stage() == WebServerState.Stage.UP && !daemon.webPart().reason().isEmpty()) {
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
