package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelpan123.account.auth.MemoryTokenStore;
import io.github.camelpan123.account.auth.TokenStore;
import io.github.camelpan123.api.Pan123WaitExceededException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.TypeConverterSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an application hands to the component may fail in any way, also with an {@link Error}: the exchange is answered,
 * and the next one works. The list of beans comes from the options, and that of their methods from their interfaces.
 */
class BeanFaultsTest {

    private static final String USER_INFO = "pan123:userInfo";
    private static final long ENDS_WITHIN_SECONDS = 30;

    /** Interfaces of options that somebody else calls: the consumers' own tests hold what becomes of files then. */
    private static final Set<String> ELSEWHERE = Set.of(
            "org.apache.camel.spi.IdempotentRepository",
            "org.apache.camel.spi.ExceptionHandler",
            "org.apache.camel.spi.PollingConsumerPollStrategy",
            "java.util.concurrent.ScheduledExecutorService",
            "java.util.Map");

    private SimulatedPlatform platform;

    enum Fault {
        RUNTIME_EXCEPTION {
            @Override
            Throwable failure(String message) {
                return new IllegalStateException(message);
            }
        },
        CHECKED_EXCEPTION {
            @Override
            Throwable failure(String message) {
                return new IOException(message);
            }
        },
        ERROR {
            @Override
            Throwable failure(String message) {
                return new NoClassDefFoundError(message);
            }
        },
        NO_MESSAGE {
            @Override
            Throwable failure(String message) {
                return new NullPointerException();
            }
        };

        abstract Throwable failure(String message);
    }

