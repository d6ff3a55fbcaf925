package dev.dpm.config.yaml;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.Resolution;
import dev.dpm.config.Resolver;
import dev.dpm.config.StartRequest;

/** The way from a request to specs: reads the configuration file where one is named, and resolves. */
public final class SpecLoader {

    private final Resolver resolver = new Resolver();

    /**
     * What a request comes to. The file is the one that the flag {@code config} or {@code DPM_CONFIG} names, relative
     * to the caller's folder; the YAML library is loaded only then. Every fault of the file and of the request is in
     * the answer, the file's first. Where none is named, the runner's own options come from the file of the last one.
     */
    public Resolution load(StartRequest request) {
        Optional<Path> path = resolver.configFile(request);
        return path.map(file -> withFile(request, file)).orElseGet(() -> request.earlierFile()
                .map(file -> besideEarlier(request, file))
                .orElseGet(() -> resolver.resolve(request, Optional.empty())));
    }

    /** Nobody named this file now, so what is wrong with it hinders nothing. */
    private Resolution besideEarlier(StartRequest request, Path path) {
        if (!Files.exists(path)) {
            return resolver.resolve(request, Optional.empty()).withWarningsFirst(List.of(path
                    + ", the configuration file of the last runner, is gone: its settings for the runner (ports, token, "
                    + "log) are the defaults again"));
        }
        Reading reading = new YamlConfigReader().read(path);
        Resolution resolution = reading.file().map(file -> resolver.resolveBeside(request, file))
                .orElseGet(() -> resolver.resolve(request, Optional.empty()));
        return resolution.withWarningsFirst(reading.faults().stream().map(ConfigFault::toString).toList());
    }

    private Resolution withFile(StartRequest request, Path path) {
        Reading reading = new YamlConfigReader().read(path);
        return resolver.resolve(request, Optional.of(reading.soundParts(path))).withFaultsFirst(reading.faults())
                .withWarningsFirst(reading.warnings());
    }
}
