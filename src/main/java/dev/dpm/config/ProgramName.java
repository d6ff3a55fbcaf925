package dev.dpm.config;

import java.util.Optional;

/**
 * The name by which the user calls this program, for sentences that say which command to type. The name is {@code dpm}
 * if a launcher of that name started the jar and set a system property.
 */
public final class ProgramName {

    /** The product's name, which {@code --version} prints whatever the name of the launcher. */
    public static final String PRODUCT = "dpm-runner";
    /** The system property by which a launcher passes on the name under which the user called it. */
    public static final String PROPERTY = "dpm.program";

    private static final Optional<String> LAUNCHER = Optional.ofNullable(System.getProperty(PROPERTY))
            .filter(name -> name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,30}"));

    private ProgramName() {
    }

    /** The launcher's name, or the product's name if the jar was started without a launcher. */
    public static String get() {
        return LAUNCHER.orElse(PRODUCT);
    }

    /** The launcher's name; empty if the jar was started without a launcher. */
    public static Optional<String> launcher() {
        return LAUNCHER;
    }

    /**
     * The words that a person types before the name of a command: the launcher's name, or {@code java -jar} and the
     * jar.
     */
    public static String typed() {
        return LAUNCHER.orElse("java -jar dpm-runner.jar");
    }
}
