/** Measures the simulator, always as a ratio to what the same JVM does in the same run without it. */
package io.github.camelpan123.benchmarks;
