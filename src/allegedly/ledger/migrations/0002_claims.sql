-- Whether a source says that it is so, and whether it leaves that open; readings made before did not tell.
ALTER TABLE claims ADD COLUMN polarity TEXT NOT NULL DEFAULT 'positive' CHECK (polarity IN ('positive', 'negative'));
ALTER TABLE claims ADD COLUMN certainty TEXT NOT NULL DEFAULT 'certain' CHECK (certainty IN ('certain', 'possible'));
-- Where claims come from, and the class of sources that are not named.
ALTER TABLE claims ADD COLUMN source_class TEXT;

-- Where a claim comes from: the mention that its source goes back to, the words that keep it unnamed, and who passed it
-- on, the nearest to the source first.
CREATE TABLE claim_origins (
    document TEXT NOT NULL,
    claim TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('named_by', 'anonymity', 'relay')),
    n INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    actor TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (document, claim, role, n),
    FOREIGN KEY (document, claim) REFERENCES claims (document, id) ON DELETE CASCADE,
    FOREIGN KEY (document, actor) REFERENCES document_actors (document, actor),
    CHECK (0 <= start AND start < "end")
) STRICT, WITHOUT ROWID;
