/** The monitoring of accounts from outside a route: health checks, MBeans, meters and spans. */
package io.github.camelpan123.observe;
