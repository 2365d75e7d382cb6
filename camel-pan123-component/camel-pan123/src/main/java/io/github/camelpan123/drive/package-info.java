/**
 * The drive as people see it: folders by path, entries by name, lists without the recycle bin, and what can be done to
 * entries by id in as few calls as the platform allows.
 */
package io.github.camelpan123.drive;
