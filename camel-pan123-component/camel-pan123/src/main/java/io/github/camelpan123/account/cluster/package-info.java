/** What several nodes that use one account share: permits and the token. Implemented by the module camel-pan123-cluster. */
package io.github.camelpan123.account.cluster;
