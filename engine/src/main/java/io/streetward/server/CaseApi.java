package io.streetward.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.streetward.cases.CaseBook;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseDossier;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.CaseState;
import io.streetward.cases.TransitionRefusedException;
import io.streetward.cases.Verdict;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cases over HTTP: read, moved on and judged by operators and by the city's own systems.
 *
 * <pre>
 * GET  /api/cases?state=filed&amp;limit=100     the newest, or the oldest in a state
 * GET  /api/cases/ID                        everything on record, as in case.json
 * POST /api/cases/ID/state                  {"to": "dispatched", "reason": "…"}
 * POST /api/cases/ID/verdict                {"verdict": "confirmed"}, or
 *                                           {"verdict": "rejected", "reason": "permitted", "comment": "…"}
 * </pre>
 *
 * <p>Every request carries {@code Authorization: Bearer TOKEN}. Errors are {@code {"error": "…"}}: 400 a request that cannot
 * be understood, 401 no such token, 404 no such case, 409 a step that the case may not take, 503 the book cannot be used.
 */
public final class CaseApi {
    private static final Logger LOG = LoggerFactory.getLogger(CaseApi.class);
    private static final int MOST_LISTED = 1_000;

    private final CaseBook book;
    private final Function<CaseDossier, byte[]> record;
    private final Operators operators;
    private final Consumer<CaseId> onChanged;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Where a case is to go. */
    record Step(@Nullable String to, @Nullable String reason) {}

    /** What an operator found. */
    record Judgement(
            @Nullable String verdict,
            @Nullable String reason,
            @Nullable String comment) {}

    /** One line of a list of cases. */
    record Line(String id, String event, String state, String camera, String zone, String reportedAt) {
        static Line of(CaseFile file) {
            return new Line(
                    file.id().value(),
                    file.kind().id(),
                    file.state().key(),
                    file.camera().value(),
                    file.zone().id(),
                    file.filedAt().toString());
        }
    }

    /** A request that cannot be answered as it was put. */
    private static final class RequestException extends Exception {
        private static final long serialVersionUID = 1;
        private final HttpStatus status;

        RequestException(HttpStatus status, String message) {
            super(message);
            this.status = status;
        }

        RequestException(String message) {
            this(HttpStatus.BAD_REQUEST, message);
        }
    }

    /** What is done for an operator. */
    private interface Work {
        void by(String operator, Context context) throws RequestException, CaseBookException;
    }

    /**
     * The API over a book.
     *
     * @param record how a case is written down
     * @param onChanged told of each case that was changed; must not block
     */
    public CaseApi(
            CaseBook book,
            Function<CaseDossier, byte[]> record,
            Operators operators,
            Consumer<CaseId> onChanged,
            Clock clock) {
        this.book = book;
        this.record = record;
        this.operators = operators;
        this.onChanged = onChanged;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/cases", guarded(this::list));
        routes.get("/api/cases/{id}", guarded(this::show));
        routes.post("/api/cases/{id}/state", guarded(this::advance));
        routes.post("/api/cases/{id}/verdict", guarded(this::judge));
    }

