package dev.dpm.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests reading the size of the machine's memory. */
class MachineMemoryTest {

    @Test
    void kibibytes_of_the_kernel_become_bytes() {
        assertThat(MachineMemory.bytes("MemTotal:       16384 kB\nMemFree: 1 kB\n")).hasValue(16384L << 10);
        assertThat(MachineMemory.bytes("MemFree: 1 kB\nMemTotal: a kB\n")).isEmpty();
        assertThat(MachineMemory.bytes()).isPresent();
    }
}
