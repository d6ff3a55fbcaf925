package dev.dpm.incident.store;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.dpm.incident.Cause;
import dev.dpm.incident.Certainty;
import dev.dpm.incident.Incident;
import dev.dpm.incident.Incident.Summary;
import dev.dpm.incident.IncidentRetention;
import dev.dpm.incident.IncidentText;
import dev.dpm.log.DiskTrouble;
import dev.dpm.pattern.Trace;
import dev.dpm.pattern.TraceKeys;
import dev.dpm.process.FolderObstacle;
import dev.dpm.process.IncidentFiles;
import dev.dpm.process.WholeFile;

/**
 * Stores the incidents of a home folder, each in a folder of its own (mode 0700, files 0600). The folder of an incident appears
 * complete or not at all.
 */
public final class IncidentStore {

    private static final Pattern ID = Pattern.compile("[0-9]{8}-[0-9]{6}-[A-Za-z0-9._-]{1,80}");
    /**
     * The name of a damaged incident's folder. No id of an incident has this form, since a target's name contains no capital
     * letter.
     */
    private static final Pattern ASIDE = Pattern.compile(".*\\.damaged-[0-9]{8}T[0-9]{6}");
    private static final String DRAFT = ".draft";
    private static final String REMOVAL = ".removal";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss")
            .withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Clock clock;

    /**
     * Creates a store, which accesses its folder only when a method is called.
     * @param folder the folder of all incidents; it is created with the first incident
     */
    public IncidentStore(Path folder, Clock clock) {
        this.folder = folder.toAbsolutePath();
        this.clock = clock;
    }

    /** Whether a text has the form of an incident's id. No other text is used as a file name. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches() && !ASIDE.matcher(text).matches();
    }

    /**
     * The result of reading the store.
     * @param kept the stored incidents, oldest first
     * @param findings a sentence for each damaged or unfinished incident
     */
    public record Loaded(List<IncidentRetention.Stored> kept, List<String> findings) {

        public Loaded {
            kept = List.copyOf(kept);
            findings = List.copyOf(findings);
        }
    }

