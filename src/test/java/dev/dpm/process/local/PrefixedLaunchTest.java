package dev.dpm.process.local;

/** What a launch promises holds where it goes through small programs too: with another C library, or another umask. */
class PrefixedLaunchTest extends LocalLauncherTest {

    @Override
    Launches launches() {
        return new Launches(folder, false);
    }
}
