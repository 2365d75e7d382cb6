package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.fixtures.IsolatedClassLoader;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** An application whose class path has no health checks, management and consoles. */
class NothingToSeeWithTest {

    private static final Pattern MISSING =
            Pattern.compile("camel-(health|management|console|platform-http|micrometer|telemetry)-.*\\.jar");

    private static boolean missing(String name) {
        return MISSING.matcher(name).matches() && !name.startsWith("camel-management-api");
    }

    @Test
    void itWorksAndNothingIsLoggedAboutWhatIsMissing() throws Exception {
        List<String> left = IsolatedClassLoader.classPathNames().stream()
                .filter(NothingToSeeWithTest::missing)
                .toList();
        assertThat(left).anyMatch(name -> name.startsWith("camel-health"));
        assertThat(left).anyMatch(name -> name.startsWith("camel-management"));
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (IsolatedClassLoader poor = new IsolatedClassLoader(name -> !missing(name))) {
            thread.setContextClassLoader(poor);
            Object application = poor.loadClass(ApplicationWithoutOptionalParts.class.getName())
                    .getConstructor()
                    .newInstance();
            assertThat((Iterable<?>) ((Callable<?>) application).call())
                    .singleElement()
                    .asString()
                    .startsWith("INFO Account ");
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
