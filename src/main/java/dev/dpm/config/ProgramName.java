package dev.dpm.config;

import java.util.Optional;

/**
 * The name by which the user calls this program, for sentences about what to type: {@code dpm} where a launcher of that
 * name started the jar and set a system property.
 */
public final class ProgramName {

    /** The product's name, which {@code --version} prints however the program was called. */
    public static final String PRODUCT = "dpm-runner";
    /** The system property in which a launcher gives the name by which the user called the program. */
    public static final String PROPERTY = "dpm.program";

    private static final Optional<String> LAUNCHER = Optional.ofNullable(System.getProperty(PROPERTY))
            .filter(name -> name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,30}"));

    private ProgramName() {
    }

    /** The program's name without the words before it. */
    public static String get() {
        return LAUNCHER.orElse(PRODUCT);
    }

    /** The launcher's name; empty: the jar was started without a launcher. */
    public static Optional<String> launcher() {
        return LAUNCHER;
    }

    /** The words that a person types before the name of a command. */
    public static String typed() {
        return LAUNCHER.orElse("java -jar dpm-runner.jar");
    }
}
