package dev.dpm.daemon;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

import dev.dpm.pattern.Trace;
import dev.dpm.pattern.TraceKeys;

/**
 * A stored incident in one line, for a client without a daemon.
 *
 * @param folder the folder with the record, the record as text, and attachments
 * @param cause the cause in a few words
 * @param sentence the cause in one sentence
 * @param done the runner's response in one sentence
 * @param trace the data for the search for patterns; empty: the record is older than that search
 */
public record KnownIncident(Path folder, String id, String target, Instant at, String cause, String sentence,
        String done, Optional<Trace> trace) {

    private static final int SCHEMA = 1;
    private static final String SUMMARY = "summary.properties";

    /** All incidents that a home keeps, newest first. Damaged records are skipped: the runner sets them aside. */
    public static List<KnownIncident> read(RuntimeDirectory home) throws HomeFault {
        List<KnownIncident> incidents = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(home.incidents(), "[0-9]*")) {
            for (Path folder : folders) {
                read(folder).ifPresent(incidents::add);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw Reason.unreadable(home, "the folder " + home.incidents(), e.getCause());
        } catch (IOException e) {
            throw Reason.unreadable(home, "the folder " + home.incidents(), e);
        }
        incidents.sort(Comparator.comparing(KnownIncident::at).thenComparing(KnownIncident::id).reversed());
        return incidents;
    }

    private static Optional<KnownIncident> read(Path folder) throws HomeFault {
        Properties keys = new Properties();
        Path summary = folder.resolve(SUMMARY);
        try {
            keys.load(new StringReader(Files.readString(summary, StandardCharsets.UTF_8)));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
        Schema.check(summary, keys, SCHEMA);
        try {
            return Optional.of(new KnownIncident(folder, folder.getFileName().toString(),
                    keys.getProperty("target", ""), Instant.parse(keys.getProperty("at", "")),
                    keys.getProperty("cause_words", ""), keys.getProperty("sentence", ""),
                    keys.getProperty("done", ""), TraceKeys.parse(keys)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The path of one file of the incident. */
    public Path file(String name) {
        return folder.resolve(name);
    }
}
