package dev.dpm.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElfProgramTest {

    private static final int HEADER = 64;
    private static final int SEGMENT = 56;

    @TempDir
    Path folder;

    private Path emulators;
    private Path namespace;

    @BeforeEach
    void a_machine_without_emulators() throws IOException {
        emulators = Files.createDirectory(folder.resolve("binfmt_misc"));
        namespace = Files.createSymbolicLink(folder.resolve("pid"), Path.of("pid:[4026531836]"));
    }

    private Optional<String> fault(byte[] content) throws IOException {
        return ElfProgram.fault(Files.write(folder.resolve("program"), content), emulators, namespace);
    }

    /** The number of the machine type in the ELF header of this JVM. */
    private static int ownMachine() throws IOException {
        return ByteBuffer.wrap(BoundedFile.head(Path.of("/proc/self/exe"), 20)).order(ByteOrder.nativeOrder())
                .getShort(18);
    }

    /** The number of a machine type that is not the type of this machine. */
    private static int other() throws IOException {
        return ownMachine() == 183 ? 62 : 183;
    }

    private static String otherName() throws IOException {
        return other() == 183 ? "aarch64" : "x86_64";
    }

    /** A program with one segment, which names a loader. */
    private static byte[] program(int machine, ByteOrder order, String loader) {
        byte[] name = (loader + "\0").getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(HEADER + SEGMENT + name.length).order(order);
        all.put(new byte[]{0x7f, 'E', 'L', 'F', 2, (byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 2), 1});
        all.putShort(16, (short) 2).putShort(18, (short) machine).putLong(32, HEADER).putShort(54, (short) SEGMENT)
                .putShort(56, (short) 1);
        all.putInt(HEADER, 3).putLong(HEADER + 8, HEADER + SEGMENT).putLong(HEADER + 32, name.length);
        return all.position(HEADER + SEGMENT).put(name).array();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/true", "/bin/sh", "/proc/self/exe"})
    void programs_of_this_machine_have_no_fault(String program) {
        assertThat(ElfProgram.fault(Path.of(program))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#!/bin/sh\n", "echo a line for the shell\n", "MZ", "\n"})
    void what_is_no_elf_file_is_not_judged(String content) throws IOException {
        assertThat(fault(content.getBytes(StandardCharsets.US_ASCII))).isEmpty();
    }

    @Test
    void a_program_that_cannot_be_read_is_not_judged() {
        assertThat(ElfProgram.fault(folder.resolve("nothing"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, is empty", "1, is cut off: its ELF header is incomplete",
            "4, is cut off: its ELF header is incomplete",
            "40, is cut off: its ELF header is incomplete", "100, is cut off: its ELF program headers are missing",
            "5000, is cut off: it has 5000 bytes"})
    void a_program_that_is_cut_off_is_named(int bytes, String fault) throws IOException {
        byte[] whole = Files.readAllBytes(Path.of("/bin/sh"));

        assertThat(fault(Arrays.copyOf(whole, bytes)).orElseThrow()).startsWith(fault);
    }

    @Test
    void a_program_of_another_machine_names_both() throws IOException {
        byte[] foreign = program(other(), ByteOrder.LITTLE_ENDIAN, "/bin/sh");

        assertThat(fault(foreign).orElseThrow()).matches(
                "is built for " + otherName() + ", and this machine is [a-z0-9_]+");
        assertThat(fault(program(7777, ByteOrder.LITTLE_ENDIAN, "/bin/sh")).orElseThrow())
                .startsWith("is built for another machine (ELF number 7777), and");
        boolean isLittle = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        assertThat(fault(program(ownMachine(), isLittle ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, "/bin/sh"))
                .orElseThrow()).contains(" with another byte order, and this machine is ");
    }

    @Test
    void a_program_of_another_machine_is_not_judged_where_an_emulator_runs_it_or_may_be_hidden() throws IOException {
        byte[] foreign = program(other(), ByteOrder.LITTLE_ENDIAN, "/bin/sh");
        Files.delete(namespace);
        Files.createSymbolicLink(namespace, Path.of("pid:[4026532251]"));
        assertThat(fault(foreign)).as("a container").isEmpty();

        Files.writeString(emulators.resolve("status"), "enabled\n");
        assertThat(fault(foreign)).as("no emulator").isPresent();
        String magic = "7f454c46020101" + "00".repeat(9) + "0200" + String.format("%02x00", other());
        Files.writeString(emulators.resolve("qemu-other"),
                "enabled\ninterpreter /usr/bin/qemu\nflags: F\noffset 0\nmagic "
                        + magic + "\nmask ff\n");
        assertThat(fault(foreign)).as("its emulator").isEmpty();
        Files.writeString(emulators.resolve("qemu-other"), "disabled\nmagic " + magic + "\n");
        assertThat(fault(foreign)).as("a disabled one").isPresent();
    }

    @Test
    void a_loader_that_is_not_there_is_named() throws IOException {
        assertThat(fault(program(ownMachine(), ByteOrder.nativeOrder(), "/lib/ld-musl-none.so.1"))).contains(
                "needs the loader /lib/ld-musl-none.so.1, which is not on this machine (it is built for musl, as on Alpine"
                        + " Linux)");
        assertThat(fault(program(ownMachine(), ByteOrder.nativeOrder(), "/lib")).orElseThrow()).startsWith(
                "needs the loader /lib, which is not");
        assertThat(fault(program(ownMachine(), ByteOrder.nativeOrder(), "/bin/sh"))).isEmpty();
    }

    /** A packed program may have a segment without bytes of the file, or one that ends in the file's last page. */
    @Test
    void segments_that_the_kernel_maps_are_not_cut_off() throws IOException {
        byte[] empty = program(ownMachine(), ByteOrder.nativeOrder(), "/bin/sh");
        ByteBuffer.wrap(empty).order(ByteOrder.nativeOrder()).putInt(HEADER, 1).putLong(HEADER + 8, 2L << 20)
                .putLong(HEADER + 32, 0);
        assertThat(fault(empty)).as("no bytes of the file").isEmpty();
        byte[] page = program(ownMachine(), ByteOrder.nativeOrder(), "/bin/sh");
        ByteBuffer.wrap(page).order(ByteOrder.nativeOrder()).putInt(HEADER, 1).putLong(HEADER + 8, 0)
                .putLong(HEADER + 32, 4096);
        assertThat(fault(page)).as("the last page").isEmpty();
        ByteBuffer.wrap(page).order(ByteOrder.nativeOrder()).putLong(HEADER + 32, 4097);
        assertThat(fault(page).orElseThrow()).startsWith("is cut off");
        ByteBuffer.wrap(page).order(ByteOrder.nativeOrder()).putLong(32, -5);
        assertThat(fault(page)).contains("is cut off: its ELF program headers are missing");
    }

    @Test
    void damage_of_the_header_is_named() throws IOException {
        byte[] program = program(ownMachine(), ByteOrder.nativeOrder(), "/bin/sh");
        program[4] = 7;
        assertThat(fault(program)).contains("is damaged: its ELF header names no word size or byte order");
        byte[] none = program(ownMachine(), ByteOrder.nativeOrder(), "/bin/sh");
        none[56] = 0;
        none[57] = 0;
        assertThat(fault(none)).contains("is damaged: its ELF header names no segments");
        byte[] object = program(ownMachine(), ByteOrder.LITTLE_ENDIAN, "/bin/sh");
        object[16] = 1;
        assertThat(fault(object)).contains("is an object file of a compiler and no program");
    }
}
