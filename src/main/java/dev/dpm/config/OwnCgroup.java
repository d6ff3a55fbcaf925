package dev.dpm.config;

/** {@code --own_cgroup}: whether a target is launched in a cgroup of its own. */
public enum OwnCgroup {
    /** Where one can be made. */
    AUTO,
    /** Never. */
    OFF
}
