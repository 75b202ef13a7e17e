-- A case's life beyond filing: what happened to it, what people found, and what others are told. Columns as in V1.

ALTER TABLE case_history ADD COLUMN kind TEXT NOT NULL DEFAULT 'state';

-- What a person found on looking at a case.
CREATE TABLE verdicts (
    case_id       TEXT    NOT NULL REFERENCES cases (case_id),
    seq           INTEGER NOT NULL,
    at            TEXT    NOT NULL,
    actor         TEXT    NOT NULL,
    reject_reason TEXT, -- NULL: confirmed
    comment       TEXT    NOT NULL,
    PRIMARY KEY (case_id, seq)
);

-- Everything that happened to cases, in order, with the case as it was then: what is delivered is read from here.
CREATE TABLE case_events (
    number    BIGINT NOT NULL PRIMARY KEY, -- 1, 2, 3 … without a gap
    event_key TEXT   NOT NULL UNIQUE,
    case_id   TEXT   NOT NULL REFERENCES cases (case_id),
    kind      TEXT   NOT NULL,
    at        TEXT   NOT NULL,
    payload   TEXT   NOT NULL -- JSON
);

CREATE INDEX case_events_by_case ON case_events (case_id);
