/** Uploads: what a body is, its digests, single-step and sliced sending. */
package io.github.camelpan123.upload;
