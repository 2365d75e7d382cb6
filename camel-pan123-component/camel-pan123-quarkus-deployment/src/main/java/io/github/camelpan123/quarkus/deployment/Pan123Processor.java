package io.github.camelpan123.quarkus.deployment;

import io.github.camelpan123.Pan123CloudEventTransformer;
import io.github.camelpan123.api.FileEntry;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import org.apache.camel.quarkus.core.deployment.spi.CamelServiceBuildItem;
import org.jboss.jandex.ClassInfo;

/**
 * What Quarkus has to know of the component when an application is built. Camel Quarkus itself finds the component, its
 * configurers and its type converters in the jar. A native image has not been tested.
 */
public class Pan123Processor {

    /** As Quarkus lists it when an application starts. */
    static final String FEATURE = "camel-pan123";

    private static final String CLOUD_EVENTS =
            "META-INF/services/org/apache/camel/transformer/pan123-application-cloudevents";

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    /** The data type, which Camel Quarkus leaves out if the application does not have camel-quarkus-cloudevents. */
    @BuildStep
    CamelServiceBuildItem cloudEvents() {
        return new CamelServiceBuildItem(Path.of(CLOUD_EVENTS), Pan123CloudEventTransformer.class.getName());
    }

    /** For a native image: what the component reads from its jar, and its Kamelets. */
    @BuildStep
    NativeImageResourcePatternsBuildItem resources() {
        return NativeImageResourcePatternsBuildItem.builder()
                .includeGlobs(
                        "io/github/camelpan123/**/*.csv",
                        "io/github/camelpan123/live/*.{html,css,js,svg}",
                        "kamelets/pan123-*.kamelet.yaml")
                .build();
    }

    /** For a native image: what messages and exceptions consist of, whose methods are called from Simple. */
    @BuildStep
    ReflectiveClassBuildItem messages(CombinedIndexBuildItem index) {
        String[] types = index.getIndex().getClassesInPackage(FileEntry.class.getPackageName()).stream()
                .filter(type -> Modifier.isPublic(type.flags()))
                .map(ClassInfo::name)
                .map(Object::toString)
                .sorted()
                .toArray(String[]::new);
        return ReflectiveClassBuildItem.builder(types).methods().fields().build();
    }
}
