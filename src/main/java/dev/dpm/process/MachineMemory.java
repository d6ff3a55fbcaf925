package dev.dpm.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Reads the size of the machine's memory (proc_meminfo(5)). */
public final class MachineMemory {

    private MachineMemory() {
    }

    /** The usable memory of the machine in bytes; empty where it cannot be read. */
    public static OptionalLong bytes() {
        try {
            return bytes(Files.readString(Path.of("/proc/meminfo"), StandardCharsets.ISO_8859_1));
        } catch (IOException hidden) {
            return OptionalLong.empty();
        }
    }

    static OptionalLong bytes(String meminfo) {
        return meminfo.lines().filter(line -> line.matches("MemTotal: +[0-9]{1,15} kB"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10).findFirst();
    }
}
