-- Which pair of blue and green this is of the prompt's: callers are drawn anew for each of them, and the same ones on every replica.
ALTER TABLE prompt_deployment ADD COLUMN run integer NOT NULL DEFAULT 1;
-- What blue was before it changed last, until that was rolled back to.
ALTER TABLE prompt_deployment ADD COLUMN previous text;
ALTER TABLE prompt_deployment ADD FOREIGN KEY (prompt, previous) REFERENCES prompt_version (prompt, version);

-- The weights before the last change, as a JSON object, until they were rolled back to; an empty one for those of the file.
ALTER TABLE weight_override ADD COLUMN previous text;

-- Why, in the words of who did it.
ALTER TABLE audit ADD COLUMN reason text;
