package dev.dpm.config;

/** {@code --own_cgroup}: whether a target is launched in a cgroup of its own. */
public enum OwnCgroup {
    /** In a cgroup of its own where one can be made. */
    AUTO,
    /** Never in a cgroup of its own. */
    OFF
}
