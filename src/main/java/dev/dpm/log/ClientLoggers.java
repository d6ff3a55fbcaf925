package dev.dpm.log;

import java.util.ResourceBundle;

import org.jboss.logmanager.JBossLoggerFinder;

/**
 * Provides the loggers of the JDK's own classes. In a client, these loggers write nothing, since loading a log manager takes
 * long.
 */
public final class ClientLoggers extends System.LoggerFinder {

    /** The system property that names the log manager. Only the runner sets it, never a client. */
    private static final String MANAGER = "java.util.logging.manager";

    private enum Silent implements System.Logger {
        OF_A_CLIENT;

        @Override
        public String getName() {
            return "";
        }

        @Override
        public boolean isLoggable(Level level) {
            return false;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            // writes nothing, since a client has no log
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... params) {
            // writes nothing, since a client has no log
        }
    }

    @Override
    public System.Logger getLogger(String name, Module module) {
        return System.getProperty(MANAGER) == null
                ? Silent.OF_A_CLIENT
                : Runners.FINDER.getLogger(name, module);
    }

    /** The loggers of a runner. They are in a class of their own, so that a client never loads the log manager. */
    private static final class Runners {
        static final JBossLoggerFinder FINDER = new JBossLoggerFinder();
    }
}
