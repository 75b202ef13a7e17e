-- The chain of sealed manifests, and how far a camera's clock was off. Columns as described in V1.

ALTER TABLE evidence ADD COLUMN clock_ahead_us BIGINT;       -- NULL: the camera did not tell its time
ALTER TABLE evidence ADD COLUMN clock_uncertainty_us BIGINT;
ALTER TABLE evidence ADD COLUMN clock_samples INTEGER;

CREATE TABLE seals (
    sequence        BIGINT  NOT NULL PRIMARY KEY, -- 1, 2, 3 …: the highest is the head of the chain
    case_id         TEXT    REFERENCES cases (case_id), -- NULL: a change of the site's key
    version         INTEGER NOT NULL,
    entries         INTEGER NOT NULL,             -- rows on record for the case when it was sealed
    record_sha256   TEXT    NOT NULL,
    manifest_sha256 TEXT    NOT NULL UNIQUE,
    key_id          TEXT    NOT NULL,
    sealed_at       TEXT    NOT NULL,
    UNIQUE (case_id, version)
);

-- Files of a seal that may not lie in the data folder yet; a row goes once its file is durable there.
CREATE TABLE seal_files (
    sequence BIGINT  NOT NULL REFERENCES seals (sequence),
    seq      INTEGER NOT NULL,
    path     TEXT    NOT NULL, -- from the data folder, with /
    content  TEXT    NOT NULL, -- base64
    PRIMARY KEY (sequence, seq)
);
