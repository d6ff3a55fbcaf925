package dev.dpm.cli;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.dpm.cli.call.CommandContext;
import dev.dpm.cli.call.ExitCodes;
import dev.dpm.cli.written.Grammar;
import dev.dpm.cli.written.Requests;
import dev.dpm.cli.written.WrittenCommand;
import dev.dpm.config.ConfigFault;
import dev.dpm.config.Receiver;
import dev.dpm.config.resolve.ReceiverChecks;
import dev.dpm.config.resolve.Resolution;
import picocli.CommandLine.Model.CommandSpec;

/** The command {@code check}: reports all faults of a configuration file, without a daemon. */
final class CheckCommand implements Command {

    private static final Pattern LINE = Pattern.compile(".*? line ([0-9]{1,9}): ");

    @Override
    public CommandSpec spec() {
        return new Grammar("check", "FILE", "Validates a configuration file and names every fault with its line.")
                .argument("FILE", "a YAML file").example("check dpm.yaml");
    }

    @Override
    public int run(WrittenCommand words, CommandContext surroundings) {
        String file = words.requiredArgument();
        Resolution resolution = surroundings.resolve().apply(Requests.ofFile(file, surroundings));
        for (String warning : resolution.warnings()) {
            surroundings.err().println("WARNING " + warning);
        }
        Stream.concat(resolution.faults().stream().map(ConfigFault::toString), resolution.missing().stream())
                .sorted(Comparator.comparingInt(CheckCommand::line)).forEach(surroundings.err()::println);
        if (!resolution.isSound()) {
            return resolution.faults().isEmpty() ? ExitCodes.FAILED : ExitCodes.USAGE;
        }
        int count = resolution.targets().size();
        List<Receiver> receivers = resolution.runner().receivers();
        receivers.forEach(receiver -> surroundings.out().println("receiver " + receiver.shown()));
        boolean isLacking = !ReceiverChecks.lacking(receivers, surroundings.environment()).isEmpty();
        surroundings.out().println(file + ": " + counted(count, "target")
                + (receivers.isEmpty() ? "" : ", " + counted(receivers.size(), "receiver") + " of notices")
                + (isLacking ? ", no faults but what the warnings say" : ", no faults"));
        return isLacking ? ExitCodes.FAILED : ExitCodes.DONE;
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static int line(String sentence) {
        Matcher place = LINE.matcher(sentence);
        return place.lookingAt() ? Integer.parseInt(place.group(1)) : Integer.MAX_VALUE;
    }
}
