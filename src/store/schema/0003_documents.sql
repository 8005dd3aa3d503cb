-- Schema 3: facts that documents use, and document control as acts: files from elsewhere, review cycle, what a draft
-- changes, what a reviewer asked for, retirement, and the frozen frame of each approved version.

CREATE TABLE facts (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    confirmed_by TEXT NOT NULL,
    confirmed_on TEXT
) STRICT;

CREATE UNIQUE INDEX facts_reference ON facts (reference);

ALTER TABLE documents ADD COLUMN evidence TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(evidence));
ALTER TABLE documents ADD COLUMN review_months INTEGER;
ALTER TABLE documents ADD COLUMN change TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN requested TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN retired_on TEXT;
ALTER TABLE documents ADD COLUMN retired_why TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN external INTEGER NOT NULL DEFAULT 0 CHECK (external IN (0, 1));
ALTER TABLE documents ADD COLUMN link TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN content TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN size INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN file_name TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN media_type TEXT NOT NULL DEFAULT '';

ALTER TABLE document_versions ADD COLUMN file_name TEXT NOT NULL DEFAULT '';
ALTER TABLE document_versions ADD COLUMN frame TEXT CHECK (json_valid(frame));

ALTER TABLE assets ADD COLUMN back_within INTEGER;
ALTER TABLE assets ADD COLUMN lose_at_most INTEGER;
ALTER TABLE assets ADD COLUMN copies TEXT NOT NULL DEFAULT '';
