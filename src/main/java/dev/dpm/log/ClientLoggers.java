package dev.dpm.log;

import java.util.ResourceBundle;

import org.jboss.logmanager.JBossLoggerFinder;

/** The loggers of the JDK's own classes. In a client they write nothing, since a log manager takes long to load. */
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
            // a client command writes no log
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... params) {
            // a client writes no log
        }
    }

    @Override
    public System.Logger getLogger(String name, Module module) {
        return System.getProperty(MANAGER) == null
                ? Silent.OF_A_CLIENT
                : Runners.FINDER.getLogger(name, module);
    }

    /** The loggers of a runner, in a class of their own so that a client never loads the log manager. */
    private static final class Runners {
        static final JBossLoggerFinder FINDER = new JBossLoggerFinder();
    }
}
