/** What can be seen of an account from outside a route: a health check and one MBean per queue. */
package io.github.camelpan123.observe;
