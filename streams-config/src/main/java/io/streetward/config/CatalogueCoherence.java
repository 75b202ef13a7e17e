package io.streetward.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether the catalogue's section of a configuration goes together with what the catalogue files hold. */
final class CatalogueCoherence {
    private final YamlTree tree;
    private final CatalogueConfig config;
    private final List<ConfigProblem> problems = new ArrayList<>();

    CatalogueCoherence(YamlTree tree, CatalogueConfig config) {
        this.tree = tree;
        this.config = config;
    }

    List<ConfigProblem> problems() {
        Set<String> events =
                config.data().events().stream().map(CatalogueData.Event::id).collect(Collectors.toSet());
        Set<String> groups =
                config.data().events().stream().map(CatalogueData.Event::group).collect(Collectors.toSet());
        Set<String> standards = config.data().standards().stream()
                .map(CatalogueData.Standard::id)
                .collect(Collectors.toSet());
        checkKnown("standard", config.standard(), standards, "/catalogue/standard");
        for (int i = 0; i < config.data().standards().size(); i++) {
            String replaced = config.data().standards().get(i).replaces();
            if (replaced != null && !standards.contains(replaced)) {
                add(
                        "/catalogue/files",
                        "standard \"" + config.data().standards().get(i).id() + "\" replaces \"" + replaced
                                + "\", which no catalogue file declares." + NearMiss.hint(replaced, standards));
            }
        }
        for (String event : config.limits().keySet()) {
            if (!events.contains(event)) {
                problems.add(tree.problemAtKey(
                        "/catalogue/limits", event, "no event \"" + event + "\"." + NearMiss.hint(event, events)));
            }
        }
        for (int i = 0; i < config.departments().size(); i++) {
            CatalogueConfig.DepartmentRow row = config.departments().get(i);
            String at = "/catalogue/departments/" + i;
            checkKnown("event", row.event(), events, at + "/event");
            checkKnown("group", row.group(), groups, at + "/group");
            if (row.event() != null && row.group() != null) {
                add(at, "both an event and a group; keep one of them");
            }
        }
        checkSessions();
        checkEscalation();
        if (problems.isEmpty()) {
            problems.addAll(new DepartmentConflicts(tree, config).problems());
        }
        return problems;
    }

    private void checkKnown(String what, @Nullable String word, Set<String> known, String at) {
        if (word != null && !known.contains(word)) {
            String hint = NearMiss.hint(word, known);
            String all = " Known: " + known.stream().sorted().collect(Collectors.joining(", ")) + ".";
            add(at, "no " + what + " \"" + word + "\"." + (hint.isEmpty() ? all : hint));
        }
    }

    private void checkSessions() {
        String before = "";
        for (int i = 0; i < config.workSessions().size(); i++) {
            String[] ends = config.workSessions().get(i).split("-", 2);
            // Times of two digits each compare as text.
            if (ends[0].compareTo(ends[1]) >= 0) {
                add("/catalogue/workSessions/" + i, "ends before it begins; a session lies within one day");
            } else if (ends[0].compareTo(before) < 0) {
                add("/catalogue/workSessions/" + i, "begins before the one above it ends; list them in order");
            }
            before = ends[1];
        }
    }

    private void checkEscalation() {
        int before = 0;
        for (int i = 0; i < config.escalation().steps().size(); i++) {
            int at = config.escalation().steps().get(i).at();
            if (at <= before) {
                add(
                        "/catalogue/escalation/steps/" + i + "/at",
                        "not above the step before it, " + before + "; list them in rising order");
            }
            before = at;
        }
    }

    private void add(String pointer, String problem) {
        problems.add(tree.problem(pointer, problem));
    }
}
