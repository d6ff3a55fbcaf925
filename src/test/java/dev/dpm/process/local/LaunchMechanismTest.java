package dev.dpm.process.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchMechanismTest {

    @ParameterizedTest
    @CsvSource({"17, VFORK", "24, VFORK", "25, FORK", "26, FORK"})
    void warns_nobody(int javaVersion, String mechanism) {
        assertThat(LaunchMechanism.of(javaVersion)).isEqualTo(mechanism);
    }
}
