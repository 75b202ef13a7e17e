-- Text sorts by code point, as in SQLite, whatever collation the database was made with: times and case ids are compared
-- as text. After each migration, for a column can no longer be altered once a trigger names it.

DO $$
DECLARE
    it RECORD;
BEGIN
    FOR it IN
        SELECT c.relname, a.attname
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0
            AND a.atttypid = 'text'::regtype AND a.attcollation <> '"C"'::regcollation AND NOT a.attisdropped
    LOOP
        EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE text COLLATE "C"', it.relname, it.attname);
    END LOOP;
END
$$;