    /**
     * Reads the summaries of all incidents. Folders of damaged incidents are renamed, and unfinished incidents are completed or
     * renamed (see {@link UnfinishedIncident}).
     */
    public Loaded load() {
        List<IncidentRetention.Stored> kept = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            FolderObstacle.at(folder).ifPresent(words -> findings.add("incidents cannot be kept: " + words));
            return new Loaded(kept, findings);
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder)) {
            for (Path one : folders) {
                String name = one.getFileName().toString();
                if (name.startsWith(".") && name.endsWith(REMOVAL)) {
                    delete(one);
                } else if (name.startsWith(".") && name.endsWith(DRAFT)) {
                    settle(one, name.substring(1, name.length() - DRAFT.length()), kept, findings);
                } else if (isId(name) && Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)) {
                    load(one, kept, findings);
                }
            }
        } catch (IOException e) {
            findings.add(folder + " cannot be read: " + DiskTrouble.words(e));
        }
        kept.sort(Comparator.comparing(IncidentRetention.Stored::summary, Summary.OLDEST_FIRST));
        return new Loaded(kept, findings);
    }

    private void settle(Path draft, String id, List<IncidentRetention.Stored> kept, List<String> findings) {
        if (isId(id) && Files.isDirectory(draft, LinkOption.NOFOLLOW_LINKS)) {
            UnfinishedIncident unfinished = new UnfinishedIncident(draft, id);
            boolean isNew = !Files.exists(unfinished.finished());
            findings.add(unfinished.settle(aside(unfinished.finished())));
            if (isNew && Files.isDirectory(unfinished.finished())) {
                load(unfinished.finished(), kept, findings);
            }
        }
    }

    private void load(Path one, List<IncidentRetention.Stored> kept, List<String> findings) {
        try {
            Summary summary = summary(one);
            if (!Files.isRegularFile(one.resolve(IncidentFiles.RECORD))) {
                throw new IOException("it has no " + IncidentFiles.RECORD);
            }
            long size = size(one);
            if (size > IncidentFiles.LARGEST) {
                // otherwise, to make room for this large incident, the runner would delete other incidents
                throw new IOException("it has " + size + " bytes, more than the runner writes");
            }
            kept.add(new IncidentRetention.Stored(summary, size));
        } catch (IOException e) {
            findings.add(setAside(one, e));
        }
    }

    private static String text(Path file, long most) throws IOException {
        return new String(WholeFile.read(file, most), StandardCharsets.UTF_8);
    }

    private static Properties keys(Path one) throws IOException {
        Properties keys = new Properties();
        try {
            keys.load(new StringReader(text(one.resolve(IncidentFiles.SUMMARY), IncidentFiles.LARGEST_SUMMARY)));
            return keys;
        } catch (IllegalArgumentException e) {
            throw new IOException(IncidentFiles.SUMMARY + " is damaged: " + e.getMessage(), e);
        }
    }

    private static Summary summary(Path one) throws IOException {
        Properties keys = keys(one);
        try {
            Summary summary = new Summary(key(keys, "id"), key(keys, "target"), Instant.parse(key(keys, "at")),
                    Cause.valueOf(key(keys, "cause")), Certainty.valueOf(key(keys, "certainty")), key(keys, "sentence"),
                    key(keys, "done"), Boolean.parseBoolean(key(keys, "complete")), key(keys, "series"),
                    Long.parseLong(key(keys, "incarnation")),
                    Long.parseLong(keys.getProperty(IncidentFiles.SEQUENCE, "0")));
            if (!summary.id().equals(one.getFileName().toString())) {
                throw new IOException("it is about " + summary.id());
            }
            return summary;
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException(IncidentFiles.SUMMARY + " is damaged: " + e.getMessage(), e);
        }
    }

    private static String key(Properties keys, String name) {
        String text = keys.getProperty(name);
        if (text == null) {
            throw new IllegalArgumentException("it lacks " + name);
        }
        return text;
    }

    private Path aside(Path one) {
        return one.resolveSibling(one.getFileName() + ".damaged-" + STAMP.format(clock.instant()));
    }

    private String setAside(Path one, IOException damage) {
        Path aside = aside(one);
        try {
            Files.move(one, aside, StandardCopyOption.ATOMIC_MOVE);
            return "the incident " + one + " cannot be used (" + DiskTrouble.words(damage) + "); it was set aside as "
                    + aside.getFileName();
        } catch (IOException e) {
            return "the incident " + one + " cannot be used (" + DiskTrouble.words(damage)
                    + "), nor could it be set aside: " + DiskTrouble.words(e);
        }
    }

    public boolean holds(String id) {
        return isId(id) && Files.exists(folder.resolve(id));
    }

    /**
     * Writes a new incident.
     * @param attachments the contents of the files that are stored beside the incident's own files, by file name
     * @return the incident's size in bytes
     * @throws IOException if the disk refuses the write; no file remains
     */
    public long write(Incident incident, Map<String, byte[]> attachments) throws IOException {
        Path draft = folder.resolve("." + incident.id() + DRAFT);
        try {
            Files.createDirectories(folder, WholeFile.OWNER_FOLDER);
            delete(draft);
            Files.createDirectory(draft, WholeFile.OWNER_FOLDER);
            for (Map.Entry<String, byte[]> attachment : attachments.entrySet()) {
                create(draft.resolve(attachment.getKey()), attachment.getValue());
            }
            for (Map.Entry<String, String> file : files(incident).entrySet()) {
                create(draft.resolve(file.getKey()), file.getValue().getBytes(StandardCharsets.UTF_8));
            }
            Files.move(draft, folder.resolve(incident.id()), StandardCopyOption.ATOMIC_MOVE);
            return size(folder.resolve(incident.id()));
        } catch (IOException e) {
            discard(draft, e);
            throw e;
        }
    }

    /**
     * Writes a newer version of an incident, and returns the size of the incident's folder in bytes. Each of its files is
     * replaced atomically.
     */
    public long update(Incident incident) throws IOException {
        Path one = folder.resolve(incident.id());
        for (Map.Entry<String, String> file : files(incident).entrySet()) {
            WholeFile.replace(one.resolve(file.getKey()), one.resolve("." + file.getKey() + DRAFT),
                    file.getValue().getBytes(StandardCharsets.UTF_8), WholeFile.Outlives.POWER);
        }
        return size(one);
    }

    private static void discard(Path draft, IOException cause) {
        try {
            delete(draft);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** The content of each file of an incident by file name, in the order in which the files are written. */
    static Map<String, String> files(Incident incident) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(IncidentFiles.RECORD, IncidentJson.of(incident));
        files.put(IncidentFiles.TEXT, IncidentText.of(incident, ZoneId.of("UTC")));
        files.put(IncidentFiles.SUMMARY, properties(incident));
        return files;
    }

    static String properties(Incident incident) {
        Summary summary = incident.summary();
        Properties keys = new Properties();
        keys.setProperty("schema", Integer.toString(Incident.SCHEMA));
        keys.setProperty("id", summary.id());
        keys.setProperty("target", summary.target());
        keys.setProperty("at", summary.at().toString());
        keys.setProperty("cause", summary.cause().name());
        keys.setProperty("cause_words", summary.cause().words());
        keys.setProperty("certainty", summary.certainty().name());
        keys.setProperty("sentence", summary.sentence());
        keys.setProperty("done", summary.done());
        keys.setProperty("complete", Boolean.toString(summary.complete()));
        keys.setProperty("series", summary.series());
        keys.setProperty("incarnation", Long.toString(summary.incarnation()));
        keys.setProperty(IncidentFiles.SEQUENCE, Long.toString(summary.sequence()));
        TraceKeys.of(Traces.of(incident)).forEach(keys::setProperty);
        StringWriter text = new StringWriter();
        try {
            keys.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every text", e);
        }
        return text.toString();
    }

    private static void create(Path file, byte[] content) throws IOException {
        // the file is written with fsync, so that its content survives a power failure
        WholeFile.create(file, out -> out.write(content), WholeFile.Outlives.POWER);
    }

    /** Reads an incident by its id. Empty: there is none, or it is damaged. */
    public Optional<Incident> read(String id) {
        Path one = folder.resolve(id);
        if (!isId(id) || !Files.isDirectory(one)) {
            return Optional.empty();
        }
        try {
            return Optional.of(IncidentJson.parse(text(one.resolve(IncidentFiles.RECORD), IncidentFiles.LARGEST)));
        } catch (IOException e) {
            setAside(one, e);
            return Optional.empty();
        }
    }

    /**
     * Those facts about an incident by which the runner finds patterns in many incidents. Empty: the incident cannot be read,
     * or an older version of the runner wrote it.
     */
    Optional<Trace> trace(String id) {
        try {
            return TraceKeys.parse(keys(folder.resolve(id)));
        } catch (IOException unreadable) {
            // the damage is not reported here: the next load reports it and renames the incident's folder
            return Optional.empty();
        }
    }

    public void remove(String id) throws IOException {
        if (isId(id)) {
            // the folder is renamed before its files are deleted, since a half-deleted folder would count as a damaged incident
            Path removal = folder.resolve("." + id + REMOVAL);
            delete(removal);
            if (Files.exists(folder.resolve(id))) {
                Files.move(folder.resolve(id), removal, StandardCopyOption.ATOMIC_MOVE);
            }
            delete(removal);
        }
    }

    private static long size(Path one) throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(one)) {
            for (Path file : files) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> content = Files.walk(path)) {
            for (Path one : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }
}
