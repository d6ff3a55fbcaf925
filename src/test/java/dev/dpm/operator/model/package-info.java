/** Tests of the custom resource, and the generator of its definition. */
package dev.dpm.operator.model;
