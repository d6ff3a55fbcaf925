package dev.dpm.cli;

import dev.dpm.daemon.HomeFault;
import dev.dpm.daemon.LastKnown;
import dev.dpm.daemon.RuntimeDirectory;
import dev.dpm.process.TargetName;

/** Names of targets as people write them. */
final class Names {

    private Names() {
    }

    /** A name that can be one; it goes into paths and addresses. */
    static String require(String name) throws CommandFailed {
        if (!TargetName.isValid(name)) {
            throw new CommandFailed(ExitCodes.USAGE,
                    "'" + name + "' cannot be the name of a target; allowed: " + TargetName.ALLOWED);
        }
        return name;
    }

    static CommandFailed unknown(String name) {
        return new CommandFailed(ExitCodes.USAGE, "no target is called " + name + ": `status` lists them");
    }

    /** What the last runner wrote about its targets. */
    static LastKnown lastKnown(RuntimeDirectory home) throws CommandFailed {
        try {
            return LastKnown.read(home);
        } catch (HomeFault e) {
            throw CommandFailed.of(e);
        }
    }
}
