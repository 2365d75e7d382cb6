/**
 * Type-safe builders for Java routes: {@code StaticEndpointBuilders.pan123("upload").parentPath("/films")} for endpoints
 * and {@code ComponentsBuilderFactory.pan123().clientId(...)} for the component.
 */
package io.github.camelpan123.dsl;
