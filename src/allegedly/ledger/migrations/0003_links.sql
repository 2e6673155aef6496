-- GeoNames ids of the other places of a name that came into question, a JSON array; readings made before have none.
ALTER TABLE places ADD COLUMN candidates TEXT NOT NULL DEFAULT '[]';

-- What joins documents. Only what is current is linked: a document that is superseded is not, and one that is read anew
-- is linked anew. All links of a document hang on its row in `linked` and go when it goes. `a` and `b` are documents in
-- the order of their ids.

-- Versions of the steps that made the links of this ledger; all links are of one version.
CREATE TABLE link_steps (
    step TEXT PRIMARY KEY,
    version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- `day` is that of publication, as a number (0001-01-01 is 1); blobs are in the form of the step that made them.
CREATE TABLE linked (
    number INTEGER PRIMARY KEY REFERENCES documents (number),
    document TEXT NOT NULL UNIQUE REFERENCES readings (document) ON DELETE CASCADE,
    day INTEGER,
    sketch BLOB NOT NULL,
    story BLOB NOT NULL,
    claims BLOB NOT NULL,
    figures BLOB NOT NULL
) STRICT;

-- Documents whose story has to be worked out anew, since one that they were joined to is gone; those with `again` have
-- to be looked up again, too.
CREATE TABLE loose (
    document TEXT PRIMARY KEY REFERENCES linked (document) ON DELETE CASCADE,
    again INTEGER NOT NULL CHECK (again IN (0, 1))
) STRICT, WITHOUT ROWID;

-- `place` is a hash of the document's id: of very many that share a key, the first few meet all, the others only them.
CREATE TABLE sketch_keys (
    key INTEGER NOT NULL,
    place INTEGER NOT NULL,
    number INTEGER NOT NULL REFERENCES linked (number) ON DELETE CASCADE,
    PRIMARY KEY (key, place, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX sketch_keys_by_number ON sketch_keys (number);
CREATE TABLE story_keys (
    key INTEGER NOT NULL,
    place INTEGER NOT NULL,
    number INTEGER NOT NULL REFERENCES linked (number) ON DELETE CASCADE,
    PRIMARY KEY (key, place, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_keys_by_number ON story_keys (number);

-- Agencies that a document credits, in the order of its text.
CREATE TABLE credits (
    document TEXT NOT NULL REFERENCES linked (document) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    agency TEXT NOT NULL,
    PRIMARY KEY (document, n)
) STRICT, WITHOUT ROWID;

-- `first` is the one of the two that had it first; `share` the part of the shorter that is in the other.
CREATE TABLE copies (
    a TEXT NOT NULL REFERENCES linked (document) ON DELETE CASCADE,
    b TEXT NOT NULL REFERENCES linked (document) ON DELETE CASCADE,
    share REAL NOT NULL CHECK (0 <= share AND share <= 1),
    first TEXT NOT NULL,
    PRIMARY KEY (a, b),
    CHECK (a < b AND first IN (a, b))
) STRICT, WITHOUT ROWID;
CREATE INDEX copies_by_b ON copies (b);

-- The copy that is nearest to a document: who hangs on whom makes the sets of copies.
CREATE TABLE hanging (
    document TEXT PRIMARY KEY REFERENCES linked (document) ON DELETE CASCADE,
    other TEXT NOT NULL REFERENCES linked (document) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX hanging_by_other ON hanging (other);

-- Pairs of documents that tell of the same happening, as far as the two alone say.
CREATE TABLE story_edges (
    a TEXT NOT NULL REFERENCES linked (document) ON DELETE CASCADE,
    b TEXT NOT NULL REFERENCES linked (document) ON DELETE CASCADE,
    score REAL NOT NULL,
    PRIMARY KEY (a, b),
    CHECK (a < b)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_edges_by_b ON story_edges (b, score);

-- A story's id is that of its earliest document; `first` and `last` are days of publication. `vast` is 1 where the
-- documents that hang together with it are more than are looked at as a whole, and 2 where its own are.
CREATE TABLE stories (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    first TEXT,
    last TEXT,
    vast INTEGER NOT NULL CHECK (vast IN (0, 1, 2))
) STRICT, WITHOUT ROWID;
CREATE INDEX stories_by_last ON stories (last, id);

-- Each linked document is in one story. `report` is the document that stands for the set of copies that it belongs to,
-- itself where it has none. `published` is the document's, '9999' where that is not known.
CREATE TABLE story_documents (
    document TEXT PRIMARY KEY REFERENCES linked (document) ON DELETE CASCADE,
    story TEXT NOT NULL REFERENCES stories (id) DEFERRABLE INITIALLY DEFERRED,
    report TEXT NOT NULL,
    published TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX story_documents_by_story ON story_documents (story, published, document);
CREATE INDEX story_documents_standing ON story_documents (story, published, document) WHERE report = document;
CREATE INDEX story_documents_by_report ON story_documents (report);

-- Pairs of reports of one story whose claims have been compared; a report with itself, too.
CREATE TABLE report_pairs (
    a TEXT NOT NULL REFERENCES linked (document) ON DELETE CASCADE,
    b TEXT NOT NULL REFERENCES linked (document) ON DELETE CASCADE,
    PRIMARY KEY (a, b),
    CHECK (a <= b)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_pairs_by_b ON report_pairs (b);

-- Two sides that say the same (same, corroborates) or answer each other (denial, figures, happened): `one` is the claim
-- and `other` the answer, or they are in the order of the sides. A side under no claim is the outlet's own.
CREATE TABLE claim_links (
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    n INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('same', 'corroborates', 'denial', 'figures', 'happened')),
    one_document TEXT NOT NULL,
    one_start INTEGER NOT NULL,
    one_end INTEGER NOT NULL,
    one_quote TEXT NOT NULL,
    one_claim TEXT,
    other_document TEXT NOT NULL,
    other_start INTEGER NOT NULL,
    other_end INTEGER NOT NULL,
    other_quote TEXT NOT NULL,
    other_claim TEXT,
    reason TEXT NOT NULL,
    interested INTEGER NOT NULL CHECK (interested IN (0, 1)),
    PRIMARY KEY (a, b, n),
    FOREIGN KEY (a, b) REFERENCES report_pairs (a, b) ON DELETE CASCADE,
    FOREIGN KEY (one_document, one_claim) REFERENCES claims (document, id) ON DELETE CASCADE,
    FOREIGN KEY (other_document, other_claim) REFERENCES claims (document, id) ON DELETE CASCADE,
    CHECK (one_document IN (a, b) AND other_document IN (a, b)),
    CHECK (0 <= one_start AND one_start < one_end AND 0 <= other_start AND other_start < other_end)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_links_by_one ON claim_links (one_document, one_claim);
CREATE INDEX claim_links_by_other ON claim_links (other_document, other_claim);
CREATE INDEX claim_links_of_figures_by_a ON claim_links (a, b, n) WHERE kind = 'figures';
CREATE INDEX claim_links_of_figures_by_b ON claim_links (b, a, n) WHERE kind = 'figures';

-- What somebody undertook (`one`), and what was reported of it (`other`); `by` is an actor, `due` an ISO 8601 day.
CREATE TABLE undertakings (
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    n INTEGER NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('fulfilled', 'broken', 'denied')),
    one_document TEXT NOT NULL,
    one_start INTEGER NOT NULL,
    one_end INTEGER NOT NULL,
    one_quote TEXT NOT NULL,
    one_claim TEXT,
    other_document TEXT NOT NULL,
    other_start INTEGER NOT NULL,
    other_end INTEGER NOT NULL,
    other_quote TEXT NOT NULL,
    other_claim TEXT,
    reason TEXT NOT NULL,
    by TEXT,
    due TEXT,
    PRIMARY KEY (a, b, n),
    FOREIGN KEY (a, b) REFERENCES report_pairs (a, b) ON DELETE CASCADE,
    FOREIGN KEY (one_document, one_claim) REFERENCES claims (document, id) ON DELETE CASCADE,
    FOREIGN KEY (other_document, other_claim) REFERENCES claims (document, id) ON DELETE CASCADE,
    CHECK (one_document IN (a, b) AND other_document IN (a, b)),
    CHECK (0 <= one_start AND one_start < one_end AND 0 <= other_start AND other_start < other_end)
) STRICT, WITHOUT ROWID;
CREATE INDEX undertakings_by_one ON undertakings (one_document, one_claim);
CREATE INDEX undertakings_by_other ON undertakings (other_document, other_claim);

-- What the documents of a story give for one thing ("killed"); `low` and `high` are inclusive, `source` the actor who
-- gives it, `published` the document's. `excludes` are the documents whose figures exclude this one, of the reports next
-- to it, `corrected_by` those in which the same side gives another that takes its place.
CREATE TABLE series (
    story TEXT NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
    thing TEXT NOT NULL,
    document TEXT NOT NULL REFERENCES linked (document) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    claim TEXT,
    low REAL,
    high REAL,
    published TEXT,
    source TEXT,
    excludes TEXT NOT NULL CHECK (json_valid(excludes)),
    corrected_by TEXT NOT NULL CHECK (json_valid(corrected_by)),
    PRIMARY KEY (story, thing, document, start, "end"),
    FOREIGN KEY (document, claim) REFERENCES claims (document, id) ON DELETE CASCADE,
    CHECK (0 <= start AND start < "end")
) STRICT, WITHOUT ROWID;
CREATE INDEX series_by_document ON series (document, claim);
