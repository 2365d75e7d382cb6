/**
 * The drive by names: folders by path, entries by name, lists without the recycle bin, and operations on entries by ID
 * in as few calls as the platform allows.
 */
package io.github.camelpan123.drive;
