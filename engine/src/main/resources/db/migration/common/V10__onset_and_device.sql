-- What a spill's set of stills is cut by, and what names the device to the public.

ALTER TABLE cases ADD COLUMN onset TEXT;                                -- JSON {"first_seen":{"at",…},"last_clean":{…}}; NULL: not dated
ALTER TABLE cases ADD COLUMN camera_address TEXT NOT NULL DEFAULT '';   -- where the device stands
ALTER TABLE cases ADD COLUMN public_notice TEXT;                        -- number of the notice that announces it; NULL: not configured
