-- Cases, their history, announcements and evidence. In the SQL that SQLite and PostgreSQL share.
-- *_at, at: UTC, ISO 8601 with microseconds and Z, always 27 characters: sorts as text and reads without a tool.
-- *_us: microseconds; *_pts_us on the camera's own timeline.

CREATE TABLE cases (
    case_id            TEXT             NOT NULL PRIMARY KEY,
    stay_id            TEXT             NOT NULL UNIQUE,
    event_kind         TEXT             NOT NULL,
    site_id            TEXT             NOT NULL,
    camera_id          TEXT             NOT NULL,
    camera_name        TEXT             NOT NULL,
    zone_id            TEXT             NOT NULL,
    zone_name          TEXT             NOT NULL,
    zone_polygon       TEXT             NOT NULL, -- JSON [[x,y],…], 0..1 of the picture
    object_kind        TEXT             NOT NULL,
    box_x              DOUBLE PRECISION NOT NULL, -- 0..1 of the picture, top left corner and size
    box_y              DOUBLE PRECISION NOT NULL,
    box_w              DOUBLE PRECISION NOT NULL,
    box_h              DOUBLE PRECISION NOT NULL,
    started_at         TEXT             NOT NULL,
    started_pts_us     BIGINT           NOT NULL,
    confirmed_at       TEXT             NOT NULL,
    confirmed_pts_us   BIGINT           NOT NULL,
    dwell_us           BIGINT           NOT NULL,
    confidence         DOUBLE PRECISION NOT NULL,
    reasons            TEXT             NOT NULL, -- JSON ["…"]
    rule_settings      TEXT             NOT NULL, -- JSON {"dwell_limit_us":…}
    detector           TEXT             NOT NULL,
    software_version   TEXT             NOT NULL,
    filed_at           TEXT             NOT NULL,
    state              TEXT             NOT NULL,
    last_seen_at       TEXT,
    last_seen_pts_us   BIGINT,
    final_dwell_us     BIGINT,
    evidence_state     TEXT             NOT NULL,
    evidence_notes     TEXT             NOT NULL  -- JSON ["…"]
);

CREATE INDEX cases_by_filed_at ON cases (filed_at);
CREATE INDEX cases_by_evidence_state ON cases (evidence_state);

CREATE TABLE case_history (
    case_id TEXT    NOT NULL REFERENCES cases (case_id),
    seq     INTEGER NOT NULL,
    at      TEXT    NOT NULL,
    state   TEXT    NOT NULL,
    actor   TEXT    NOT NULL,
    reason  TEXT    NOT NULL,
    PRIMARY KEY (case_id, seq)
);

CREATE TABLE announcements (
    case_id         TEXT    NOT NULL REFERENCES cases (case_id),
    seq             INTEGER NOT NULL,
    text            TEXT    NOT NULL,
    clip_sha256     TEXT    NOT NULL,
    speaker         TEXT    NOT NULL,
    first_packet_at TEXT,
    last_packet_at  TEXT,
    packets         BIGINT  NOT NULL,
    outcome         TEXT    NOT NULL,
    detail          TEXT    NOT NULL,
    PRIMARY KEY (case_id, seq)
);

CREATE TABLE evidence (
    case_id      TEXT    NOT NULL REFERENCES cases (case_id),
    seq          INTEGER NOT NULL,
    role         TEXT    NOT NULL,
    file_name    TEXT    NOT NULL,
    sha256       TEXT    NOT NULL,
    size_bytes   BIGINT  NOT NULL,
    from_at      TEXT    NOT NULL,
    from_pts_us  BIGINT  NOT NULL,
    to_at        TEXT    NOT NULL,
    to_pts_us    BIGINT  NOT NULL,
    note         TEXT    NOT NULL,
    PRIMARY KEY (case_id, seq),
    UNIQUE (case_id, file_name)
);
