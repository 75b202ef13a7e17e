-- Who is told of case events, and how far each has been told. Columns as in V1.

-- Everything up to a sink's position is settled for it, except what stands in deliveries.
CREATE TABLE sinks (
    sink_id           TEXT   NOT NULL PRIMARY KEY,
    position          BIGINT NOT NULL, -- a case event's number; 0: none
    delivered         BIGINT NOT NULL, -- how many, since it is on record; those told twice count twice
    last_delivered_at TEXT
);

-- The exceptions: what is to be told although the position has passed it, and what has been given up.
CREATE TABLE deliveries (
    sink_id  TEXT    NOT NULL REFERENCES sinks (sink_id),
    number   BIGINT  NOT NULL REFERENCES case_events (number), -- keeps the event until it is delivered
    case_id  TEXT    NOT NULL,
    state    TEXT    NOT NULL, -- waiting or dead
    attempts INTEGER NOT NULL, -- refusals so far
    due_at   TEXT    NOT NULL, -- not before; of a dead one: when it was given up
    reason   TEXT    NOT NULL, -- what the sink said last; empty when it was not asked
    PRIMARY KEY (sink_id, number)
);

CREATE INDEX deliveries_by_case ON deliveries (sink_id, case_id, state, number);
CREATE INDEX deliveries_by_state ON deliveries (sink_id, state, number);
