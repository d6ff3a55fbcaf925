package dev.dpm.incident.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.dpm.incident.Incident;
import dev.dpm.log.DiskTrouble;
import dev.dpm.process.IncidentFiles;
import dev.dpm.process.NativePaths;
import dev.dpm.process.WholeFile;

/**
 * An incident that a runner was writing when it died. The runner writes attachments first, then {@code incident.json}, then the
 * other files.
 * @param draft the folder of the unfinished incident
 * @param id the incident's id
 */
record UnfinishedIncident(Path draft, String id) {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'");
    private static final int STAMP_LENGTH = 15;

    Path finished() {
        return draft.resolveSibling(id);
    }

    /**
     * Completes the incident if {@code incident.json} is complete; otherwise renames its folder.
     * @param aside the new name of the folder
     * @return a sentence about what was done
     */
    String settle(Path aside) {
        String what = "an incident of " + about() + " was not written to its end when an earlier runner died; ";
        try {
            Optional<Incident> record = record();
            if (record.isPresent() && !Files.exists(finished())) {
                complete(record.get());
                return what + "it was completed as " + id;
            }
            List<Path> written = written();
            if (written.isEmpty()) {
                IncidentStore.delete(draft);
                return what + "nothing of it was on the disk";
            }
            Files.move(draft, aside, StandardCopyOption.ATOMIC_MOVE);
            return what + "what was on the disk is kept in " + NativePaths.shown(aside) + " ("
                    + written.stream().map(file -> NativePaths.shown(file.getFileName())).sorted()
                            .collect(Collectors.joining(", "))
                    + ")";
        } catch (IOException e) {
            return what + NativePaths.shown(draft) + " could not be looked into (" + DiskTrouble.words(e) + ")";
        }
    }

    private String about() {
        String target = id.substring(STAMP_LENGTH + 1);
        try {
            return target + " of " + SHOWN.format(LocalDateTime.parse(id.substring(0, STAMP_LENGTH), STAMP));
        } catch (DateTimeParseException e) {
            return target;
        }
    }

    private Optional<Incident> record() {
        try {
            Incident incident = IncidentJson.parse(
                    new String(WholeFile.read(draft.resolve(IncidentFiles.RECORD), IncidentFiles.LARGEST),
                            StandardCharsets.UTF_8));
            return Optional.of(incident).filter(one -> one.id().equals(id));
        } catch (IOException e) {
            // the record incident.json is missing or incomplete
            return Optional.empty();
        }
    }

    private void complete(Incident incident) throws IOException {
        for (Map.Entry<String, String> file : IncidentStore.files(incident).entrySet()) {
            WholeFile.replace(draft.resolve(file.getKey()), draft.resolve("." + file.getKey() + ".draft"),
                    file.getValue().getBytes(StandardCharsets.UTF_8), WholeFile.Outlives.POWER);
        }
        Files.move(draft, finished(), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<Path> written() throws IOException {
        try (Stream<Path> files = Files.list(draft)) {
            return files.filter(file -> !Files.isRegularFile(file) || file.toFile().length() > 0).toList();
        }
    }
}
