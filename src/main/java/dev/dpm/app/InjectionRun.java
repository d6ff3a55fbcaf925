package dev.dpm.app;

import java.io.PrintStream;
import java.util.Optional;
import java.util.Set;

import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.call.Foreground.InjectRequest;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.ProgramName;
import dev.dpm.operator.file.ManifestInjection;
import dev.dpm.operator.file.ManifestInjection.Outcome;
import dev.dpm.operator.file.ManifestInjection.Request;
import dev.dpm.operator.file.ManifestInjection.Source;
import dev.dpm.operator.inject.Facts;
import dev.dpm.operator.inject.ServerVersion;
import dev.dpm.operator.model.ContainerCheck;

final class InjectionRun {

    private InjectionRun() {
    }

    /** Why a value of the option {@code --image} is not valid, as a sentence; empty: it is valid. */
    static Optional<String> faultOfImage(String image) {
        return ContainerCheck.isImage(image)
                ? Optional.empty()
                : Optional.of(ProgramName.get() + ": operator: --image: " + ConfigFault.quoted(image)
                        + " is not allowed; allowed: " + ContainerCheck.IMAGE_ALLOWED);
    }

    static int inject(InjectRequest request, String version, PrintStream out, PrintStream err) {
        Optional<ServerVersion> server = ServerVersion.parse(request.server());
        if (server.isEmpty()) {
            err.println(ProgramName.get() + ": operator: --kubernetes: " + ConfigFault.quoted(request.server())
                    + " is not allowed; allowed: " + ServerVersion.ALLOWED);
            return ExitCodes.USAGE;
        }
        Optional<String> fault = request.image().flatMap(InjectionRun::faultOfImage);
        if (fault.isPresent()) {
            err.println(fault.get());
            return ExitCodes.USAGE;
        }
        Outcome outcome = ManifestInjection.of(new Request(new Source(request.manifestsName(), request.manifests()),
                new Source(request.supervisionName(), request.supervision()), request.namespace(),
                new Facts(server.get(), request.image().orElse("dpm-runner:" + version), Set.of(), false)));
        outcome.said().forEach(err::println);
        out.print(outcome.manifests());
        return switch (outcome.kind()) {
            case DONE -> ExitCodes.DONE;
            case LACKING -> ExitCodes.FAILED;
            case UNUSABLE -> ExitCodes.USAGE;
        };
    }
}
