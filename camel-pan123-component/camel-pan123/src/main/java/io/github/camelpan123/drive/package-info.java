/** The drive as people see it: folders by path, entries by name, lists without the recycle bin. */
package io.github.camelpan123.drive;
