package dev.dpm.testing;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Sets how long tests wait for a result: long enough for a machine on which twenty other processes work. */
public final class Patience implements LauncherSessionListener {

    private static final Duration OF_A_BUSY_MACHINE = Duration.ofSeconds(60);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(OF_A_BUSY_MACHINE);
    }
}
