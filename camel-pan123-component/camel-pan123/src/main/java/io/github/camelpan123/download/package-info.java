/** Downloads: content that is read as it comes, goes on after a break, and can be saved to a folder. */
package io.github.camelpan123.download;
