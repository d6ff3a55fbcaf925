package dev.dpm.notice.send;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

import dev.dpm.config.Receiver.InFile;
import dev.dpm.config.Receiver.InVariable;
import dev.dpm.config.Receiver.Secret;
import dev.dpm.config.resolve.ReceiverFiles;
import dev.dpm.log.DiskTrouble;

/** Reads a secret from its file or environment variable each time it is used, since it may have been replaced. */
final class SecretText {

    private final Map<String, String> environment;

    SecretText(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Returns the secret.
     * @throws IOException if it cannot be read; the message names the file or variable, never the content
     */
    String of(Secret secret) throws IOException {
        String text = secret instanceof InFile in ? line(in) : variable((InVariable) secret);
        if (text.isEmpty()) {
            throw new IOException(secret instanceof InFile in
                    ? in.file() + " is empty"
                    : "the variable " + ((InVariable) secret).name() + " is not set in the runner's environment");
        }
        return text;
    }

    private String variable(InVariable in) {
        return environment.getOrDefault(in.name(), "").strip();
    }

    private static String line(InFile in) throws IOException {
        if (!Files.isRegularFile(in.file())) {
            throw new IOException(in.file() + " does not exist, or is no file");
        }
        try {
            return ReceiverFiles.firstLine(in.file());
        } catch (IOException e) {
            throw new IOException(in.file() + " cannot be read: " + DiskTrouble.words(e), e);
        }
    }
}
