package dev.dpm.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.dpm.config.StartRequest;
import dev.dpm.log.DiskTrouble;
import dev.dpm.process.NativePaths;
import dev.dpm.process.StateKeys;

/**
 * Stores the requests in which commands gave configuration files to a runner, each with folder, umask and environment. The keys
 * in the file never change, since clients read the key {@code runner_file}. For use by one thread.
 */
public final class RequestStore {

    static final int SCHEMA = 1;

    private static final String REQUEST = "request.";

    private final StateFile file;
    private final Clock clock;

    public RequestStore(Path file, Clock clock) {
        this.file = new StateFile(file.toAbsolutePath());
        this.clock = clock;
    }

    /**
     * The requests that were read.
     * @param findings a sentence about a damaged file
     */
    public record Loaded(List<StartRequest> requests, List<String> findings) {
        public Loaded {
            requests = List.copyOf(requests);
            findings = List.copyOf(findings);
        }
    }

    /**
     * Prevents the start of this runner if a later version wrote the file of requests.
     * @throws NewerSchema if a later version of the runner wrote the file
     */
    public void refuseNewer() {
        if (Files.exists(file.path())) {
            file.find().refuseNewer(SCHEMA);
        }
    }

    /**
     * Reads the stored requests. A damaged file is renamed and counts as empty.
     * @throws NewerSchema if a later version of the runner wrote the file
     */
    public Loaded load() {
        if (!Files.exists(file.path())) {
            return new Loaded(List.of(), List.of());
        }
        StateFile.Found found = file.find();
        found.refuseNewer(SCHEMA);
        if (found.keys().isEmpty()) {
            return nothing(DamagedFile.set(file.path(), found.damage(), clock));
        }
        try {
            return new Loaded(requests(PropertiesText.verified(found.keys().get())), List.of());
        } catch (InvalidPathException e) {
            // the file is not damaged: Java 17 under LANG=C cannot express a path with an umlaut
            return nothing(file.path() + ": the folder " + e.getInput() + " cannot be named in this locale; who gave "
                    + "the configuration files is not remembered");
        } catch (IllegalArgumentException e) {
            return nothing(DamagedFile.set(file.path(), "is damaged: " + e.getMessage(), clock));
        }
    }

    private static Loaded nothing(String finding) {
        return new Loaded(List.of(), List.of(finding));
    }

    private static List<StartRequest> requests(SortedMap<String, String> keys) {
        List<StartRequest> requests = new ArrayList<>();
        while (keys.containsKey(REQUEST + requests.size())) {
            requests.add(StartRequest.decode(keys.get(REQUEST + requests.size())));
        }
        return requests;
    }

    /**
     * Replaces the file by one with these requests, and uses fsync.
     * @param runnersFile the absolute path of the file with the runner's own settings
     * @throws IOException with a sentence, if the write fails; the previous file is unchanged
     */
    public void save(Optional<Path> runnersFile, List<StartRequest> requests) throws IOException {
        SortedMap<String, String> keys = new TreeMap<>();
        keys.put(StateKeys.SCHEMA, Integer.toString(SCHEMA));
        runnersFile.ifPresent(path -> keys.put(StateKeys.RUNNER_FILE, NativePaths.text(path)));
        for (int i = 0; i < requests.size(); i++) {
            keys.put(REQUEST + i, requests.get(i).encode());
        }
        try {
            file.replace(keys, true);
        } catch (IOException e) {
            throw new IOException("who gave the configuration files cannot be written to " + file.path() + ": "
                    + DiskTrouble.words(e) + "; a reload by the next runner will not know it", e);
        }
    }
}
