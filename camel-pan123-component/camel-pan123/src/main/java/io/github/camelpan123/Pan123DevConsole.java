package io.github.camelpan123;

import io.github.camelpan123.observe.ComponentState;
import io.github.camelpan123.observe.StateJson;
import io.github.camelpan123.observe.StateText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** The developer console {@code pan123}: queues, uploads, transcode jobs, failures and consumers. */
@DevConsole(
        name = "pan123",
        displayName = "123pan",
        description = "Queues, uploads, transcode jobs, failures and consumers of the 123pan component")
public final class Pan123DevConsole extends AbstractDevConsole {

    /** The parameter for the maximum number of uploads and of unfinished jobs of an account. */
    public static final String LIMIT = "limit";

    private static final int USUAL_LIMIT = 100;
    private static final int USUAL_TEXT_LIMIT = 20;

    /** Creates the console. Camel calls this. */
    public Pan123DevConsole() {
        super("camel", "pan123", "123pan", "Queues, uploads, transcode jobs, failures and consumers");
    }

    private List<ComponentState> states(Map<String, Object> options, int usualLimit) {
        int most = limit(options, usualLimit);
        return getCamelContext().getComponentNames().stream()
                .map(name -> getCamelContext().hasComponent(name))
                .filter(Objects::nonNull)
                .filter(Pan123Component.class::isInstance)
                .distinct()
                .map(component -> ((Pan123Component) component).state(most))
                .toList();
    }

    private static int limit(Map<String, Object> options, int usual) {
        Object wanted = options.get(LIMIT);
        try {
            return wanted == null ? usual : Math.max(0, Integer.parseInt(wanted.toString()));
        } catch (NumberFormatException e) {
            return usual;
        }
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        List<ComponentState> states = states(options, USUAL_TEXT_LIMIT);
        return states.isEmpty() ? "No component pan123 is in use.\n" : StateText.of(ComponentState.of(states));
    }

    @Override
    protected JsonObject doCallJson(Map<String, Object> options) {
        JsonArray components = new JsonArray();
        states(options, USUAL_LIMIT).forEach(state -> components.add(StateJson.of(state)));
        JsonObject json = new JsonObject();
        json.put("components", components);
        return json;
    }
}
