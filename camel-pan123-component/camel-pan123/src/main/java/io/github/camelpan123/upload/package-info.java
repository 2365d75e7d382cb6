/** Uploads: reading and digesting a body, single-step uploads and sliced uploads. */
package io.github.camelpan123.upload;
