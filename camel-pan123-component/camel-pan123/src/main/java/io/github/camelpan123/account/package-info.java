/** What one account shares between all routes, contexts and bundles that name it. */
package io.github.camelpan123.account;
