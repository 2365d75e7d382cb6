package io.github.camelpan123.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.consumer.Memories.Owner;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoriesTest {

    private static final String URI = "pan123:listFiles?path=/in";
    private static final String CHANGED = "pan123:listFiles?path=/in&delay=5s";

    private final Memories memories = new Memories();
    private final Set<String> routes = new HashSet<>();

    private Object acquire(String subject, String route, String uri) {
        return memories.acquire(new Owner(subject, route, uri), Object.class, routes::contains, Object::new);
    }

    @Test
    void aRouteGoesOnWithItsMemoryAlsoWithAChangedLine() {
        Object first = acquire("in", "a", URI);
        memories.release(first);
        assertThat(acquire("in", "a", URI)).isSameAs(first);
        memories.release(first);
        assertThat(acquire("in", "a", CHANGED)).isSameAs(first);
    }

    @Test
    void anotherSubjectIsAnotherMemory() {
        Object first = acquire("in", "a", URI);
        memories.release(first);
        assertThat(acquire("out", "a", URI)).isNotSameAs(first);
    }

    @Test
    void twoRoutesAtOnceHaveAMemoryEach() {
        Object first = acquire("in", "a", URI);
        Object second = acquire("in", "b", URI);
        assertThat(second).isNotSameAs(first);
        memories.release(first);
        memories.release(second);
        assertThat(acquire("in", "b", URI)).isSameAs(second);
        assertThat(acquire("in", "a", URI)).isSameAs(first);
    }

    @Test
    void aRouteTakesTheMemoryOfOneThatIsGoneButNotOfOneThatIsStopped() {
        routes.add("a");
        Object first = acquire("in", "a", URI);
        memories.release(first);
        assertThat(acquire("in", "b", URI)).isNotSameAs(first);
        routes.remove("a");
        assertThat(acquire("in", "c", URI)).isSameAs(first);
    }

    @Test
    void thoseThatArePolledByHandShareAMemoryAndTakeNoRoutes() {
        Object route = acquire("in", "a", URI);
        memories.release(route);
        Object first = acquire("in", null, URI);
        assertThat(first).isNotSameAs(route);
        assertThat(acquire("in", null, URI)).isSameAs(first);
        assertThat(acquire("in", null, CHANGED)).isNotSameAs(first);
    }

    @Test
    void endpointsOfEverNewValuesLeaveLittleBehind() {
        Object oldest = acquire("in", null, "0");
        memories.release(oldest);
        for (int i = 1; i <= 1000; i++) {
            memories.release(acquire("in", null, Integer.toString(i)));
        }
        assertThat(acquire("in", null, "0")).isNotSameAs(oldest);
    }
}
