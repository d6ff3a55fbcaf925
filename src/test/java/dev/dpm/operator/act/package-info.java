/** Tests of actions on pods, with a cluster and dpm-runners that are fakes. */
package dev.dpm.operator.act;
