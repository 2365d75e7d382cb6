package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Routes log bodies. What a record of the platform's answers shows leads nowhere and opens nothing. */
class ShownRecordsTest {

    private static final String SIGNATURE = "auth-key-of-an-address";

    /** What else a record may need to be made; anything else is null. */
    private static final Map<Class<?>, Object> VALUES = Map.ofEntries(
            Map.entry(long.class, 1L),
            Map.entry(Long.class, 1L),
            Map.entry(int.class, 1),
            Map.entry(boolean.class, false),
            Map.entry(byte[].class, new byte[1]),
            Map.entry(Instant.class, Instant.EPOCH),
            Map.entry(Duration.class, Duration.ZERO));

    private static Stream<Class<?>> records() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .withImportOption(location -> !location.contains("/simulator/"))
                        .importPackages("io.github.camelpan123")
                        .stream()
                        // before the class is loaded, which fails where an optional library is left out
                        .filter(JavaClass::isRecord)
                        .map(JavaClass::reflect)
                        .filter(type -> holdsSecret(type));
    }

    private static boolean holdsSecret(Type type) {
        if (type instanceof ParameterizedType generic) {
            return Arrays.stream(generic.getActualTypeArguments()).anyMatch(ShownRecordsTest::holdsSecret);
        }
        return type instanceof Class<?> plain
                && plain.isRecord()
                && Arrays.stream(plain.getRecordComponents())
                        .anyMatch(component -> secretText(component) || holdsSecret(component.getGenericType()));
    }

    private static boolean secretText(RecordComponent component) {
        return component.getType() == String.class && secret(component.getName());
    }

    private static boolean secret(String name) {
        return Stream.of("url", "address", "location", "token", "password", "secret", "value")
                .anyMatch(name.toLowerCase(Locale.ROOT)::contains);
    }

    private static Object filled(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(components[i].getName(), components[i].getGenericType());
        }
        Constructor<?> constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    private static Object value(String name, Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return List.of(value(name, arguments[0]));
            }
            if (generic.getRawType() == Set.class) {
                return Set.of(value(name, arguments[0]));
            }
            if (generic.getRawType() == Optional.class) {
                return Optional.of(value(name, arguments[0]));
            }
            return generic.getRawType() == Map.class ? Map.of() : null;
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return secret(name) ? "https://cdn.example/a.ts?auth_key=" + SIGNATURE : "text";
        }
        if (plain.isRecord()) {
            return filled(plain);
        }
        if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        }
        return VALUES.get(plain);
    }

    @ParameterizedTest
    @MethodSource("records")
    void noRecordShowsAnAddressThatOpensSomething(Class<?> type) throws ReflectiveOperationException {
        assertThat(filled(type).toString()).doesNotContain(SIGNATURE);
    }

    @Test
    void thereAreSomeThatHoldOne() {
        assertThat(records()).hasSizeGreaterThan(8);
    }
}
