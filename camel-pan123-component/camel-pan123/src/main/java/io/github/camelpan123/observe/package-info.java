/** The monitoring of accounts from outside a route: a health check and one MBean per queue. */
package io.github.camelpan123.observe;
