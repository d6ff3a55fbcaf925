package dev.dpm.config.yaml;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.ConfigFile;
import dev.dpm.config.Resolution;
import dev.dpm.config.Resolver;
import dev.dpm.config.StartRequest;

/** The way from a request to specs: reads the configuration file where one is named, and resolves. */
public final class SpecLoader {

    private final Resolver resolver = new Resolver();

    /**
     * What a request comes to. The file is the one that the flag {@code config} or {@code DPM_CONFIG} names, relative
     * to the caller's folder; the YAML library is loaded only then. Every fault of the file and of the request is in
     * the answer, the file's first.
     */
    public Resolution load(StartRequest request) {
        Optional<Path> path = resolver.configFile(request);
        return path.map(file -> withFile(request, file)).orElseGet(() -> resolver.resolve(request, Optional.empty()));
    }

    private Resolution withFile(StartRequest request, Path path) {
        Reading reading = new YamlConfigReader().read(path);
        ConfigFile file = reading.file().orElseGet(() -> new ConfigFile(path, List.of(), List.of(), List.of()));
        return resolver.resolve(request, Optional.of(file)).withFaultsFirst(reading.faults());
    }
}
