/** The consumer of new files on the drive. */
package io.github.camelpan123.file;
