/**
 * What one account shares between all routes, contexts and bundles that name it: the token, the documented limits with
 * a lane per call, the cap on uploads in flight, and the transport.
 */
package io.github.camelpan123.account;
