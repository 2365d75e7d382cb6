/** The state of one account that all routes, contexts and bundles with this account share. */
package io.github.camelpan123.account;
