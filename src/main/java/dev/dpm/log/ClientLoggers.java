package dev.dpm.log;

import java.util.ResourceBundle;

import org.jboss.logmanager.JBossLoggerFinder;

/**
 * Provides the loggers for the JDK's own classes. In the runner they write to the runner's log. In a client command
 * they write nothing: loading a log manager would take a fifth of the time of the client's request.
 */
public final class ClientLoggers extends System.LoggerFinder {

    /** The system property that the runner's main method sets first, see {@code app.Main}. */
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
            // a client command writes no log
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... params) {
            // a client command writes no log
        }
    }

    @Override
    public System.Logger getLogger(String name, Module module) {
        return System.getProperty(MANAGER) == null
                ? Silent.OF_A_CLIENT
                : Runners.FINDER.getLogger(name, module);
    }

    /**
     * Makes the loggers that write to the runner's log. This is a class of its own, so that the log manager's classes
     * are loaded in the runner only, and never in a client command.
     */
    private static final class Runners {
        static final JBossLoggerFinder FINDER = new JBossLoggerFinder();
    }
}
