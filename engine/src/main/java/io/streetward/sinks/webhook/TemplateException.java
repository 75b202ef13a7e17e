package io.streetward.sinks.webhook;

/** A template that cannot be used; the message says what is wrong in it. */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1L;

    public TemplateException(String message) {
        super(message);
    }
}
