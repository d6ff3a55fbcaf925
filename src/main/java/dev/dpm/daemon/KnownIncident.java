package dev.dpm.daemon;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import dev.dpm.pattern.Trace;
import dev.dpm.pattern.TraceKeys;
import dev.dpm.process.IncidentFiles;
import dev.dpm.process.WholeFile;

/**
 * The summary of an incident, for the command line.
 *
 * @param folder the folder with the files of the incident
 * @param sequence the incident's number in the order of recording; 0: an older version wrote the record
 * @param written true: this summary was read from the disk; false: it comes from the runner's memory, since the disk refused it
 * @param cause the cause in a few words
 * @param sentence the cause in one sentence
 * @param done the runner's response
 * @param trace the data by which similar incidents are found; empty: an older version wrote the record
 */
public record KnownIncident(Path folder, boolean written, String id, String target, Instant at, long sequence,
        String cause, String sentence, String done, Optional<Trace> trace) {

    private static final int SCHEMA = 1;

    /** All incidents stored in a home folder, newest first. Damaged records are left out. */
    public static List<KnownIncident> read(RuntimeDirectory home) throws HomeFault {
        List<KnownIncident> incidents = new ArrayList<>();
        for (Path folder : home.entries(home.incidents(), "[0-9]*")) {
            read(folder).ifPresent(incidents::add);
        }
        return newestFirst(incidents);
    }

    private static List<KnownIncident> newestFirst(List<KnownIncident> incidents) {
        return incidents.stream()
                .sorted(Comparator.comparing(KnownIncident::sequence).thenComparing(KnownIncident::at)
                        .thenComparing(KnownIncident::id).reversed())
                .toList();
    }

    /**
     * All incidents of a living runner, newest first.
     *
     * @param onDisk the incidents that are stored in the runner's home folder
     * @param unwritten the text of the summaries that are only in the runner's memory, with an empty line between two summaries
     */
    public static List<KnownIncident> all(RuntimeDirectory home, List<KnownIncident> onDisk, String unwritten)
            throws HomeFault {
        Map<String, KnownIncident> all = new HashMap<>();
        onDisk.forEach(incident -> all.put(incident.id(), incident));
        for (String summary : unwritten.split("\n\n")) {
            Properties keys = parse(summary).orElseGet(Properties::new);
            // this summary replaces an earlier one of the same incident on the disk
            of(keys, home.incidents().resolve(keys.getProperty("id", "")), false)
                    .ifPresent(incident -> all.put(incident.id(), incident));
        }
        return newestFirst(List.copyOf(all.values()));
    }

    private static Optional<KnownIncident> read(Path folder) throws HomeFault {
        Optional<Properties> keys = Optional.empty();
        Path summary = folder.resolve(IncidentFiles.SUMMARY);
        try {
            keys = parse(new String(WholeFile.read(summary, IncidentFiles.LARGEST_SUMMARY), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            // the record is damaged; the runner renames its folder
        }
        // a damaged record's folder was renamed, so its name is not the incident's id
        return keys.isEmpty() || !folder.getFileName().toString().equals(keys.get().getProperty("id"))
                ? Optional.empty()
                : of(keys.get(), folder, true);
    }

    private static Optional<Properties> parse(String summary) {
        Properties keys = new Properties();
        try {
            keys.load(new StringReader(summary));
            return Optional.of(keys);
        } catch (IOException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    private static Optional<KnownIncident> of(Properties keys, Path folder, boolean written) throws HomeFault {
        Schema.check(folder.resolve(IncidentFiles.SUMMARY), keys, SCHEMA);
        try {
            return Optional.of(new KnownIncident(folder, written, folder.getFileName().toString(),
                    keys.getProperty("target", ""), Instant.parse(keys.getProperty("at", "")),
                    Long.parseLong(keys.getProperty(IncidentFiles.SEQUENCE, "0")),
                    keys.getProperty("cause_words", ""), keys.getProperty("sentence", ""),
                    keys.getProperty("done", ""), TraceKeys.parse(keys)));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * A file of this incident.
     *
     * @param name its name in the incident's folder
     */
    public Path file(String name) {
        return folder.resolve(name);
    }
}
