package dev.dpm.config.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.StartRequest;
import dev.dpm.config.resolve.Resolution;

/** Reads a configuration file as {@code start --config} does, from a folder of a test. */
record OneFile(Path folder) {

    Resolution load(String text) {
        try {
            return resolve(Map.of("config", Files.writeString(folder.resolve("dpm.yaml"), text).toString()), List.of());
        } catch (IOException e) {
            throw new AssertionError("the test cannot write its file", e);
        }
    }

    Resolution resolve(Map<String, String> flags, List<String> command) {
        return new SpecLoader().load(new StartRequest(false, Optional.empty(), flags, command, folder, "0022",
                Map.of("PATH", "/usr/bin:/bin")));
    }
}
