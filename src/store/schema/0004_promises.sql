-- Schema 4: hashes that entries had before a person was erased, so that a fingerprint printed earlier is still known.

CREATE TABLE earlier_hashes (
    hash   TEXT PRIMARY KEY,
    seq    INTEGER NOT NULL,
    erased INTEGER NOT NULL
) STRICT;
