package dev.dpm.cli;

import dev.dpm.config.ConfigFault;
import dev.dpm.config.Resolution;
import picocli.CommandLine.Model.CommandSpec;

/** {@code check}: says all that is wrong with a configuration file; needs no daemon and changes nothing. */
final class CheckCommand implements Command {

    @Override
    public CommandSpec spec() {
        return new Grammar("check", "FILE", "Validates a configuration file and names every fault with its line.")
                .argument("FILE", "a YAML file").example("check dpm.yaml");
    }

    @Override
    public int run(Words words, Surroundings surroundings) {
        String file = words.requiredArgument();
        Resolution resolution = surroundings.resolve().apply(Requests.ofFile(file, surroundings));
        for (String warning : resolution.warnings()) {
            surroundings.err().println("WARNING " + warning);
        }
        for (ConfigFault fault : resolution.faults()) {
            surroundings.err().println(fault);
        }
        if (!resolution.faults().isEmpty()) {
            return ExitCodes.USAGE;
        }
        resolution.missing().forEach(surroundings.err()::println);
        if (!resolution.missing().isEmpty()) {
            return ExitCodes.FAILED;
        }
        int count = resolution.targets().size();
        surroundings.out().println(file + ": " + count + (count == 1 ? " target" : " targets") + ", no faults");
        return ExitCodes.DONE;
    }
}
