package dev.dpm.config.resolve;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.dpm.config.Checks;
import dev.dpm.config.Receiver;

/** Checks that the files and environment variables exist which the settings of receivers of notices name. No notice is sent. */
public final class ReceiverChecks {

    private ReceiverChecks() {
    }

    public static List<String> lacking(List<Receiver> receivers, Map<String, String> environment) {
        List<String> lacking = new ArrayList<>();
        for (Receiver receiver : receivers) {
            String who = "notify " + receiver.name() + ": ";
            receiver.way().files().stream().map(ReceiverChecks::fault).filter(fault -> !fault.isEmpty())
                    .forEach(fault -> lacking.add(who + fault + "; nothing can be sent to it until it can be read"));
            receiver.way().variables().stream().filter(name -> environment.getOrDefault(name, "").isBlank())
                    .forEach(name -> lacking.add(who + "the variable " + name
                            + " is not set; nothing can be sent to it by a runner without it"));
        }
        return lacking;
    }

    private static String fault(Path file) {
        return !Files.exists(file)
                ? file + " does not exist"
                : Files.isRegularFile(file) && Files.isReadable(file) ? "" : file + " cannot be read, or is no file";
    }
}
