package dev.dpm.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out from a program's file why the kernel cannot execute it: an ELF file (elf(5)) that is damaged or for another
 * machine.
 */
public final class ElfProgram {

    private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};
    private static final int IDENT_BYTES = 16;
    /** The smallest page of a kernel, in bytes. A segment may end anywhere in the last page of its file (mmap(2)). */
    private static final long PAGE = 4096;
    /** The files of binfmt_misc that are no emulators. */
    private static final Set<String> CONTROLS = Set.of("register", "status");
    private static final int PROGRAM_HEADERS_MOST = 64;
    private static final int LONGEST_LOADER = 4096;
    private static final int I386 = 3;
    private static final int ARM = 40;
    private static final int X86_64 = 62;
    private static final int AARCH64 = 183;
    /** The names of machines by {@code e_machine}, as uname(1) gives them. */
    private static final Map<Integer, String> MACHINES = Map.of(I386, "i386", 8, "mips", 20, "ppc", 21, "ppc64", 22,
            "s390x", ARM, "arm", X86_64, "x86_64", AARCH64, "aarch64", 243, "riscv", 258, "loongarch");
    private static final Path OWN_PROGRAM = Path.of("/proc/self/exe");
    private static final Path EMULATORS = Path.of("/proc/sys/fs/binfmt_misc");
    private static final Path PID_NAMESPACE = Path.of("/proc/self/ns/pid");
    /**
     * The link to the machine's first PID namespace, which is that of no container (PROC_PID_INIT_INO in
     * include/linux/proc_ns.h).
     */
    private static final String FIRST_NAMESPACE = "pid:[4026531836]";

    private final FileChannel file;
    private final long size;
    private final ByteBuffer ident;
    private final Path emulators;
    private final Path namespace;

    private ElfProgram(FileChannel file, ByteBuffer ident, Path emulators, Path namespace) throws IOException {
        this.file = file;
        this.size = file.size();
        this.ident = ident;
        this.emulators = emulators;
        this.namespace = namespace;
    }

    /**
     * Why the kernel cannot execute a regular file, as the end of a sentence about the file: {@code is empty}. The
     * result is empty if nothing is wrong, or if the file is no ELF file or cannot be read.
     */
    public static Optional<String> fault(Path program) {
        return fault(program, EMULATORS, PID_NAMESPACE);
    }

    /**
     * Like {@link #fault(Path)}, with other files in place of those of the kernel.
     *
     * @param emulators the folder of binfmt_misc, which names the emulators of other machines
     * @param namespace the symbolic link in {@code /proc} to the runner's PID namespace
     */
    static Optional<String> fault(Path program, Path emulators, Path namespace) {
        try (FileChannel file = FileChannel.open(program)) {
            if (file.size() == 0) {
                return Optional.of("is empty");
            }
            ByteBuffer ident = read(file, 0, IDENT_BYTES);
            int length = Math.min(MAGIC.length, ident.limit());
            for (int i = 0; i < length; i++) {
                if (ident.get(i) != MAGIC[i]) {
                    return Optional.empty();
                }
            }
            return new ElfProgram(file, ident, emulators, namespace).fault();
        } catch (IOException | RuntimeException unreadable) {
            // the runner cannot read the file: the kernel may nevertheless execute it, and if the file is gone, the
            // launch reports that
            return Optional.empty();
        }
    }

    private static ByteBuffer read(FileChannel file, long from, int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(most);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = file.read(bytes, from + bytes.position());
        }
        return bytes.flip();
    }

    private Optional<String> fault() throws IOException {
        if (ident.limit() < IDENT_BYTES) {
            return cutOff("its ELF header is incomplete");
        }
        int kind = ident.get(4);
        int order = ident.get(5);
        if (kind != 1 && kind != 2 || order != 1 && order != 2) {
            return Optional.of("is damaged: its ELF header names no word size or byte order");
        }
        boolean isWide = kind == 2;
        ByteBuffer header = read(file, 0, isWide ? 64 : 52).order(
                order == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (header.limit() < header.capacity()) {
            return cutOff("its ELF header is incomplete");
        }
        int machine = Short.toUnsignedInt(header.getShort(18));
        Optional<String> other = otherMachine(machine, header);
        boolean isOwn = Own.ofThisRunner().filter(own -> own.machine() == machine).isPresent();
        return other.isPresent() ? other : segments(header, isWide, isOwn);
    }

    private static Optional<String> cutOff(String how) {
        return Optional.of("is cut off: " + how);
    }

    private Optional<String> otherMachine(int machine, ByteBuffer header) throws IOException {
        Optional<Own> own = Own.ofThisRunner();
        boolean runs = own.isEmpty() || own.get().runs(machine, header.order());
        if (runs || mayBeEmulated(header)) {
            return Optional.empty();
        }
        boolean isSameName = MACHINES.getOrDefault(machine, "").equals(own.get().name());
        return Optional
                .of("is built for " + MACHINES.getOrDefault(machine, "another machine (ELF number " + machine + ")")
                        + (isSameName ? " with another byte order" : "") + ", and this machine is " + own.get().name());
    }

    /** The machine and byte order of the runner's own JVM. */
    private record Own(int machine, ByteOrder order) {

        static Optional<Own> ofThisRunner() {
            try (FileChannel self = FileChannel.open(OWN_PROGRAM)) {
                ByteOrder order = ByteOrder.nativeOrder();
                return Optional.of(new Own(Short.toUnsignedInt(read(self, 18, 2).order(order).getShort(0)), order));
            } catch (IOException | IndexOutOfBoundsException unknown) {
                return Optional.empty();
            }
        }

        String name() {
            return MACHINES.getOrDefault(machine, "another one (ELF number " + machine + ")");
        }

        /**
         * Whether this kernel may execute a program for another type of machine. A kernel of 64 bits may also execute
         * programs of 32 bits, and the JVM may be such a program itself.
         */
        boolean runs(int other, ByteOrder its) {
            return its.equals(order) && (other == machine || family(other) == family(machine));
        }

        private static int family(int machine) {
            return switch (machine) {
                case I386 -> X86_64;
                case ARM -> AARCH64;
                default -> machine;
            };
        }
    }

    /**
     * Whether the kernel may have an emulator for the type of machine that an ELF header names (binfmt_misc). In a
     * container, the kernel uses the emulators of the host, but the runner does not see them.
     */
    private boolean mayBeEmulated(ByteBuffer header) throws IOException {
        if (!Files.exists(emulators.resolve("status"))) {
            return Files.isDirectory(emulators)
                    && !Files.readSymbolicLink(namespace).toString().equals(FIRST_NAMESPACE);
        }
        String wanted = String.format(Locale.ROOT, "%02x%02x", header.get(18), header.get(19));
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(emulators,
                entry -> !CONTROLS.contains(entry.getFileName().toString()))) {
            for (Path entry : entries) {
                if (isFor(entry, wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isFor(Path entry, String machine) throws IOException {
        String text = new String(BoundedFile.head(entry, LONGEST_LOADER), StandardCharsets.ISO_8859_1);
        return text.startsWith("enabled")
                && text.lines().anyMatch(line -> line.matches("magic 7f454c46[0-9a-f]{28}" + machine + ".*"));
    }

    private Optional<String> segments(ByteBuffer header, boolean isWide, boolean isOwn) throws IOException {
        int type = header.getShort(16);
        if (type == 1 || type == 4) {
            return Optional
                    .of(type == 1 ? "is an object file of a compiler and no program" : "is a core dump and no program");
        }
        long offset = isWide ? header.getLong(32) : Integer.toUnsignedLong(header.getInt(28));
        int length = Short.toUnsignedInt(header.getShort(isWide ? 54 : 42));
        int count = Math.min(PROGRAM_HEADERS_MOST, Short.toUnsignedInt(header.getShort(isWide ? 56 : 44)));
        if (offset < 0) {
            return cutOff("its ELF program headers are missing");
        }
        if (length < (isWide ? 56 : 32) || count == 0) {
            return Optional.of("is damaged: its ELF header names no segments");
        }
        for (int i = 0; i < count; i++) {
            ByteBuffer segment = read(file, offset + (long) i * length, isWide ? 56 : 32).order(header.order());
            if (segment.limit() < segment.capacity()) {
                return cutOff("its ELF program headers are missing");
            }
            Optional<String> fault = segment(segment, isWide, isOwn);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    /** @param isOwn whether the program is for the runner's own machine; an emulator brings loaders of its own */
    private Optional<String> segment(ByteBuffer segment, boolean isWide, boolean isOwn) throws IOException {
        int type = segment.getInt(0);
        long begin = isWide ? segment.getLong(8) : Integer.toUnsignedLong(segment.getInt(4));
        long length = isWide ? segment.getLong(32) : Integer.toUnsignedLong(segment.getInt(16));
        boolean isLoaded = type == 1;
        boolean isLoader = type == 3;
        // the kernel reads nothing of the file for a segment without length, wherever it begins
        boolean isRead = length != 0 && (isLoaded || isLoader);
        if (isRead && (begin < 0 || length < 0 || begin + length > (size + PAGE - 1) / PAGE * PAGE)) {
            return cutOff("it has " + size + " bytes, and its ELF headers name more");
        }
        return isLoader && isOwn && length <= LONGEST_LOADER
                ? loader(read(file, begin, (int) length))
                : Optional.empty();
    }

    private static Optional<String> loader(ByteBuffer text) {
        String name = StandardCharsets.UTF_8.decode(text).toString();
        int end = name.indexOf('\0');
        Path loader = NativePaths.of(end < 0 ? name : name.substring(0, end));
        if (Files.isRegularFile(loader)) {
            return Optional.empty();
        }
        return Optional.of("needs the loader " + NativePaths.shown(loader) + ", which is not on this machine"
                + (loader.toString().contains("ld-musl") ? " (it is built for musl, as on Alpine Linux)" : ""));
    }
}
