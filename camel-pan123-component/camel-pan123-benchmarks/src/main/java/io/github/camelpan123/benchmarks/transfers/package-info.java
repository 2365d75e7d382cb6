/** How fast the component moves bytes, beside what the machine can do and what the plainest client does. */
package io.github.camelpan123.benchmarks.transfers;
