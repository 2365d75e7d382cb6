package io.github.camelpan123.dsl;

import org.apache.camel.Component;

/**
 * What the generated builders of components implement. The generator expects this type in the package of its builders.
 *
 * @param <C> the component
 */
public interface ComponentBuilder<C extends Component> extends org.apache.camel.builder.component.ComponentBuilder<C> {}
