package io.github.camelpan123;

import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.util.StringHelper;

/** Names of files as Camel's file component evaluates its own. */
final class FileNameOption {

    private FileNameOption() {}

    /** The option {@code fileName}, in the file language where it has an expression in it. */
    static String evaluate(String option, Exchange exchange) {
        if (!StringHelper.hasStartToken(option, "simple")) {
            return option;
        }
        Expression expression = exchange.getContext().resolveLanguage("file").createExpression(option);
        expression.init(exchange.getContext());
        return expression.evaluate(exchange, String.class);
    }

    /**
     * The header {@code CamelFileName}: a text as it is, for it may come from a stranger, and an expression evaluated.
     * A backslash is what a route on Windows writes between folders.
     */
    static String header(Object header, Exchange exchange) {
        String name = header instanceof Expression expression
                ? expression.evaluate(exchange, String.class)
                : exchange.getContext().getTypeConverter().convertTo(String.class, exchange, header);
        return name == null ? null : name.replace('\\', '/');
    }
}
