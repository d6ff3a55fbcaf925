package dev.dpm.log;

import java.util.ResourceBundle;

import org.jboss.logmanager.JBossLoggerFinder;

/**
 * What the JDK's own classes log with. In the runner that is its log; a command that only asks a runner has none, and
 * need not load a log manager to open a connection, which takes a fifth of its time.
 */
public final class ClientLoggers extends System.LoggerFinder {

    /** The runner sets it before anything else, see {@code app.Main}. */
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
            // nobody would hear it
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... params) {
            // nobody would hear it
        }
    }

    @Override
    public System.Logger getLogger(String name, Module module) {
        return System.getProperty(MANAGER) == null
                ? Silent.OF_A_CLIENT
                : Runners.FINDER.getLogger(name, module);
    }

    /** Loaded in a runner only. */
    private static final class Runners {
        static final JBossLoggerFinder FINDER = new JBossLoggerFinder();
    }
}
