package io.github.camelpan123.simulator.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.simulator.protocol.Refusal;
import io.github.camelpan123.simulator.store.ContentKey;
import io.github.camelpan123.simulator.store.Journal;
import io.github.camelpan123.simulator.store.Sequence;
import io.github.camelpan123.simulator.time.TimeSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A drive makes the asynchronous copies that are due before it does anything else. */
class DueCopiesTest {
    private static final ContentKey CONTENT = new ContentKey("0".repeat(32), 1);
    /** They neither look at the entries nor change them but for the journal. */
    private static final Set<String> OTHERS = Set.of("area", "restore");

    /** Arguments of every type that the methods of a drive have. */
    private static final Map<Class<?>, Object> ARGUMENTS = Map.of(
            long.class,
            0L,
            int.class,
            0,
            boolean.class,
            false,
            String.class,
            "name",
            ContentKey.class,
            CONTENT,
            List.class,
            List.of(),
            Collection.class,
            List.of(),
            DriveQuery.class,
            DriveQuery.search(0, 1, entry -> true));

    private static final class HandTime implements TimeSource {
        private long millis = 1_000_000;

        @Override
        public long nanos() {
            return millis * 1_000_000;
        }

        @Override
        public long millis() {
            return millis;
        }
    }

    private final HandTime time = new HandTime();
    private final Sequence ids = new Sequence("entries", Journal.in(null));
    private final Drive drive = new Drive(
            new Area(1, false),
            ids,
            new Sequence("copies", Journal.in(null)),
            Journal.in(null),
            time,
            DriveRules.USUAL);

    static Stream<Method> everythingElse() {
        return Stream.of(Drive.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> !OTHERS.contains(method.getName()));
    }

    private List<Long> files(int count) {
        List<Long> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(drive.addFile(0, "f" + i, CONTENT, Drive.REFUSE).id());
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource("everythingElse")
    void everyMethodFindsThem(Method method) throws Exception {
        drive.copyLater(files(10), drive.addFolder(0, "target").id());
        time.millis += 1000;
        long before = ids.bound();
        Object[] arguments =
                Stream.of(method.getParameterTypes()).map(ARGUMENTS::get).toArray();
        try {
            method.invoke(drive, arguments);
        } catch (InvocationTargetException e) {
            assertThat(e.getCause()).isInstanceOf(Refusal.class);
        }
        assertThat(ids.bound() - before).as("new IDs").isGreaterThanOrEqualTo(10);
    }

    /** So many tasks begun at once were once more than a drive remembers. */
    @Test
    void noTaskIsForgottenBeforeItsEnd() {
        List<Long> files = files(10_001);
        long target = drive.addFolder(0, "target").id();
        List<Long> tasks = new ArrayList<>();
        files.forEach(file -> tasks.add(drive.copyLater(List.of(file), target)));
        assertThat(tasks).allSatisfy(task -> assertThat(drive.copyStatus(task)).isZero());
        time.millis += 1000;
        assertThat(drive.list(DriveQuery.children(target, 0, Integer.MAX_VALUE, entry -> true)))
                .hasSize(10_001);
        assertThat(drive.copyStatus(tasks.get(10_000))).isEqualTo(2);
    }
}