    private Handler guarded(Work work) {
        return context -> {
            if (operators.isEmpty()) {
                refuse(context, HttpStatus.NOT_FOUND, "no operators are configured; add server.operators");
                return;
            }
            String operator = operators.nameOf(context.header("Authorization")).orElse(null);
            if (operator == null) {
                context.header("WWW-Authenticate", "Bearer");
                refuse(context, HttpStatus.UNAUTHORIZED, "expected Authorization: Bearer and an operator's token");
                return;
            }
            try {
                work.by(operator, context);
            } catch (RequestException e) {
                refuse(context, e.status, String.valueOf(e.getMessage()));
            } catch (TransitionRefusedException e) {
                refuse(context, HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
            } catch (CaseBookException e) {
                LOG.error("a request of {} failed: {}", operator, e.getMessage());
                refuse(context, HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
            }
        };
    }

    private void list(String operator, Context context) throws RequestException, CaseBookException {
        int limit = limitOf(context.queryParam("limit"));
        String state = context.queryParam("state");
        List<CaseFile> files =
                state == null ? book.latest(limit) : book.inState(wordOf(CaseState.class, "state", state), limit);
        context.json(Map.of("cases", files.stream().map(Line::of).toList()));
    }

    private void show(String operator, Context context) throws CaseBookException, RequestException {
        context.contentType("application/json; charset=utf-8").result(record.apply(dossier(context)));
    }

    private void advance(String operator, Context context) throws RequestException, CaseBookException {
        Step step = body(context, Step.class, "{\"to\": \"dispatched\", \"reason\": \"…\"}");
        CaseState to = wordOf(CaseState.class, "to", step.to());
        String reason = step.reason();
        if (reason == null || reason.isBlank()) {
            throw new RequestException("reason is missing: say why, it stands in the case's history");
        }
        CaseId id = dossier(context).file().id();
        done(context, book.advance(id, to, operator, reason), operator);
    }

    private void judge(String operator, Context context) throws RequestException, CaseBookException {
        Judgement given = body(context, Judgement.class, "{\"verdict\": \"confirmed\"}");
        boolean confirmed = "confirmed".equals(given.verdict());
        if (!confirmed && !"rejected".equals(given.verdict())) {
            throw new RequestException("verdict is " + given.verdict() + "; expected confirmed or rejected");
        }
        Verdict.RejectReason reason = confirmed ? null : wordOf(Verdict.RejectReason.class, "reason", given.reason());
        String comment = given.comment();
        Verdict verdict = new Verdict(clock.instant(), operator, reason, comment == null ? "" : comment);
        CaseId id = dossier(context).file().id();
        done(context, book.judge(id, verdict), operator);
    }

    private void done(Context context, CaseFile file, String operator) {
        LOG.info("case {}: now {}, by {}", file.id(), file.state().key(), operator);
        onChanged.accept(file.id());
        context.json(Line.of(file));
    }

    private CaseDossier dossier(Context context) throws RequestException, CaseBookException {
        String id = context.pathParam("id");
        CaseDossier found = null;
        try {
            found = book.find(new CaseId(id)).orElse(null);
        } catch (IllegalArgumentException e) {
            throw new RequestException(id + " is no case's id: " + e.getMessage());
        }
        if (found == null) {
            throw new RequestException(HttpStatus.NOT_FOUND, "there is no case " + id);
        }
        return found;
    }

    private <T> T body(Context context, Class<T> type, String example) throws RequestException {
        try {
            T read = json.readValue(context.body(), type);
            if (read != null) {
                return read;
            }
        } catch (UnrecognizedPropertyException e) {
            throw new RequestException("unknown key " + e.getPropertyName() + "; expected " + example);
        } catch (JsonProcessingException e) {
            throw new RequestException(
                    "the body is no such JSON (" + e.getOriginalMessage() + "); expected " + example);
        }
        throw new RequestException("the body is empty; expected " + example);
    }

    private static int limitOf(@Nullable String given) throws RequestException {
        if (given == null) {
            return 100;
        }
        try {
            int limit = Integer.parseInt(given);
            if (limit >= 1 && limit <= MOST_LISTED) {
                return limit;
            }
        } catch (NumberFormatException e) {
            LOG.debug("limit {}", given, e);
        }
        throw new RequestException("limit is " + given + "; expected a number from 1 to " + MOST_LISTED);
    }

    private static <E extends Enum<E>> E wordOf(Class<E> type, String key, @Nullable String given)
            throws RequestException {
        for (E word : type.getEnumConstants()) {
            if (word.name().toLowerCase(Locale.ROOT).equals(given)) {
                return word;
            }
        }
        throw new RequestException(key + " is " + given + "; expected one of "
                + Arrays.stream(type.getEnumConstants())
                        .map(word -> word.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
    }

    private static void refuse(Context context, HttpStatus status, String why) {
        context.status(status).json(Map.of("error", why));
    }
}
