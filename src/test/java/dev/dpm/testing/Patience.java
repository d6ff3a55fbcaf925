package dev.dpm.testing;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** How long tests wait for what will happen: a machine where twenty others work still gets round to it. */
public final class Patience implements LauncherSessionListener {

    private static final Duration OF_A_BUSY_MACHINE = Duration.ofSeconds(60);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(OF_A_BUSY_MACHINE);
    }
}
