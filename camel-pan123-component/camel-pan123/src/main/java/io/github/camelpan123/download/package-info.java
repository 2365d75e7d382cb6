/** Downloads: content that is read on demand, is resumed after an interruption, and can be saved to a folder. */
package io.github.camelpan123.download;
