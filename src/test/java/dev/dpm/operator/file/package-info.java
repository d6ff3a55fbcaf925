/** Tests of the injection of the sidecar into pods in manifest files. */
package dev.dpm.operator.file;
