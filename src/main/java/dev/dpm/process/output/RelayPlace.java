package dev.dpm.process.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.process.WholeFile;

/**
 * Up to which byte a log was forwarded. This is stored in the file {@code NAME.log.relay}, which is overwritten in place
 * with the same length, so that writing succeeds on a full disk too.
 *
 * @param at the position of the next byte to be forwarded
 * @param isWithin whether this byte is within a line
 */
record RelayPlace(long at, boolean isWithin) {

    private static final Pattern FORM = Pattern.compile("([0-9]{20}) ([01])\n");

    static Optional<RelayPlace> of(Path log) throws IOException {
        try {
            Matcher match = FORM.matcher(Files.readString(file(log), StandardCharsets.ISO_8859_1));
            return match.matches()
                    ? Optional.of(new RelayPlace(Long.parseLong(match.group(1)), match.group(2).equals("1")))
                    : Optional.empty();
        } catch (NoSuchFileException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    static Path file(Path log) {
        return log.resolveSibling(log.getFileName() + OutputFiles.RELAY);
    }

    void write(Path log) throws IOException {
        byte[] text = String.format(Locale.ROOT, "%020d %d%n", at, isWithin ? 1 : 0)
                .getBytes(StandardCharsets.ISO_8859_1);
        try (FileChannel channel = FileChannel.open(file(log),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), WholeFile.OWNER_FILE)) {
            channel.write(ByteBuffer.wrap(text), 0);
        }
    }
}
