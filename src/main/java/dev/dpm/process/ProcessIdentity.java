package dev.dpm.process;

/**
 * Identifies a process on this machine. A pid alone does not, since the kernel reuses pids.
 *
 * @param pid the pid, a positive number
 * @param startTicks when the process started, in clock ticks after boot
 * @param bootId identifies the boot of the machine ({@code random/boot_id} of proc(5))
 */
public record ProcessIdentity(long pid, long startTicks, String bootId) {

    public ProcessIdentity {
        if (pid <= 0 || startTicks < 0 || bootId == null || bootId.isBlank()) {
            throw new IllegalArgumentException(
                    "no identity: pid " + pid + ", start ticks " + startTicks + ", boot id " + bootId);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProcessIdentity identity && pid == identity.pid && startTicks == identity.startTicks
                && bootId.equals(identity.bootId);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(pid) + Long.hashCode(startTicks);
    }
}
