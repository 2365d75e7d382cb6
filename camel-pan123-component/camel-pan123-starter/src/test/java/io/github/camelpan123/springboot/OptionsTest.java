package io.github.camelpan123.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.Pan123Component;
import io.github.camelpan123.Pan123Configuration;
import io.github.camelpan123.account.auth.MemoryTokenStore;
import io.github.camelpan123.account.auth.TokenStore;
import io.github.camelpan123.account.ratelimit.Tier;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Options reach the component however an application spells them. */
class OptionsTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(CamelAutoConfiguration.class, Pan123ComponentAutoConfiguration.class));

    /** The options of the component of an application with these properties. */
    private void options(ApplicationContextRunner runner, Consumer<Pan123Configuration> check) {
        runner.run(context -> check.accept(context.getBean(CamelContext.class)
                .getComponent("pan123", Pan123Component.class)
                .getConfiguration()));
    }

    private ApplicationContextRunner environment(Map<String, Object> variables) {
        return application.withInitializer(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables)));
    }

    @Test
    void propertiesInDashesAndInCamelCase() {
        options(
                application.withPropertyValues(
                        "camel.component.pan123.client-id=id",
                        "camel.component.pan123.clientSecret=secret",
                        "camel.component.pan123.tier=vip",
                        "camel.component.pan123.max-wait=2s",
                        "camel.component.pan123.create-directories=true",
                        "camel.component.pan123.connect-timeout=3000"),
                options -> {
                    assertThat(options.getClientId()).isEqualTo("id");
                    assertThat(options.getClientSecret()).isEqualTo("secret");
                    assertThat(options.getTier()).isEqualTo(Tier.vip);
                    assertThat(options.getMaxWait()).isEqualTo(2000);
                    assertThat(options.isCreateDirectories()).isTrue();
                    assertThat(options.getConnectTimeout()).isEqualTo(3000);
                });
    }

    @Test
    void theEnvironmentWithAndWithoutUnderscoresWinsOverProperties() {
        options(
                environment(Map.of(
                                "CAMEL_COMPONENT_PAN123_CLIENT_ID", "id",
                                "CAMEL_COMPONENT_PAN123_CLIENTSECRET", "secret",
                                "CAMEL_COMPONENT_PAN123_MAX_WAIT", "2000",
                                "CAMEL_COMPONENT_PAN123_RATE_LIMITS_FILE_MOVE", "2",
                                "CAMEL_COMPONENT_PAN123_RATELIMITS_FILEDELETE", "0.5"))
                        .withPropertyValues(
                                "camel.component.pan123.client-id=other",
                                "camel.component.pan123.rate-limits.fileMove=9",
                                "camel.component.pan123.rate-limits.mkdir=1"),
                options -> {
                    assertThat(options.getClientId()).isEqualTo("id");
                    assertThat(options.getClientSecret()).isEqualTo("secret");
                    assertThat(options.getMaxWait()).isEqualTo(2000);
                    assertThat(options.getRateLimits())
                            .containsOnly(
                                    Map.entry("filemove", "2"),
                                    Map.entry("filedelete", "0.5"),
                                    Map.entry("mkdir", "1"));
                });
    }

    @Test
    void limitsByShortNameInAnySpellingAndByPath() {
        options(
                application.withPropertyValues(
                        "camel.component.pan123.rate-limits.fileMove=2",
                        "camel.component.pan123.rateLimits.file-delete=0.5",
                        "camel.component.pan123.rate-limits[/api/v1/user/info]=4",
                        "camel.component.pan123.rate-limits.mkdir={{mkdir.limit}}",
                        "mkdir.limit=3"),
                options -> assertThat(options.getRateLimits())
                        .containsOnly(
                                Map.entry("filemove", "2"),
                                Map.entry("filedelete", "0.5"),
                                Map.entry("/api/v1/user/info", "4"),
                                Map.entry("mkdir", "3")));
    }

    @Test
    void springsAndCamelsPlaceholdersAndBeans() {
        options(
                application
                        .withBean("store", TokenStore.class, MemoryTokenStore::new)
                        .withPropertyValues(
                                "camel.component.pan123.client-id=${my.id}",
                                "camel.component.pan123.client-secret={{my.secret}}",
                                "camel.component.pan123.token-store=#bean:store",
                                "my.id=id",
                                "my.secret=secret"),
                options -> {
                    assertThat(options.getClientId()).isEqualTo("id");
                    assertThat(options.getClientSecret()).isEqualTo("secret");
                    assertThat(options.getTokenStore()).isNotNull();
                });
    }

    @Test
    void aConfigurationBeanComesBeforeSingleOptions() {
        Pan123Configuration whole = new Pan123Configuration();
        whole.setClientId("whole");
        whole.setPageSize(7);
        options(
                application
                        .withBean("whole", Pan123Configuration.class, () -> whole)
                        .withPropertyValues(
                                "camel.component.pan123.client-id=single",
                                "camel.component.pan123.configuration=#bean:whole"),
                options -> {
                    assertThat(options.getClientId()).isEqualTo("single");
                    assertThat(options.getPageSize()).isEqualTo(7);
                });
    }

    @Test
    void anUnknownOptionIsAnErrorThatNamesItAndNoValue() {
        application
                .withPropertyValues(
                        "camel.component.pan123.client-sekret=hidden", "camel.component.pan123.client-id=id")
                .run(context -> {
                    ThrowingCallable use =
                            () -> context.getBean(CamelContext.class).getComponent("pan123");
                    Assertions.assertThatThrownBy(use)
                            .hasStackTraceContaining("no such option: camel.component.pan123.client-sekret")
                            .satisfies(error -> assertThat(error)
                                    .extracting(Throwable::toString)
                                    .asString()
                                    .doesNotContain("hidden"));
                });
    }

    @Test
    void switchedOffItLeavesTheComponentAlone() {
        for (String off : new String[] {
            "camel.component.pan123.enabled=false",
            "camel.component.pan123.customizer.enabled=false",
            "camel.component.customizer.enabled=false"
        }) {
            options(
                    application.withPropertyValues("camel.component.pan123.client-id=id", off),
                    options -> assertThat(options.getClientId()).as(off).isNull());
        }
    }
}
