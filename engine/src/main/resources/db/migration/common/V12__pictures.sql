-- What a still is as a picture. Columns as described in V1; NULL where the row is no still, or older than these columns.

ALTER TABLE evidence ADD COLUMN width_px INTEGER;
ALTER TABLE evidence ADD COLUMN height_px INTEGER;
ALTER TABLE evidence ADD COLUMN view_state TEXT; -- clear, learning, moved, blinded or unknown
ALTER TABLE evidence ADD COLUMN view_why TEXT;   -- a sentence; empty while the view is clear
