package io.github.camelpan123.consumer;

import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each exception in one line, and its stack trace at DEBUG, because the same failure may repeat at each poll. */
final class BriefExceptionHandler implements ExceptionHandler {

    private final Logger log;

    /** @param owner the class whose logger is used */
    BriefExceptionHandler(Class<?> owner) {
        this.log = LoggerFactory.getLogger(owner);
    }

    @Override
    public void handleException(Throwable exception) {
        handleException(null, null, exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        String line = CamelExchangeException.createExceptionMessage(
                        message == null ? "Something failed" : message, exchange, exception)
                .replace('\n', ' ')
                .replace('\r', ' ');
        if (exchange != null && exchange.getExchangeExtension().isErrorHandlerHandledSet()) {
            // the error handler of the route has already logged it
            log.debug("{}", line, exception);
            return;
        }
        log.warn("{}", line);
        log.debug("Stack trace", exception);
    }
}
