package dev.dpm.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.dpm.config.RunnerSpec.LogLevel;

class LogWiringTest {

    /** Quarkus gives the root logger a handler that writes to the console, where the targets' output goes as well. */
    @ParameterizedTest
    @ValueSource(strings = {"oshi.software.os.linux.LinuxOperatingSystem", "sun.net.www.protocol.http", "picocli",
            "io.vertx.core", "dev.dpm.app"})
    void whatever_a_library_says_comes_to_the_runners_log_and_to_no_console(String name) {
        List<LogRecord> own = new ArrayList<>();
        List<LogRecord> console = new ArrayList<>();
        Handler root = into(console);
        Logger.getLogger("").addHandler(root);
        LogWiring wiring = new LogWiring(into(own));
        try {
            wiring.attach(LogLevel.INFO);
            Logger logger = Logger.getLogger(name);

            logger.warning("something is missing");

            assertThat(own).extracting(LogRecord::getMessage).containsExactly("something is missing");
            assertThat(console).isEmpty();
        } finally {
            wiring.detach();
            Logger.getLogger("").removeHandler(root);
        }
    }

    private static Handler into(List<LogRecord> records) {
        return new Handler() {
            @Override
            public void publish(LogRecord logged) {
                records.add(logged);
            }

            @Override
            public void flush() {
                // the handler buffers nothing
            }

            @Override
            public void close() {
                // the handler holds nothing open
            }
        };
    }
}
