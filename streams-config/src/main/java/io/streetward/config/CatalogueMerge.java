package io.streetward.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds catalogue files up, each to those before it, and finds what does not go together. */
final class CatalogueMerge {
    private final Map<String, CatalogueData.Event> events = new LinkedHashMap<>();
    private final Map<String, CatalogueData.Standard> standards = new LinkedHashMap<>();
    private final Map<String, ConfigProblem> places = new HashMap<>();
    private final List<ConfigProblem> problems;

    CatalogueMerge(List<ConfigProblem> problems) {
        this.problems = problems;
    }

    void add(YamlTree tree, CatalogueFiles.CatalogueFile file) {
        for (int i = 0; i < file.events().size(); i++) {
            CatalogueData.Event event = file.events().get(i);
            if (isNew(tree, "/events/" + i + "/id", "event \"" + event.id() + "\"")) {
                events.put(event.id(), event);
            }
        }
        for (int i = 0; i < file.standards().size(); i++) {
            add(tree, "/standards/" + i, file.standards().get(i));
        }
    }

    CatalogueData result() {
        return new CatalogueData(List.copyOf(events.values()), List.copyOf(standards.values()));
    }

    private void add(YamlTree tree, String at, CatalogueData.Standard part) {
        CatalogueData.Standard before = standards.get(part.id());
        if (before == null) {
            checkNew(tree, at, part);
        } else if (part.zh() != null
                || part.en() != null
                || part.from() != null
                || part.until() != null
                || part.replaces() != null
                || !part.digits().isEmpty()) {
            problems.add(tree.problem(
                    at,
                    "standard \"" + part.id() + "\" is declared before; only codes and without can be added to it"));
        }
        CatalogueData.Standard declared = before == null ? part : before;
        List<CatalogueData.Code> codes = new ArrayList<>(before == null ? List.of() : before.codes());
        for (int i = 0; i < part.codes().size(); i++) {
            CatalogueData.Code code = part.codes().get(i);
            checkCode(tree, at + "/codes/" + i, declared, code);
            codes.add(code);
        }
        List<CatalogueData.Without> without = new ArrayList<>(before == null ? List.of() : before.without());
        for (int i = 0; i < part.without().size(); i++) {
            checkEvent(
                    tree, at + "/without/" + i + "/event", part.without().get(i).event());
            without.add(part.without().get(i));
        }
        standards.put(
                part.id(),
                new CatalogueData.Standard(
                        declared.id(),
                        declared.zh(),
                        declared.en(),
                        declared.from(),
                        declared.until(),
                        declared.replaces(),
                        declared.digits(),
                        codes,
                        without));
    }

    private void checkNew(YamlTree tree, String at, CatalogueData.Standard part) {
        if (part.zh() == null || part.en() == null) {
            problems.add(tree.problem(
                    at + "/id",
                    "standard \"" + part.id() + "\" is new, so it needs both names, zh and en."
                            + NearMiss.hint(part.id(), standards.keySet())));
        }
        if (part.from() != null && part.until() != null && part.until().isBefore(part.from())) {
            problems.add(tree.problem(at + "/until", "before from; expected the last day it is in force"));
        }
    }

    private void checkCode(YamlTree tree, String at, CatalogueData.Standard standard, CatalogueData.Code code) {
        isNew(tree, at + "/code", "code \"" + code.code() + "\" (" + code.kind() + ") of " + standard.id());
        int length = standard.digits().stream().mapToInt(Integer::intValue).sum();
        boolean fits = code.code().length() == length && code.code().chars().allMatch(c -> c >= '0' && c <= '9');
        if (length > 0 && "event".equals(code.kind()) && !fits) {
            problems.add(tree.problem(
                    at + "/code",
                    "\"" + code.code() + "\" is no event code of " + standard.id() + "; expected " + length
                            + " digits"));
        }
        for (int i = 0; i < code.events().size(); i++) {
            checkEvent(tree, at + "/events/" + i, code.events().get(i));
        }
    }

    private void checkEvent(YamlTree tree, String at, String event) {
        if (!events.containsKey(event)) {
            problems.add(tree.problem(at, "no event \"" + event + "\"." + NearMiss.hint(event, events.keySet())));
        }
    }

    private boolean isNew(YamlTree tree, String at, String what) {
        ConfigProblem here = tree.problem(at, "");
        ConfigProblem before = places.putIfAbsent(what, here);
        if (before != null) {
            problems.add(tree.problem(
                    at, "a second " + what + "; the first stands in " + before.file() + ", line " + before.line()));
        }
        return before == null;
    }
}
