/**
 * The Camel API of the component for the 123pan open platform: component, endpoint, producer, consumers, and the names
 * that routes use.
 */
package io.github.camelpan123;
