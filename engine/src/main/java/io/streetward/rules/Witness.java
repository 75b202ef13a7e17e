package io.streetward.rules;

/**
 * One reason to believe an event, and how much it counts.
 *
 * @param name short and stable, for records: {@code vendor_stays}, {@code umbrella}, {@code static_region}
 * @param strength how sure this witness is, 0..1
 * @param weight how much it counts in the rule's score
 * @param says a sentence an operator understands
 */
public record Witness(String name, double strength, double weight, String says) {}
