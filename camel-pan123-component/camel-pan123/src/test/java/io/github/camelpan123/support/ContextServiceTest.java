package io.github.camelpan123.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.junit.jupiter.api.Test;

/** What the components of a context share does not suffer from the lifecycle strategies of the application. */
class ContextServiceTest {

    private static final class Shared extends ContextService {
        static Shared enter(CamelContext context) {
            return enter(context, Shared.class, Shared::new);
        }
    }

    @Test
    void aStrategyThatFailsDoesNotKeepAUserFromLeaving() {
        CamelContext context = new DefaultCamelContext();
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onServiceRemove(CamelContext itsContext, Service service, Route route) {
                throw new IllegalStateException("of the application");
            }
        });
        Shared shared = Shared.enter(context);
        Shared.enter(context);
        assertThat(shared.leave(context)).isFalse();
        assertThatCode(() -> assertThat(shared.leave(context)).isTrue()).doesNotThrowAnyException();
        assertThat(Shared.enter(context).leave(context)).isTrue();
    }

    @Test
    void aStrategyOfOneContextMayWaitForAnother() throws Exception {
        CamelContext other = new DefaultCamelContext();
        CamelContext context = new DefaultCamelContext();
        CompletableFuture<Shared> entered = new CompletableFuture<>();
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onServiceAdd(CamelContext itsContext, Service service, Route route) {
                CompletableFuture.supplyAsync(() -> Shared.enter(other)).thenAccept(entered::complete);
                entered.orTimeout(1, TimeUnit.MINUTES).join();
            }
        });
        assertThat(Shared.enter(context)).isNotSameAs(entered.get(1, TimeUnit.MINUTES));
    }
}
