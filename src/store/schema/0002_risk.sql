-- Schema 2: versions of the method with their conversion, inherited asset values, catalogue scenarios, acceptance
-- that remembers what was accepted, snapshots with their methods, estimates in numbers, provisions of obligations.

ALTER TABLE methods ADD COLUMN impact_areas TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(impact_areas));
ALTER TABLE methods ADD COLUMN previous TEXT REFERENCES methods (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE methods ADD COLUMN change TEXT NOT NULL DEFAULT '';

ALTER TABLE assets ADD COLUMN override_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE assets ADD COLUMN grouping TEXT NOT NULL DEFAULT '';

ALTER TABLE risks ADD COLUMN catalogue_threat TEXT NOT NULL DEFAULT '';
ALTER TABLE risks ADD COLUMN catalogue_vulnerability TEXT NOT NULL DEFAULT '';
ALTER TABLE risks ADD COLUMN assessed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE risks ADD COLUMN earlier TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(earlier));
ALTER TABLE risks ADD COLUMN accepted_as TEXT CHECK (json_valid(accepted_as));
ALTER TABLE risks ADD COLUMN accepted_in_bulk INTEGER NOT NULL DEFAULT 0 CHECK (accepted_in_bulk IN (0, 1));
ALTER TABLE risks ADD COLUMN estimate TEXT CHECK (json_valid(estimate));

ALTER TABLE risk_snapshots ADD COLUMN occasion TEXT NOT NULL DEFAULT '';
ALTER TABLE risk_snapshots ADD COLUMN next_assessment TEXT;
ALTER TABLE risk_snapshots ADD COLUMN methods TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(methods));

ALTER TABLE obligations ADD COLUMN provisions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(provisions));

ALTER TABLE evidence ADD COLUMN file_name TEXT NOT NULL DEFAULT '';
