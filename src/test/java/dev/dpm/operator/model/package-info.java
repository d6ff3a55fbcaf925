/** Tests of the custom resource, and what makes its definition out of its classes. */
package dev.dpm.operator.model;
