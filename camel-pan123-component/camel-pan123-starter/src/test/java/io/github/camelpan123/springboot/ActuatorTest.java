package io.github.camelpan123.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelpan123.Pan123Component;
import io.github.camelpan123.simulator.Pan123Simulator;
import io.github.camelpan123.simulator.Pan123SimulatorExtension;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an application's actuator says about the account, and what it does not. */
class ActuatorTest {

    private static final String PROXY_PASSWORD = "not-to-be-seen";

    @RegisterExtension
    static Pan123SimulatorExtension platform = Pan123SimulatorExtension.create();

    /** An application of one route. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        RouteBuilder routes() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:who").to("pan123:userInfo");
                }
            };
        }
    }

    private static ConfigurableApplicationContext start(Pan123Simulator simulator, String secret) {
        return SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--camel.component.pan123.base-url=" + simulator.baseUrl(),
                "--camel.component.pan123.client-id=" + simulator.clientId(),
                "--camel.component.pan123.client-secret=" + secret,
                // "auto" asks for the tier in the background
                "--camel.component.pan123.tier=free",
                "--camel.component.pan123.proxy-password=" + PROXY_PASSWORD,
                "--PAN123_CLIENT_SECRET=" + secret,
                "--camel.health.producers-enabled=true",
                "--camel.health.exposure-level=full",
                "--management.endpoints.web.exposure.include=*",
                "--management.endpoint.env.show-values=always",
                "--management.endpoint.configprops.show-values=always",
                "--management.endpoint.health.show-details=always");
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext application, String path) throws Exception {
        String port = application.getEnvironment().getProperty("local.server.port");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/" + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void showsNoSecretEvenWhereAllValuesAreShown(Pan123Simulator simulator) throws Exception {
        try (ConfigurableApplicationContext application = start(simulator, simulator.clientSecret())) {
            String env = get(application, "env").body();
            assertThat(env)
                    .contains("\"camel.component.pan123.base-url\":{\"value\":\"" + simulator.baseUrl())
                    .contains("\"camel.component.pan123.client-secret\":{\"value\":\"******\"")
                    .contains("\"PAN123_CLIENT_SECRET\":{\"value\":\"******\"");
            for (String path : new String[] {"env", "configprops", "health", "beans", "camel"}) {
                assertThat(get(application, path).body())
                        .as(path)
                        .doesNotContain(simulator.clientId(), simulator.clientSecret(), PROXY_PASSWORD);
            }
        }
    }

    @Test
    void theDetailsOfTheAccountAreShownAndItsMBeansAreThere() throws Exception {
        try (Pan123Simulator simulator = Pan123Simulator.builder().start();
                ConfigurableApplicationContext application = start(simulator, simulator.clientSecret())) {
            CamelContext camel = application.getBean(CamelContext.class);
            camel.createProducerTemplate().requestBody("direct:who", (Object) null);
            long calls = simulator.figures().totalCalls();
            assertThat(get(application, "health").body())
                    .contains("\"tokenAgeSeconds\"", "\"spaceFree\"", "\"waiting\"", "\"tier\"");
            assertThat(simulator.figures().totalCalls()).isEqualTo(calls);
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName account = server.queryNames(
                            new ObjectName("org.apache.camel:context=" + camel.getManagementName()
                                    + ",type=pan123,name=\"account\",*"),
                            null)
                    .iterator()
                    .next();
            assertThat(server.getAttribute(account, "Sent")).isEqualTo(calls);
        }
    }

    @Test
    void anAccountThatTwoComponentsUseIsShownOnceUntilBothEnd() throws Exception {
        try (Pan123Simulator simulator = Pan123Simulator.builder().start();
                ConfigurableApplicationContext application = start(simulator, simulator.clientSecret())) {
            CamelContext camel = application.getBean(CamelContext.class);
            Pan123Component archive = new Pan123Component();
            archive.setConfiguration(camel.getComponent("pan123", Pan123Component.class)
                    .getConfiguration()
                    .copy());
            camel.addComponent("archive", archive);
            camel.createProducerTemplate().requestBody("direct:who", (Object) null);
            camel.createProducerTemplate().requestBody("archive:userInfo", (Object) null);
            assertThat(get(application, "health").body()).containsOnlyOnce("\"check.id\":\"producer:pan123-");
            archive.stop();
            assertThat(get(application, "health").body()).containsOnlyOnce("\"check.id\":\"producer:pan123-");
            camel.getComponent("pan123", Pan123Component.class).stop();
            assertThat(get(application, "health").body()).doesNotContain("\"check.id\":\"producer:pan123-");
        }
    }

    @Test
    void healthIsUpWithATokenAndDownWithoutOne(Pan123Simulator simulator) throws Exception {
        try (ConfigurableApplicationContext application = start(simulator, simulator.clientSecret())) {
            HttpResponse<String> health = get(application, "health");
            assertThat(health.body()).contains("\"producer:pan123-", "\"status\":\"UP\"");
            assertThat(health.statusCode()).isEqualTo(200);
        }
        try (ConfigurableApplicationContext application = start(simulator, "a-wrong-one")) {
            HttpResponse<String> health = get(application, "health");
            assertThat(health.body())
                    .contains("\"producer:pan123-", "\"status\":\"DOWN\"")
                    .doesNotContain("a-wrong-one");
            assertThat(health.statusCode()).isEqualTo(503);
        }
    }
}
