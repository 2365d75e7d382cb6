/** What a message may carry of the platform, for everybody who uses the component. */
package io.github.camelpan123.api;
