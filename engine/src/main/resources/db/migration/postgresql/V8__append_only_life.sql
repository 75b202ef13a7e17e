-- What a person found stays, and so does what others were told.

CREATE TRIGGER verdicts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON verdicts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_append_only();

CREATE TRIGGER case_events_no_update BEFORE UPDATE ON case_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_append_only();
