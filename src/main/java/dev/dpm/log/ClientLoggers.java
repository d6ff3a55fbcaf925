package dev.dpm.log;

import java.util.ResourceBundle;

import org.jboss.logmanager.JBossLoggerFinder;

/** The loggers of the JDK's own classes. In a client they write nothing, since a log manager takes long to load. */
public final class ClientLoggers extends System.LoggerFinder {

    /** Set first by {@code app.Main} in the runner. */
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

    /** Apart, so that a client never loads the log manager. */
    private static final class Runners {
        static final JBossLoggerFinder FINDER = new JBossLoggerFinder();
    }
}
