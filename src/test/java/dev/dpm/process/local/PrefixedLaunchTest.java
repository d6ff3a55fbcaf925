package dev.dpm.process.local;

/** Runs the launcher's tests with launches through small programs, as needed for another C library or umask. */
class PrefixedLaunchTest extends LocalLauncherTest {

    @Override
    Launches launches() {
        return new Launches(folder, false);
    }
}
