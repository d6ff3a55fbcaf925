package dev.dpm.config;

import java.util.Optional;

/** The name by which the user calls this program, such as {@code dpm} where a launcher of that name starts it. */
public final class ProgramName {

    /** The name of the product, as {@code --version} prints it. */
    public static final String PRODUCT = "dpm-runner";
    /** The system property in which a launcher passes its own name to this program. */
    public static final String PROPERTY = "dpm.program";

    private static final Optional<String> LAUNCHER = Optional.ofNullable(System.getProperty(PROPERTY))
            .filter(name -> name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,30}"));

    private ProgramName() {
    }

    public static String get() {
        return LAUNCHER.orElse(PRODUCT);
    }

    public static Optional<String> launcher() {
        return LAUNCHER;
    }

    public static String typed() {
        return LAUNCHER.orElse("java -jar dpm-runner.jar");
    }
}
