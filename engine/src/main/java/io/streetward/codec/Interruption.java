package io.streetward.codec;

/** Asked from inside native waits whether to give up; must be quick and must not throw. */
@FunctionalInterface
public interface Interruption {
    boolean requested();
}
