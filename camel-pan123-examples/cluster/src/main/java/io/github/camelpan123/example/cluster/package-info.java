/** Three nodes upload a folder together. */
package io.github.camelpan123.example.cluster;
