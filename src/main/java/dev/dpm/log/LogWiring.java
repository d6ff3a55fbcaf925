package dev.dpm.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

import dev.dpm.config.RunnerSpec.LogLevel;

/**
 * Attaches the runner's log to named loggers, since Quarkus replaces the handlers of the root logger. The references in this
 * class prevent that the log manager drops the loggers.
 */
final class LogWiring {

    private static final String OURS = "dev.dpm";
    /** The first parts of the names of the loggers of libraries and of the JDK. */
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

    /**
     * The log level of libraries for a level of dpm-runner. Libraries never write more than dpm-runner: if it writes DEBUG,
     * they write INFO.
     */
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
