-- The facts that came with V3 do not change either.

CREATE TRIGGER cases_correlation_no_update BEFORE UPDATE OF zone_place, previous_case, witnesses, passages ON cases
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_new_facts();
