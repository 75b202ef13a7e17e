-- The facts that came with V10 do not change either.

CREATE TRIGGER cases_onset_and_device_no_update BEFORE UPDATE OF onset, camera_address, public_notice ON cases
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_new_facts();
