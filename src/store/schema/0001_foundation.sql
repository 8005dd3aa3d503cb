-- Schema 1. One table for each register, one link table for each relation (`<register>__<field>`).
-- Columns are named like the fields of the records. Lists and approvals that belong to one record alone are JSON.
-- Yes and no are 1 and 0; NULL is undecided. Dates are ISO 8601. Ids are UUIDv7.

CREATE TABLE history (
    seq      INTEGER PRIMARY KEY,
    at       TEXT NOT NULL,
    by       TEXT NOT NULL,
    label    TEXT NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('edit', 'undo', 'redo')),
    target   INTEGER REFERENCES history (seq),
    changes  TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash     TEXT NOT NULL UNIQUE
) STRICT;

-- The highest number ever given in a register's references, so that none is given twice.
CREATE TABLE highest_references (
    register TEXT PRIMARY KEY,
    number   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Contents of evidence, addressed by their SHA-256 and written once.
CREATE TABLE contents (
    sha256 TEXT PRIMARY KEY,
    data   BLOB NOT NULL
) STRICT;

CREATE TABLE profiles (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    legal_name TEXT NOT NULL,
    sector TEXT NOT NULL,
    headcount INTEGER,
    currency TEXT NOT NULL,
    document_language TEXT NOT NULL,
    logo TEXT NOT NULL,
    remote_work INTEGER CHECK (remote_work IN (0, 1)),
    own_development INTEGER CHECK (own_development IN (0, 1)),
    cloud_customer INTEGER CHECK (cloud_customer IN (0, 1)),
    cloud_provider INTEGER CHECK (cloud_provider IN (0, 1)),
    personal_data_controller INTEGER CHECK (personal_data_controller IN (0, 1)),
    personal_data_processor INTEGER CHECK (personal_data_processor IN (0, 1)),
    health_data INTEGER CHECK (health_data IN (0, 1)),
    sec_listed INTEGER CHECK (sec_listed IN (0, 1)),
    card_data INTEGER CHECK (card_data IN (0, 1)),
    industrial_systems INTEGER CHECK (industrial_systems IN (0, 1)),
    outsourced_it INTEGER CHECK (outsourced_it IN (0, 1))
) STRICT;

CREATE TABLE people (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    job_title TEXT NOT NULL,
    roles TEXT NOT NULL CHECK (json_valid(roles)),
    deputy TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    team TEXT REFERENCES teams (id) DEFERRABLE INITIALLY DEFERRED,
    email TEXT NOT NULL,
    joined TEXT,
    left TEXT
) STRICT;

CREATE UNIQUE INDEX people_reference ON people (reference);

CREATE TABLE sites (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    address TEXT NOT NULL,
    purpose TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX sites_reference ON sites (reference);

CREATE TABLE processes (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    description TEXT NOT NULL,
    owner TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE UNIQUE INDEX processes_reference ON processes (reference);

CREATE TABLE teams (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    lead TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE UNIQUE INDEX teams_reference ON teams (reference);

CREATE TABLE business_reasons (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    family TEXT,
    evidence TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX business_reasons_reference ON business_reasons (reference);

CREATE TABLE cost_lines (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    kind TEXT,
    year INTEGER,
    days INTEGER,
    day_rate INTEGER,
    amount INTEGER
) STRICT;

CREATE UNIQUE INDEX cost_lines_reference ON cost_lines (reference);

CREATE TABLE commitments (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    signatory TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    statement TEXT NOT NULL,
    resources TEXT NOT NULL,
    approval TEXT CHECK (json_valid(approval)),
    business_case_approval TEXT CHECK (json_valid(business_case_approval))
) STRICT;

CREATE TABLE objectives (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    measure TEXT NOT NULL,
    target TEXT NOT NULL,
    evaluation TEXT NOT NULL,
    resources TEXT NOT NULL,
    owner TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    due TEXT,
    readings TEXT NOT NULL CHECK (json_valid(readings))
) STRICT;

CREATE UNIQUE INDEX objectives_reference ON objectives (reference);

CREATE TABLE plan_steps (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    step TEXT,
    target TEXT,
    owner TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE issues (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    side TEXT,
    area TEXT,
    relevant INTEGER CHECK (relevant IN (0, 1)),
    effect TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX issues_reference ON issues (reference);

CREATE TABLE parties (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    requirements TEXT NOT NULL,
    addressed INTEGER CHECK (addressed IN (0, 1)),
    how TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX parties_reference ON parties (reference);

CREATE TABLE obligations (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    kind TEXT,
    provision TEXT NOT NULL,
    requirement TEXT NOT NULL,
    owner TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    next_review TEXT
) STRICT;

CREATE UNIQUE INDEX obligations_reference ON obligations (reference);

CREATE TABLE scope_items (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    inside INTEGER CHECK (inside IN (0, 1)),
    subject TEXT,
    reason TEXT NOT NULL,
    site TEXT REFERENCES sites (id) DEFERRABLE INITIALLY DEFERRED,
    process TEXT REFERENCES processes (id) DEFERRABLE INITIALLY DEFERRED,
    team TEXT REFERENCES teams (id) DEFERRABLE INITIALLY DEFERRED,
    asset TEXT REFERENCES assets (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE UNIQUE INDEX scope_items_reference ON scope_items (reference);

CREATE TABLE interfaces (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    counterpart TEXT NOT NULL,
    ours TEXT NOT NULL,
    theirs TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX interfaces_reference ON interfaces (reference);

CREATE TABLE scope_statements (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    statement TEXT NOT NULL,
    version TEXT NOT NULL,
    approval TEXT CHECK (json_valid(approval))
) STRICT;

CREATE TABLE methods (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    version TEXT NOT NULL,
    likelihood TEXT NOT NULL CHECK (json_valid(likelihood)),
    impact TEXT NOT NULL CHECK (json_valid(impact)),
    asset_value TEXT NOT NULL CHECK (json_valid(asset_value)),
    combination TEXT,
    matrix TEXT NOT NULL CHECK (json_valid(matrix)),
    bands TEXT NOT NULL CHECK (json_valid(bands)),
    acceptable_up_to INTEGER,
    reassess_when TEXT NOT NULL,
    reassess_months INTEGER,
    approval TEXT CHECK (json_valid(approval))
) STRICT;

CREATE UNIQUE INDEX methods_reference ON methods (reference);

CREATE TABLE assets (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    kind TEXT,
    owner TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    location TEXT NOT NULL,
    site TEXT REFERENCES sites (id) DEFERRABLE INITIALLY DEFERRED,
    supplier TEXT REFERENCES suppliers (id) DEFERRABLE INITIALLY DEFERRED,
    classification TEXT,
    confidentiality INTEGER,
    integrity INTEGER,
    availability INTEGER,
    personal_data INTEGER CHECK (personal_data IN (0, 1)),
    in_scope INTEGER CHECK (in_scope IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX assets_reference ON assets (reference);

CREATE TABLE risks (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    threat TEXT NOT NULL,
    vulnerability TEXT NOT NULL,
    consequence TEXT NOT NULL,
    affects TEXT NOT NULL CHECK (json_valid(affects)),
    owner TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    before TEXT NOT NULL CHECK (json_valid(before)),
    current TEXT NOT NULL CHECK (json_valid(current)),
    target TEXT NOT NULL CHECK (json_valid(target)),
    method TEXT REFERENCES methods (id) DEFERRABLE INITIALLY DEFERRED,
    assessed_on TEXT,
    option TEXT,
    plan TEXT NOT NULL,
    acceptance TEXT CHECK (json_valid(acceptance)),
    next_review TEXT
) STRICT;

CREATE UNIQUE INDEX risks_reference ON risks (reference);

CREATE TABLE actions (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    control TEXT REFERENCES controls (id) DEFERRABLE INITIALLY DEFERRED,
    owner TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    due TEXT,
    cost INTEGER,
    status TEXT,
    done_on TEXT
) STRICT;

CREATE UNIQUE INDEX actions_reference ON actions (reference);

CREATE TABLE risk_snapshots (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    "on" TEXT,
    risks TEXT NOT NULL CHECK (json_valid(risks))
) STRICT;

CREATE UNIQUE INDEX risk_snapshots_reference ON risk_snapshots (reference);

CREATE TABLE controls (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    theme TEXT,
    applicable INTEGER CHECK (applicable IN (0, 1)),
    reason_business TEXT NOT NULL,
    exclusion TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_on TEXT,
    decided_in_bulk INTEGER NOT NULL CHECK (decided_in_bulk IN (0, 1)),
    owner TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    status TEXT,
    how TEXT NOT NULL,
    due TEXT
) STRICT;

CREATE UNIQUE INDEX controls_reference ON controls (reference);

CREATE TABLE soa_versions (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    version TEXT NOT NULL,
    change TEXT NOT NULL,
    "on" TEXT,
    author TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    approval TEXT CHECK (json_valid(approval)),
    controls TEXT NOT NULL CHECK (json_valid(controls))
) STRICT;

CREATE UNIQUE INDEX soa_versions_reference ON soa_versions (reference);

CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    kind TEXT,
    template TEXT NOT NULL,
    sections TEXT NOT NULL CHECK (json_valid(sections)),
    classification TEXT,
    owner TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    author TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    approver TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    version TEXT NOT NULL,
    status TEXT,
    approval TEXT CHECK (json_valid(approval)),
    effective TEXT,
    next_review TEXT,
    clauses TEXT NOT NULL CHECK (json_valid(clauses))
) STRICT;

CREATE UNIQUE INDEX documents_reference ON documents (reference);

CREATE TABLE document_versions (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    document TEXT REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
    version TEXT NOT NULL,
    change TEXT NOT NULL,
    "on" TEXT,
    author TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    approval TEXT CHECK (json_valid(approval)),
    sections TEXT NOT NULL CHECK (json_valid(sections)),
    content TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX document_versions_reference ON document_versions (reference);

CREATE TABLE acknowledgements (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    person TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    document TEXT REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
    version TEXT NOT NULL,
    "on" TEXT
) STRICT;

CREATE UNIQUE INDEX acknowledgements_reference ON acknowledgements (reference);

CREATE TABLE evidence (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    content TEXT NOT NULL,
    size INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    link TEXT NOT NULL,
    effective TEXT,
    recorded TEXT,
    valid_until TEXT,
    clauses TEXT NOT NULL CHECK (json_valid(clauses))
) STRICT;

CREATE UNIQUE INDEX evidence_reference ON evidence (reference);

CREATE TABLE suppliers (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    service TEXT NOT NULL,
    criticality TEXT,
    personal_data INTEGER CHECK (personal_data IN (0, 1)),
    contract TEXT NOT NULL,
    security_clauses TEXT NOT NULL,
    certificates TEXT NOT NULL CHECK (json_valid(certificates)),
    owner TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    reviewed TEXT,
    next_review TEXT
) STRICT;

CREATE UNIQUE INDEX suppliers_reference ON suppliers (reference);

CREATE TABLE incidents (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    noticed TEXT,
    reported TEXT,
    kind TEXT NOT NULL,
    affects TEXT NOT NULL CHECK (json_valid(affects)),
    severity TEXT,
    personal_data_breach INTEGER CHECK (personal_data_breach IN (0, 1)),
    authority_told TEXT,
    timeline TEXT NOT NULL CHECK (json_valid(timeline)),
    lesson TEXT NOT NULL,
    owner TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    closed TEXT
) STRICT;

CREATE UNIQUE INDEX incidents_reference ON incidents (reference);

CREATE TABLE courses (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    for_everyone INTEGER CHECK (for_everyone IN (0, 1)),
    for_roles TEXT NOT NULL CHECK (json_valid(for_roles)),
    valid_months INTEGER,
    content TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX courses_reference ON courses (reference);

CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    course TEXT REFERENCES courses (id) DEFERRABLE INITIALLY DEFERRED,
    "on" TEXT,
    trainer TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX sessions_reference ON sessions (reference);

CREATE TABLE attendances (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    person TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    session TEXT REFERENCES sessions (id) DEFERRABLE INITIALLY DEFERRED,
    "on" TEXT,
    result TEXT NOT NULL,
    evidence TEXT REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE UNIQUE INDEX attendances_reference ON attendances (reference);

CREATE TABLE communications (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    occasion TEXT NOT NULL,
    audience TEXT NOT NULL,
    sender TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    channel TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX communications_reference ON communications (reference);

CREATE TABLE metrics (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    method TEXT NOT NULL,
    owner TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    every_months INTEGER,
    target TEXT NOT NULL,
    readings TEXT NOT NULL CHECK (json_valid(readings))
) STRICT;

CREATE UNIQUE INDEX metrics_reference ON metrics (reference);

CREATE TABLE audit_programmes (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    "from" TEXT,
    until TEXT,
    approval TEXT CHECK (json_valid(approval))
) STRICT;

CREATE UNIQUE INDEX audit_programmes_reference ON audit_programmes (reference);

CREATE TABLE audits (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    programme TEXT REFERENCES audit_programmes (id) DEFERRABLE INITIALLY DEFERRED,
    criteria TEXT NOT NULL,
    scope TEXT NOT NULL,
    clauses TEXT NOT NULL CHECK (json_valid(clauses)),
    auditor TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    external_auditor TEXT NOT NULL,
    independence TEXT NOT NULL,
    planned TEXT,
    held TEXT,
    checklist TEXT NOT NULL CHECK (json_valid(checklist)),
    conclusion TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX audits_reference ON audits (reference);

CREATE TABLE nonconformities (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    source TEXT,
    audit TEXT REFERENCES audits (id) DEFERRABLE INITIALLY DEFERRED,
    incident TEXT REFERENCES incidents (id) DEFERRABLE INITIALLY DEFERRED,
    review TEXT REFERENCES management_reviews (id) DEFERRABLE INITIALLY DEFERRED,
    external_audit TEXT REFERENCES external_audits (id) DEFERRABLE INITIALLY DEFERRED,
    major INTEGER CHECK (major IN (0, 1)),
    correction TEXT NOT NULL,
    root_cause TEXT NOT NULL,
    corrective_action TEXT NOT NULL,
    owner TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    due TEXT,
    effective INTEGER CHECK (effective IN (0, 1)),
    checked_by TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    checked_on TEXT,
    closed TEXT
) STRICT;

CREATE UNIQUE INDEX nonconformities_reference ON nonconformities (reference);

CREATE TABLE management_reviews (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    planned TEXT,
    held TEXT,
    inputs TEXT NOT NULL CHECK (json_valid(inputs)),
    decisions TEXT NOT NULL,
    approval TEXT CHECK (json_valid(approval))
) STRICT;

CREATE UNIQUE INDEX management_reviews_reference ON management_reviews (reference);

CREATE TABLE bodies (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    accreditation TEXT NOT NULL,
    chosen INTEGER CHECK (chosen IN (0, 1)),
    contact TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX bodies_reference ON bodies (reference);

CREATE TABLE quotes (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    body TEXT REFERENCES bodies (id) DEFERRABLE INITIALLY DEFERRED,
    half_days INTEGER,
    price INTEGER,
    valid_until TEXT
) STRICT;

CREATE UNIQUE INDEX quotes_reference ON quotes (reference);

CREATE TABLE external_audits (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    kind TEXT,
    body TEXT REFERENCES bodies (id) DEFERRABLE INITIALLY DEFERRED,
    starts TEXT,
    ends TEXT,
    auditors TEXT NOT NULL,
    result TEXT NOT NULL,
    findings_closed INTEGER CHECK (findings_closed IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX external_audits_reference ON external_audits (reference);

CREATE TABLE certificates (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    number TEXT NOT NULL,
    scope TEXT NOT NULL,
    body TEXT REFERENCES bodies (id) DEFERRABLE INITIALLY DEFERRED,
    issued TEXT,
    valid_until TEXT
) STRICT;

CREATE UNIQUE INDEX certificates_reference ON certificates (reference);

CREATE TABLE change_triggers (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    "on" TEXT,
    review TEXT NOT NULL,
    owner TEXT REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    due TEXT,
    done_on TEXT
) STRICT;

CREATE UNIQUE INDEX change_triggers_reference ON change_triggers (reference);

CREATE TABLE cycles (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    "from" TEXT,
    until TEXT
) STRICT;

CREATE UNIQUE INDEX cycles_reference ON cycles (reference);

CREATE TABLE obligations__controls (
    record TEXT NOT NULL REFERENCES obligations (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target TEXT NOT NULL REFERENCES controls (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX obligations__controls_target ON obligations__controls (target);

CREATE TABLE assets__depends_on (
    record TEXT NOT NULL REFERENCES assets (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target TEXT NOT NULL REFERENCES assets (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX assets__depends_on_target ON assets__depends_on (target);

CREATE TABLE risks__assets (
    record TEXT NOT NULL REFERENCES risks (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target TEXT NOT NULL REFERENCES assets (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX risks__assets_target ON risks__assets (target);

CREATE TABLE risks__controls_relied (
    record TEXT NOT NULL REFERENCES risks (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target TEXT NOT NULL REFERENCES controls (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX risks__controls_relied_target ON risks__controls_relied (target);

CREATE TABLE risks__controls_planned (
    record TEXT NOT NULL REFERENCES risks (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target TEXT NOT NULL REFERENCES controls (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX risks__controls_planned_target ON risks__controls_planned (target);

CREATE TABLE actions__risks (
    record TEXT NOT NULL REFERENCES actions (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target TEXT NOT NULL REFERENCES risks (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX actions__risks_target ON actions__risks (target);

CREATE TABLE controls__reason_risks (
    record TEXT NOT NULL REFERENCES controls (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target TEXT NOT NULL REFERENCES risks (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX controls__reason_risks_target ON controls__reason_risks (target);

CREATE TABLE controls__reason_obligations (
    record TEXT NOT NULL REFERENCES controls (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target TEXT NOT NULL REFERENCES obligations (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX controls__reason_obligations_target ON controls__reason_obligations (target);

CREATE TABLE documents__controls (
    record TEXT NOT NULL REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target TEXT NOT NULL REFERENCES controls (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX documents__controls_target ON documents__controls (target);

CREATE TABLE documents__readers (
    record TEXT NOT NULL REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target TEXT NOT NULL REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX documents__readers_target ON documents__readers (target);

CREATE TABLE evidence__controls (
    record TEXT NOT NULL REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target TEXT NOT NULL REFERENCES controls (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence__controls_target ON evidence__controls (target);

CREATE TABLE evidence__sessions (
    record TEXT NOT NULL REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target TEXT NOT NULL REFERENCES sessions (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence__sessions_target ON evidence__sessions (target);

CREATE TABLE evidence__nonconformities (
    record TEXT NOT NULL REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target TEXT NOT NULL REFERENCES nonconformities (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence__nonconformities_target ON evidence__nonconformities (target);

CREATE TABLE incidents__risks (
    record TEXT NOT NULL REFERENCES incidents (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target TEXT NOT NULL REFERENCES risks (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX incidents__risks_target ON incidents__risks (target);

CREATE TABLE incidents__controls (
    record TEXT NOT NULL REFERENCES incidents (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target TEXT NOT NULL REFERENCES controls (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX incidents__controls_target ON incidents__controls (target);

CREATE TABLE audits__controls (
    record TEXT NOT NULL REFERENCES audits (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target TEXT NOT NULL REFERENCES controls (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX audits__controls_target ON audits__controls (target);

CREATE TABLE management_reviews__attendees (
    record TEXT NOT NULL REFERENCES management_reviews (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target TEXT NOT NULL REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX management_reviews__attendees_target ON management_reviews__attendees (target);

CREATE TABLE management_reviews__actions (
    record TEXT NOT NULL REFERENCES management_reviews (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    target TEXT NOT NULL REFERENCES actions (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX management_reviews__actions_target ON management_reviews__actions (target);
