package dev.dpm.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

import dev.dpm.config.RunnerSpec.LogLevel;

/**
 * Attaches the log to named loggers, since Quarkus replaces the root's handlers. The references keep the log manager from
 * dropping them.
 */
final class LogWiring {

    private static final String OURS = "dev.dpm";
    /** First parts of logger names in the jar and the JDK. */
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

    /** Libraries never write more than dpm-runner: INFO where it writes DEBUG. */
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
