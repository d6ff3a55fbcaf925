package dev.dpm.process;

/**
 * Identifies one process permanently, although the kernel reuses pids: by the pid together with the time at which the
 * kernel started the process.
 *
 * @param pid positive
 * @param startTicks clock ticks after boot, not negative
 * @param bootId the kernel's random id of the boot (proc(5), {@code random/boot_id}), since ticks begin again at each
 *     boot
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
