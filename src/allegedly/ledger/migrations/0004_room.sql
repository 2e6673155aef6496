-- What the reading room asks for: claims found by words and by what they are in one index, and what people correct.

-- `terms` are words made of what a claim is ("actdeny byblrgov m202210"; see claim_terms), in the index beside its
-- content and source. A claim is in the index once they are set, after all records of its document are written.
ALTER TABLE claims ADD COLUMN terms TEXT NOT NULL DEFAULT '';
DROP TRIGGER claims_fts_insert;
DROP TRIGGER claims_fts_delete;
DROP TRIGGER claims_fts_update;
DROP TABLE claims_fts;
CREATE VIRTUAL TABLE claims_fts USING fts5 (
    content, source, terms, content = 'claims', content_rowid = 'number',
    tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER claims_fts_insert AFTER INSERT ON claims WHEN new.terms <> '' BEGIN
    INSERT INTO claims_fts (rowid, content, source, terms) VALUES (new.number, new.content, new.source, new.terms);
END;
CREATE TRIGGER claims_fts_delete AFTER DELETE ON claims WHEN old.terms <> '' BEGIN
    INSERT INTO claims_fts (claims_fts, rowid, content, source, terms)
        VALUES ('delete', old.number, old.content, old.source, old.terms);
END;
CREATE TRIGGER claims_fts_update_out AFTER UPDATE OF number, content, source, terms ON claims
    WHEN old.terms <> '' BEGIN
    INSERT INTO claims_fts (claims_fts, rowid, content, source, terms)
        VALUES ('delete', old.number, old.content, old.source, old.terms);
END;
CREATE TRIGGER claims_fts_update_in AFTER UPDATE OF number, content, source, terms ON claims
    WHEN new.terms <> '' BEGIN
    INSERT INTO claims_fts (rowid, content, source, terms) VALUES (new.number, new.content, new.source, new.terms);
END;

-- What a claim can be found by, as JSON: its act, source, country and outlet, whom it is about (target, mentioned in its
-- content, party of an event in it), types of events in it, and the first and last day on which it was said.
CREATE VIEW claim_codes AS
SELECT c.number, c.document, json_object(
    'doc', c.document,
    'act', c.act,
    'by', c.actor,
    'in', (SELECT country FROM document_actors WHERE document = c.document AND actor = c.actor),
    'outlet', d.outlet,
    'about', (SELECT json_group_array(actor) FROM (
        SELECT c.target AS actor WHERE c.target IS NOT NULL
        UNION SELECT w.actor FROM claim_spans x JOIN mentions w ON w.document = x.document
            AND w.start >= x.start AND w.start < x."end" AND w."end" <= x."end"
            WHERE x.document = c.document AND x.claim = c.id AND x.role = 'content' AND w.actor IS NOT NULL
        UNION SELECT p.actor FROM events e JOIN event_parties p ON p.document = e.document AND p.event = e.id
            WHERE e.document = c.document AND e.claim = c.id AND p.actor IS NOT NULL)),
    'event', (SELECT json_group_array(DISTINCT type) FROM events WHERE document = c.document AND claim = c.id),
    'first', coalesce(m.first, m.last, d.published),
    'last', coalesce(m.last, m.first, d.published)
) AS codes
FROM claims c JOIN documents d ON d.id = c.document LEFT JOIN moments m ON m.document = c.document AND m.id = c.moment;

UPDATE claims SET terms = claim_terms((SELECT codes FROM claim_codes WHERE claim_codes.number = claims.number));

CREATE INDEX documents_by_outlet ON documents (outlet);
CREATE INDEX documents_by_published ON documents (published);

-- How many claims each actor makes, kept by the triggers, so that the list of a million claims' sources is not counted
-- each time that it is shown.
CREATE TABLE speakers (
    actor TEXT PRIMARY KEY REFERENCES actors (id),
    claims INTEGER NOT NULL CHECK (claims >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX speakers_by_claims ON speakers (claims DESC, actor);
INSERT INTO speakers SELECT actor, count(*) FROM claims WHERE actor IS NOT NULL GROUP BY actor;
CREATE TRIGGER speakers_insert AFTER INSERT ON claims WHEN new.actor IS NOT NULL BEGIN
    INSERT INTO speakers (actor, claims) VALUES (new.actor, 1) ON CONFLICT (actor) DO UPDATE SET claims = claims + 1;
END;
CREATE TRIGGER speakers_delete AFTER DELETE ON claims WHEN old.actor IS NOT NULL BEGIN
    UPDATE speakers SET claims = claims - 1 WHERE actor = old.actor;
    DELETE FROM speakers WHERE actor = old.actor AND claims = 0;
END;
CREATE TRIGGER speakers_update AFTER UPDATE OF actor ON claims WHEN old.actor IS NOT new.actor BEGIN
    UPDATE speakers SET claims = claims - 1 WHERE actor = old.actor;
    DELETE FROM speakers WHERE actor = old.actor AND claims = 0;
    INSERT INTO speakers (actor, claims) SELECT new.actor, 1 WHERE new.actor IS NOT NULL
        ON CONFLICT (actor) DO UPDATE SET claims = claims + 1;
END;

-- What people say of records: beside the machine's record, which stays as it is, and never gone with it. A correction is
-- about the record of its kind that stands at `start`: a claim's first cue (else its first words), an event's trigger,
-- the first side of a link, whose second is `other_…`. Of several about one record the last holds. `machine` is the record
-- as it was then; `amended` has the fields that the person gives otherwise.
CREATE TABLE corrections (
    number INTEGER PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('claim', 'event', 'link')),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    other_document TEXT REFERENCES documents (id) ON DELETE CASCADE,
    other_start INTEGER,
    other_end INTEGER,
    other_quote TEXT,
    verdict TEXT NOT NULL CHECK (verdict IN ('confirm', 'reject', 'amend', 'withdraw')),
    machine TEXT NOT NULL CHECK (json_valid(machine)),
    amended TEXT NOT NULL CHECK (json_valid(amended)),
    person TEXT NOT NULL,
    reason TEXT NOT NULL,
    at TEXT NOT NULL,
    CHECK (0 <= start AND start < "end"),
    CHECK ((kind = 'link') = (other_document IS NOT NULL))
) STRICT;
CREATE INDEX corrections_by_document ON corrections (document);
