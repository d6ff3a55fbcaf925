package dev.dpm.log;

import java.util.ResourceBundle;

import org.jboss.logmanager.JBossLoggerFinder;

/**
 * Provides the loggers for the JDK's own classes. In the runner these loggers write to the runner's log. In a command
 * that only asks a runner they write nothing, so that the command need not load a log manager, which takes a fifth of
 * the time of a connection.
 */
public final class ClientLoggers extends System.LoggerFinder {

    /** The property that the runner sets first of all, see {@code app.Main}. */
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
            // a client has no log
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... params) {
            // a client has no log
        }
    }

    @Override
    public System.Logger getLogger(String name, Module module) {
        return System.getProperty(MANAGER) == null
                ? Silent.OF_A_CLIENT
                : Runners.FINDER.getLogger(name, module);
    }

    /** Holds the finder, whose class is loaded only in a runner; a client never needs it. */
    private static final class Runners {
        static final JBossLoggerFinder FINDER = new JBossLoggerFinder();
    }
}
