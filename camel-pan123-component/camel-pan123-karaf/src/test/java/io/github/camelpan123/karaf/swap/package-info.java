/** What the test of swaps puts into its bundles. */
package io.github.camelpan123.karaf.swap;
