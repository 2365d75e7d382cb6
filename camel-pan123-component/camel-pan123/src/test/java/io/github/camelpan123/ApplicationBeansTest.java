package io.github.camelpan123;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.github.camelpan123.account.ratelimit.Tier;
import io.github.camelpan123.simulator.Pan123Simulator;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.FilterParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What beans of the application do to the component: nothing to what goes over the wire, and equal ones are equal. */
class ApplicationBeansTest {

    /** Mappers that applications have for their own JSON. */
    private enum Mapper {
        LONG_AS_TEXT(new ObjectMapper()
                .registerModule(new SimpleModule()
                        .addSerializer(Long.class, ToStringSerializer.instance)
                        .addSerializer(Long.TYPE, ToStringSerializer.instance)
                        .addSerializer(Integer.class, ToStringSerializer.instance))),
        SNAKE_CASE(new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)),
        NOT_NULL(new ObjectMapper()
                .setSerializationInclusion(JsonInclude.Include.NON_DEFAULT)
                .enable(SerializationFeature.WRAP_ROOT_VALUE)),
        STRICT(new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.UNWRAP_ROOT_VALUE));

        private final ObjectMapper bean;

        Mapper(ObjectMapper bean) {
            this.bean = bean;
        }
    }

    @ParameterizedTest
    @EnumSource(Mapper.class)
    void aMapperOfTheApplicationDoesNotChangeTheWire(Mapper mapper) throws Exception {
        try (Pan123Simulator simulator = Pan123Simulator.builder().limits(false).start();
                CamelContext context = SimulatedPlatform.context(simulator)) {
            context.getRegistry().bind("objectMapper", mapper.bean);
            context.start();
            var template = context.createProducerTemplate();
            template.requestBody("pan123:upload?parentPath=/a&createDirectories=true&fileName=b.txt", "text");
            template.requestBody("pan123:move?path=/a/b.txt&targetParentPath=/c&createDirectories=true", (Object) null);
            assertThat(simulator.drive().find("/c/b.txt")).isPresent();
            template.requestBody("pan123:trash?path=/c/b.txt", (Object) null);
            assertThat(simulator.drive().find("/c/b.txt")).isEmpty();
        }
    }

    private static SSLContextParameters tls(String resource, String cipher) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource(resource);
        store.setPassword("p");
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        FilterParameters ciphers = new FilterParameters();
        ciphers.getInclude().add(cipher);
        SSLContextParameters tls = new SSLContextParameters();
        tls.setTrustManagers(trust);
        tls.setCipherSuitesFilter(ciphers);
        return tls;
    }

    private static boolean shared(Supplier<SSLContextParameters> one, Supplier<SSLContextParameters> other) {
        return AccountOptions.read(options(one.get()), null).equals(AccountOptions.read(options(other.get()), null));
    }

    private static Pan123Configuration options(SSLContextParameters tls) {
        Pan123Configuration options = new Pan123Configuration();
        options.setClientId("i");
        options.setClientSecret("s");
        options.setTier(Tier.free);
        options.setSslContextParameters(tls);
        return options;
    }

    @Test
    void tlsSettingsThatSayTheSameAreEqual() {
        assertThat(shared(() -> tls("a.p12", ".*"), () -> tls("a.p12", ".*"))).isTrue();
        assertThat(shared(SSLContextParameters::new, SSLContextParameters::new)).isTrue();
        assertThat(shared(() -> tls("a.p12", ".*"), () -> tls("b.p12", ".*"))).isFalse();
        assertThat(shared(() -> tls("a.p12", ".*"), () -> tls("a.p12", "TLS.*")))
                .isFalse();
        assertThat(shared(() -> tls("a.p12", ".*"), SSLContextParameters::new)).isFalse();
        assertThat(shared(() -> tls("a.p12", ".*"), () -> null)).isFalse();
    }

    @Test
    void twoContextsWithEqualTlsSettingsShareAnAccount() throws Exception {
        try (Pan123Simulator simulator = Pan123Simulator.builder().limits(false).start();
                CamelContext first = context(simulator);
                CamelContext second = context(simulator)) {
            first.start();
            second.start();
            first.createProducerTemplate().requestBody("pan123:userInfo", (Object) null);
            second.createProducerTemplate().requestBody("pan123:userInfo", (Object) null);
            assertThat(simulator.figures().calls("/api/v1/access_token")).isEqualTo(1);
        }
    }

    private static CamelContext context(Pan123Simulator simulator) {
        CamelContext context = SimulatedPlatform.context(simulator);
        context.getComponent("pan123", Pan123Component.class)
                .getConfiguration()
                .setSslContextParameters(new SSLContextParameters());
        return context;
    }
}
