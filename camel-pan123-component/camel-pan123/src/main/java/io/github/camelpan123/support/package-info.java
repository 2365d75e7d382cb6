/**
 * Private, atomically replaced and locked files that outlive the process, helpers for threads, futures and retries, and
 * services that the components of a context share.
 */
package io.github.camelpan123.support;
