package dev.dpm.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

import dev.dpm.config.RunnerSpec.LogLevel;

/**
 * Attaches the log's handler to named loggers: dpm-runner's, and the first parts of the libraries' logger names.
 *
 * <p> The root logger gets no handler, because Quarkus replaces the root's handlers at its start (its
 * LoggingSetupRecorder). Quarkus does not change loggers for which no category is configured. This class has references
 * to the loggers, because the log manager has only weak references and would drop their handlers.
 */
final class LogWiring {

    private static final String OURS = "dev.dpm";
    /**
     * The first parts of all logger names in the jar's libraries and the JDK. Records under other names would go to
     * Quarkus's own handlers.
     */
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
     * The level for the messages of libraries, which never write more than dpm-runner: for example, libraries write at
     * INFO if dpm-runner's level is DEBUG.
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
