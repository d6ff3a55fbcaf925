/**
 * Collects the evidence of an incident when it is decided upon: the process tree, its descriptors and connections, the
 * machine and the cgroup around it, and the results of programs such as jcmd. All of it is bounded in time, whatever
 * hangs. What the evidence means is decided in {@code incident}.
 */
package dev.dpm.evidence;
