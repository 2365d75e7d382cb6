package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** An application whose class path has no health checks, management and consoles. */
class NothingToSeeWithTest {

    private static final Pattern MISSING =
            Pattern.compile("camel-(health|management|console|platform-http|micrometer|telemetry)-.*\\.jar");

    private static URL[] classPath() throws Exception {
        List<URL> urls = new ArrayList<>();
        List<String> left = new ArrayList<>();
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : path.split(File.pathSeparator)) {
            String name = Path.of(entry).getFileName().toString();
            if (MISSING.matcher(name).matches() && !name.startsWith("camel-management-api")) {
                left.add(name);
            } else {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        assertThat(left).anyMatch(name -> name.startsWith("camel-health"));
        assertThat(left).anyMatch(name -> name.startsWith("camel-management"));
        return urls.toArray(new URL[0]);
    }

    @Test
    void itWorksAndNothingIsLoggedAboutWhatIsMissing() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader poor = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
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
