package io.streetward.announce;

import io.streetward.cases.CaseId;
import java.util.UUID;

/**
 * One thing to be said once, through one loudspeaker, about one case.
 *
 * @param id of this announcement; a repeat has its own
 * @param text the words, as a case record shows them
 * @param clip the sound of those words
 * @param urgency who goes first
 */
public record Announcement(UUID id, CaseId caseId, SpeakerId speakerId, String text, Clip clip, Urgency urgency) {}
