-- A seal once made stays: the chain's numbers and hashes cannot be rewritten without dropping the triggers.

CREATE TRIGGER seals_no_update BEFORE UPDATE ON seals
BEGIN
    SELECT RAISE(ABORT, 'seals is append-only');
END;

CREATE TRIGGER seals_no_delete BEFORE DELETE ON seals
BEGIN
    SELECT RAISE(ABORT, 'seals is append-only');
END;
