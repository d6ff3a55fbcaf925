/** Steps of the build that work on the packaged jar, and their tests: none of this is in the product. */
package dev.dpm.packaging;
