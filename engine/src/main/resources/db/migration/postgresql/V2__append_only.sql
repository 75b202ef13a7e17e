-- What is written once stays, as in SQLite's V2: no program that connects as the engine does can rewrite these rows
-- without dropping the triggers. Statement triggers: they see TRUNCATE too, and an UPDATE that would find no row.

CREATE FUNCTION refuse_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END
$$;

CREATE FUNCTION refuse_new_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the facts of a case do not change';
END
$$;

CREATE TRIGGER case_history_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_history
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_append_only();

CREATE TRIGGER announcements_no_update BEFORE UPDATE ON announcements
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_append_only();

CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_append_only();

CREATE TRIGGER cases_facts_no_update BEFORE UPDATE OF
    case_id, stay_id, event_kind, site_id, camera_id, camera_name, zone_id, zone_name, zone_polygon, object_kind,
    box_x, box_y, box_w, box_h, started_at, started_pts_us, confirmed_at, confirmed_pts_us, dwell_us, confidence,
    reasons, rule_settings, detector, software_version, filed_at ON cases
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_new_facts();
