-- What ties cases to one another and to what was seen.

ALTER TABLE cases ADD COLUMN zone_place TEXT;                           -- the ground a zone shares with other cameras'
ALTER TABLE cases ADD COLUMN previous_case TEXT;                        -- the case of the offence this one repeats
ALTER TABLE cases ADD COLUMN witnesses TEXT NOT NULL DEFAULT '[]';      -- JSON [{"name","strength","weight","says"}]
ALTER TABLE cases ADD COLUMN passages TEXT NOT NULL DEFAULT '[]';       -- JSON [{"track_id","kind","box","at",…}]

CREATE INDEX cases_by_last_seen_at ON cases (last_seen_at);
CREATE INDEX cases_by_state ON cases (state);

-- One row: when the engine was last known to run and to watch what is open.
CREATE TABLE engine_alive (
    id INTEGER NOT NULL PRIMARY KEY,
    at TEXT    NOT NULL
);
