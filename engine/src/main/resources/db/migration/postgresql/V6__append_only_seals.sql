-- A seal once made stays: the chain's numbers and hashes cannot be rewritten without dropping the triggers.

CREATE TRIGGER seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON seals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_append_only();
