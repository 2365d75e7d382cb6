/** How many calls of the platform work on many files costs, and how long that takes within the documented limits. */
package io.github.camelpan123.benchmarks.calls;
