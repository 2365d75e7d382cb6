/** Runs the gate of the module camel-pan123-cluster, which other packages do not see, for many nodes in virtual time. */
package io.github.camelpan123.cluster;
