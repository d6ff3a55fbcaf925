/** The probes: SmallRye Health checks over the views. */
package dev.dpm.health;
