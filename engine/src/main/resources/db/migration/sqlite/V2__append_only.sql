-- What is written once stays: no program that opens this file can rewrite these rows without dropping the triggers.
-- In SQLite's own dialect; PostgreSQL needs a function for the same.

CREATE TRIGGER case_history_no_update BEFORE UPDATE ON case_history
BEGIN
    SELECT RAISE(ABORT, 'case_history is append-only');
END;

CREATE TRIGGER case_history_no_delete BEFORE DELETE ON case_history
BEGIN
    SELECT RAISE(ABORT, 'case_history is append-only');
END;

CREATE TRIGGER announcements_no_update BEFORE UPDATE ON announcements
BEGIN
    SELECT RAISE(ABORT, 'announcements is append-only');
END;

CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence
BEGIN
    SELECT RAISE(ABORT, 'evidence is append-only');
END;

CREATE TRIGGER cases_facts_no_update BEFORE UPDATE OF
    case_id, stay_id, event_kind, site_id, camera_id, camera_name, zone_id, zone_name, zone_polygon, object_kind,
    box_x, box_y, box_w, box_h, started_at, started_pts_us, confirmed_at, confirmed_pts_us, dwell_us, confidence,
    reasons, rule_settings, detector, software_version, filed_at ON cases
BEGIN
    SELECT RAISE(ABORT, 'the facts of a case do not change');
END;
