package dev.dpm.check.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.check.Pressure;

/**
 * Reads the kernel's pressure stall information (PSI) about the CPU.
 * @param file the path of {@code /proc/pressure/cpu}
 */
public record CpuPressure(Path file) implements Pressure {

    private static final Pattern SOME = Pattern.compile("(?m)^some .*?avg10=([0-9]{1,9}\\.[0-9]{1,9})");

    public static CpuPressure ofThisMachine() {
        return new CpuPressure(Path.of("/proc/pressure/cpu"));
    }

    @Override
    public OptionalDouble cpuPercent() {
        try {
            Matcher some = SOME.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            return some.find() ? OptionalDouble.of(Double.parseDouble(some.group(1))) : OptionalDouble.empty();
        } catch (IOException unavailable) {
            // the kernel provides no PSI, or was started with psi=0 (EOPNOTSUPP)
            return OptionalDouble.empty();
        }
    }
}
