package io.github.camelpan123.dsl;

import org.apache.camel.Component;

/**
 * What the generated builders of components extend. The generator expects this type in the package of its builders.
 *
 * @param <C> the component
 */
public abstract class AbstractComponentBuilder<C extends Component>
        extends org.apache.camel.builder.component.AbstractComponentBuilder<C> implements ComponentBuilder<C> {

    /** For subclasses. */
    protected AbstractComponentBuilder() {}
}
