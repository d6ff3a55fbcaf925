package dev.dpm.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

import dev.dpm.config.LogLevel;

/**
 * Hangs the log into named loggers: ours, and the roots of what libraries say.
 *
 * <p>
 * Named ones, and not the root logger, because Quarkus sets the root's handlers anew when it boots (its
 * LoggingSetupRecorder) and leaves loggers alone for which no category is configured. The loggers are held here: the
 * log manager itself holds them weakly and would forget their handlers.
 */
final class LogWiring {

    private static final String OURS = "dev.dpm";
    /** The roots of all names that the jar and the JDK log under: what has no handler here goes where Quarkus likes. */
    static final List<String> LIBRARIES = List.of("io", "org", "com", "oshi", "eu", "jakarta", "mutiny", "picocli",
            "java", "javax", "jdk", "sun");

    private record Before(Level level, boolean usedParents) {
    }

    private final Handler handler;
    private final Map<Logger, Before> attached = new LinkedHashMap<>();

    LogWiring(Handler handler) {
        this.handler = handler;
    }

    synchronized void attach(LogLevel level) {
        attach(OURS, level);
        LIBRARIES.forEach(name -> attach(name, forLibraries(level)));
    }

    /** A library's INFO is our DEBUG. */
    static LogLevel forLibraries(LogLevel ours) {
        return switch (ours) {
            case ERROR -> LogLevel.ERROR;
            case WARN, INFO -> LogLevel.WARN;
            case DEBUG -> LogLevel.INFO;
            case TRACE -> LogLevel.DEBUG;
        };
    }

    private void attach(String name, LogLevel level) {
        Logger logger = Logger.getLogger(name);
        if (!attached.containsKey(logger)) {
            attached.put(logger, new Before(logger.getLevel(), logger.getUseParentHandlers()));
            logger.addHandler(handler);
            logger.setUseParentHandlers(false);
        }
        logger.setLevel(LogHandler.javaLevel(level));
    }

    synchronized boolean isAttached() {
        return !attached.isEmpty();
    }

    synchronized void detach() {
        attached.forEach((logger, before) -> {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(before.usedParents());
            logger.setLevel(before.level());
        });
        attached.clear();
    }
}
