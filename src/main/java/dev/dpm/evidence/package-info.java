/**
 * Looks at what lives, at the moment of decision: the process tree, its descriptors and connections, the machine and the
 * cgroup around it, and programs that look deeper. Every look is bounded in time, whatever hangs. What was seen means
 * nothing here: that is decided in {@code incident}.
 */
package dev.dpm.evidence;
