/**
 * Private, atomically replaced and locked files that outlive the process, and helpers for threads, futures and retries.
 */
package io.github.camelpan123.support;
