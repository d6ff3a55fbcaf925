/** Health probes: SmallRye Health checks, computed from the views. */
package dev.dpm.health;
