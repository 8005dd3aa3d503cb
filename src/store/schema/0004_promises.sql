-- Schema 4: hashes that entries had before a person was erased, so that a fingerprint printed earlier is still known.

CREATE TABLE earlier_hashes (
    hash   TEXT PRIMARY KEY,
    seq    INTEGER NOT NULL,
    erased INTEGER NOT NULL
) STRICT;

-- Links of the registers that grow with the company or with time. Before a record goes, SQLite looks for whoever links
-- to it: without these it would read all of them.
CREATE INDEX assets_owner ON assets (owner);
CREATE INDEX assets_site ON assets (site);
CREATE INDEX assets_supplier ON assets (supplier);
CREATE INDEX risks_method ON risks (method);
CREATE INDEX risks_owner ON risks (owner);
CREATE INDEX actions_control ON actions (control);
CREATE INDEX actions_owner ON actions (owner);
CREATE INDEX acknowledgements_document ON acknowledgements (document);
CREATE INDEX acknowledgements_person ON acknowledgements (person);
CREATE INDEX attendances_evidence ON attendances (evidence);
CREATE INDEX attendances_person ON attendances (person);
CREATE INDEX attendances_session ON attendances (session);
CREATE INDEX document_versions_author ON document_versions (author);
CREATE INDEX document_versions_document ON document_versions (document);