    @BeforeEach
    void start() throws Exception {
        platform = SimulatedPlatform.start().unhurried();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException thrown(Throwable failure) throws T {
        throw (T) failure;
    }

    private Exchange send(String uri, Object body) throws Exception {
        CompletableFuture<Exchange> done = platform.template.asyncSend(
                uri, exchange -> exchange.getMessage().setBody(body));
        return done.get(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
    }

    private void works(String uri, Object body) throws Exception {
        assertThat(send(uri, body).getException()).isNull();
    }

    /** The interfaces of options, with those that their methods give out. */
    private static Set<Class<?>> interfaces() {
        Set<Class<?>> found = new LinkedHashSet<>();
        Pan123EndpointConfigurer configurer = new Pan123EndpointConfigurer();
        Stream.concat(
                        Arrays.stream(Pan123Configuration.class.getMethods()),
                        Arrays.stream(Pan123Endpoint.class.getMethods()))
                .filter(method -> method.getName().startsWith("set") && method.getParameterCount() == 1)
                .map(method -> method.getName().substring(3))
                .map(name -> Character.toLowerCase(name.charAt(0)) + name.substring(1))
                .map(name -> configurer.getOptionType(name, false))
                .filter(type -> type != null && type.isInterface())
                .forEach(type -> add(type, found));
        return found;
    }

    private static void add(Class<?> type, Set<Class<?>> found) {
        if (found.add(type)) {
            Arrays.stream(type.getMethods())
                    .map(Method::getReturnType)
                    .filter(returned ->
                            returned.isInterface() && returned.getName().startsWith("io.github.camelpan123."))
                    .forEach(returned -> add(returned, found));
        }
    }

    @Test
    void everyInterfaceOfAnOptionHasARow() {
        Set<String> rows = new TreeSet<>(ELSEWHERE);
        rows.add(TokenStore.class.getName());
        rows.add(TokenStore.Claim.class.getName());
        assertThat(interfaces().stream().map(Class::getName).collect(Collectors.toSet()))
                .contains(TokenStore.class.getName(), TokenStore.Claim.class.getName())
                .isSubsetOf(rows);
    }

    static Stream<Arguments> tokenStoreCalls() {
        return Stream.of(TokenStore.class, TokenStore.Claim.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                // what JaCoCo adds to an interface with default methods is not part of it
                .filter(method -> !method.isSynthetic())
                // asked after a login that has failed, see LoginTokenSourceTest
                .filter(method -> !method.getName().equals("returnLogin"))
                .flatMap(method -> Arrays.stream(Fault.values()).map(fault -> Arguments.of(method.getName(), fault)));
    }

    /** Works as another object does, but for one method, while it is broken. */
    private static final class Breakable {
        private final AtomicBoolean broken = new AtomicBoolean(true);
        private final AtomicInteger struck = new AtomicInteger();
        private final String method;
        private final Callable<Object> fault;

        Breakable(String method, Callable<Object> fault) {
            this.method = method;
            this.fault = fault;
        }

        <T> T wrap(Class<T> type, Object real) {
            return type.cast(
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
                        if (called.getName().equals(method) && broken.get()) {
                            struck.incrementAndGet();
                            return fault.call();
                        }
                        if (called.getName().equals("equals")) {
                            return proxy == arguments[0];
                        }
                        if (called.isDefault()) {
                            // so that what it calls can be broken as well
                            return InvocationHandler.invokeDefault(proxy, called, arguments);
                        }
                        try {
                            Object answer = called.invoke(real, arguments);
                            return answer instanceof TokenStore.Claim claim
                                    ? wrap(TokenStore.Claim.class, claim)
                                    : answer;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }
    }

    private Breakable tokenStore(String method, Callable<Object> fault) {
        Breakable breakable = new Breakable(method, fault);
        platform.options().setTokenStore(breakable.wrap(TokenStore.class, new MemoryTokenStore()));
        return breakable;
    }

    @ParameterizedTest
    @MethodSource("tokenStoreCalls")
    void aTokenStoreThatThrowsLeavesNobodyWaiting(String method, Fault fault) throws Exception {
        Breakable store = tokenStore(method, () -> {
            throw thrown(fault.failure("no"));
        });
        for (int i = 0; i < 3; i++) {
            Exception failure = send(USER_INFO, null).getException();
            if (failure != null) {
                assertThat(failure).hasMessageContaining("tokenStore");
            }
        }
        assertThat(store.struck).hasPositiveValue();
        store.broken.set(false);
        works(USER_INFO, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"claim", "load"})
    void aTokenStoreThatGivesNullLeavesNobodyWaiting(String method) throws Exception {
        Breakable store = tokenStore(method, () -> null);
        Exception failure = send(USER_INFO, null).getException();
        assertThat(failure == null || failure.getMessage().contains("tokenStore"))
                .isTrue();
        store.broken.set(false);
        works(USER_INFO, null);
    }

    /** As a lock that somebody else holds. */
    @ParameterizedTest
    @ValueSource(strings = {"claim", "load", "save", "close"})
    void aTokenStoreThatHangsIsWaitedForNoLongerThanAllowed(String method) throws Exception {
        platform.options().setMaxWait(1000);
        CountDownLatch over = new CountDownLatch(1);
        try {
            Breakable store = tokenStore(method, () -> {
                over.await();
                throw new IOException("over");
            });
            List<CompletableFuture<Exchange>> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                all.add(platform.template.asyncSend(USER_INFO, exchange -> {}));
            }
            for (CompletableFuture<Exchange> one : all) {
                Exception failure =
                        one.get(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS).getException();
                if (failure != null) {
                    assertThat(failure).isInstanceOf(Pan123WaitExceededException.class);
                }
            }
            assertThat(store.struck).hasPositiveValue();
            store.broken.set(false);
        } finally {
            over.countDown();
        }
        await().untilAsserted(
                        () -> assertThat(send(USER_INFO, null).getException()).isNull());
    }

    /** A listener to events. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void aListenerThatFailsEndsItsExchangeAndNoOther(Fault fault) throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        platform.context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof Pan123ProgressEvent && broken.get()) {
                    throw BeanFaultsTest.<RuntimeException>thrown(fault.failure("no"));
                }
            }
        });
        for (String mode : List.of("single", "sliced")) {
            broken.set(true);
            send("pan123:upload?fileName=a" + mode + "&uploadMode=" + mode, UploadFixture.content(600_000));
            broken.set(false);
            works("pan123:upload?fileName=b" + mode + "&uploadMode=" + mode, UploadFixture.content(600_001));
        }
    }

    /** What a message holds that only a converter of the application can read. */
    private record Own(String text) {}

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aConverterThatFailsEndsItsExchangeAndNoOther(Fault fault) throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        for (Class<?> to : List.of(InputStream.class, String.class, byte[].class)) {
            platform.context.getTypeConverterRegistry().addTypeConverter(to, Own.class, new TypeConverterSupport() {
                @Override
                public <T> T convertTo(Class<T> type, Exchange exchange, Object value) throws TypeConversionException {
                    if (broken.get()) {
                        throw BeanFaultsTest.<RuntimeException>thrown(fault.failure("no"));
                    }
                    byte[] bytes = ((Own) value).text().getBytes(StandardCharsets.UTF_8);
                    return type.cast(
                            type == String.class
                                    ? ((Own) value).text()
                                    : type == byte[].class ? bytes : new ByteArrayInputStream(bytes));
                }
            });
        }
        for (Pan123Operation operation : Pan123Operation.values()) {
            send("pan123:" + operation, new Own("/x"));
        }
        assertThat(send("pan123:upload?fileName=a", new Own("/x")).getException())
                .isNotNull();
        broken.set(false);
        works("pan123:upload?fileName=a", new Own("/x"));
    }

    /** Whatever type a header should have. */
    private static final class Hostile implements CharSequence {
        private final Throwable failure;

        Hostile(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public int length() {
            throw BeanFaultsTest.<RuntimeException>thrown(failure);
        }

        @Override
        public char charAt(int index) {
            throw BeanFaultsTest.<RuntimeException>thrown(failure);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            throw BeanFaultsTest.<RuntimeException>thrown(failure);
        }

        @Override
        public String toString() {
            throw BeanFaultsTest.<RuntimeException>thrown(failure);
        }
    }

    private static List<String> headers() throws IllegalAccessException {
        List<String> names = new ArrayList<>(
                List.of(Exchange.FILE_NAME, Exchange.CONTENT_LENGTH, Exchange.FILE_LENGTH, Exchange.CHARSET_NAME));
        for (Field field : Pan123Constants.class.getFields()) {
            if (field.getType() == String.class) {
                names.add((String) field.get(null));
            }
        }
        return names;
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aHeaderThatCannotBeReadEndsItsExchange(Fault fault) throws Exception {
        long id = platform.simulator.drive().addFile("/a", new byte[] {1});
        for (String header : headers()) {
            List<Object> values = new ArrayList<>(List.of(new Hostile(fault.failure("no"))));
            if (fault == Fault.RUNTIME_EXCEPTION) {
                values.addAll(List.of(new Object(), List.of(new Object()), new byte[] {1}, 1.5));
            }
            for (Object value : values) {
                for (String uri :
                        List.of(USER_INFO, "pan123:upload?fileName=a", "pan123:getFile", "pan123:rename?newName=a")) {
                    CompletableFuture<Exchange> done = platform.template.asyncSend(uri, exchange -> {
                        exchange.getMessage().setBody(id);
                        exchange.getMessage().setHeader(header, value);
                    });
                    assertThat(done).as(uri + ", " + header).succeedsWithin(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
                }
            }
        }
        works("pan123:getFile?path=/a", null);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aStreamThatFailsEndsItsExchangeAndNoOther(Fault fault) throws Exception {
        for (int after : List.of(0, 1, 300_000)) {
            InputStream body = new InputStream() {
                private int read;

                @Override
                public int read() {
                    if (read++ >= after) {
                        throw BeanFaultsTest.<RuntimeException>thrown(fault.failure("no"));
                    }
                    return 1;
                }

                @Override
                public void close() {
                    throw BeanFaultsTest.<RuntimeException>thrown(fault.failure("no"));
                }
            };
            assertThat(send("pan123:upload?fileName=a", body).getException()).isNotNull();
        }
        works("pan123:upload?fileName=a", "x");
    }

    @Test
    void aSecondContextThatIsHurtHurtsNoOther() throws Exception {
        try (CamelContext second = SimulatedPlatform.context(platform.simulator)) {
            second.start();
            Breakable store = tokenStore("load", () -> {
                throw new StackOverflowError();
            });
            send(USER_INFO, null);
            assertThat(second.createProducerTemplate()
                            .send(USER_INFO, exchange -> {})
                            .getException())
                    .isNull();
            store.broken.set(false);
        }
    }
}
