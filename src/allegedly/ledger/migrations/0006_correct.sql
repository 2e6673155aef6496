-- What people say of records, where the records are listed and counted.

-- Of a link, which: denial, figures, happened, corroborates, same, undertaking; copy (two documents are one text) and
-- story (two documents tell of one happening) are about whole documents, and the spans are their first words.
ALTER TABLE corrections ADD COLUMN link TEXT;
UPDATE corrections SET link = coalesce(json_extract(machine, '$.kind'), 'undertaking') WHERE kind = 'link';
CREATE INDEX corrections_by_sides ON corrections (link, document, other_document) WHERE link IS NOT NULL;

-- The corrections that hold: of each record the last, unless it was withdrawn.
CREATE VIEW held AS
SELECT c.* FROM corrections c
WHERE c.verdict <> 'withdraw' AND NOT EXISTS (
    SELECT 1 FROM corrections o
    WHERE o.document = c.document AND o.number > c.number AND o.kind = c.kind AND o.link IS c.link
        AND o.start = c.start AND o."end" = c."end" AND o.other_document IS c.other_document
        AND o.other_start IS c.other_start AND o.other_end IS c.other_end
);

-- Where each claim stands, for corrections: at its first cue, else source, else content.
CREATE VIEW claims_stand AS
SELECT c.document, c.n, c.id, s.start, s."end"
FROM claims c JOIN claim_spans s ON s.document = c.document AND s.claim = c.id AND s.n = 0
WHERE s.role = (
    SELECT x.role FROM claim_spans x WHERE x.document = c.document AND x.claim = c.id AND x.role <> 'hedge'
    ORDER BY x.role = 'content', x.role = 'source' LIMIT 1
);

-- What holds of the claims and events as they are read now, worked out anew (view `settled`) when one is corrected or a
-- document is read. Where no record stands at the very words any more, the first that overlaps them has the correction;
-- where several corrections come to one record, the last.
CREATE TABLE verdicts (
    document TEXT NOT NULL REFERENCES readings (document) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('claim', 'event')),
    record TEXT NOT NULL,
    correction INTEGER NOT NULL REFERENCES corrections (number) ON DELETE CASCADE,
    verdict TEXT NOT NULL CHECK (verdict IN ('confirm', 'reject', 'amend')),
    PRIMARY KEY (document, kind, record)
) STRICT, WITHOUT ROWID;
CREATE VIEW settled AS
SELECT h.document, h.kind, CASE h.kind
    WHEN 'event' THEN coalesce(
        (SELECT e.id FROM events e WHERE e.document = h.document AND e.start = h.start AND e."end" = h."end"
            ORDER BY e.n LIMIT 1),
        (SELECT e.id FROM events e WHERE e.document = h.document AND e.start < h."end" AND h.start < e."end"
            ORDER BY e.n LIMIT 1))
    ELSE coalesce(
        (SELECT s.id FROM claims_stand s WHERE s.document = h.document AND s.start = h.start AND s."end" = h."end"
            ORDER BY s.n LIMIT 1),
        (SELECT s.id FROM claims_stand s WHERE s.document = h.document AND s.start < h."end" AND h.start < s."end"
            ORDER BY s.n LIMIT 1))
END AS record, h.number AS correction, h.verdict
FROM held h WHERE h.kind <> 'link';
INSERT OR REPLACE INTO verdicts
SELECT document, kind, record, correction, verdict FROM settled WHERE record IS NOT NULL ORDER BY correction;

-- The corrections of links, by the sides as the links have them; of two that say the same, either may come first.
CREATE VIEW held_links AS
SELECT number, verdict, link, document AS one_document, start AS one_start, "end" AS one_end,
    other_document, other_start, other_end FROM held WHERE kind = 'link'
UNION ALL
SELECT number, verdict, link, other_document, other_start, other_end, document, start, "end"
FROM held WHERE kind = 'link' AND link IN ('same', 'corroborates', 'figures', 'copy', 'story');

-- Which correction holds of a link. Where none joins the very words any more, those that overlap them on both sides have it.
CREATE VIEW link_verdicts AS
SELECT r.a, r.b, r.n, k.number AS correction, k.verdict
FROM claim_links r JOIN held_links k ON k.one_document = r.one_document AND k.other_document = r.other_document
    AND k.link = r.kind AND k.one_start < r.one_end AND r.one_start < k.one_end
    AND k.other_start < r.other_end AND r.other_start < k.other_end
WHERE (k.one_start, k.one_end, k.other_start, k.other_end) = (r.one_start, r.one_end, r.other_start, r.other_end)
    OR NOT EXISTS (
        SELECT 1 FROM claim_links x WHERE x.one_document = k.one_document AND x.other_document = k.other_document
            AND x.kind = k.link AND (k.one_start, k.one_end) = (x.one_start, x.one_end)
            AND (k.other_start, k.other_end) = (x.other_start, x.other_end));
CREATE VIEW undertaking_verdicts AS
SELECT r.a, r.b, r.n, k.number AS correction, k.verdict
FROM undertakings r JOIN held_links k ON k.one_document = r.one_document AND k.other_document = r.other_document
    AND k.link = 'undertaking' AND k.one_start < r.one_end AND r.one_start < k.one_end
    AND k.other_start < r.other_end AND r.other_start < k.other_end
WHERE (k.one_start, k.one_end, k.other_start, k.other_end) = (r.one_start, r.one_end, r.other_start, r.other_end)
    OR NOT EXISTS (
        SELECT 1 FROM undertakings x WHERE x.one_document = k.one_document AND x.other_document = k.other_document
            AND (k.one_start, k.one_end) = (x.one_start, x.one_end)
            AND (k.other_start, k.other_end) = (x.other_start, x.other_end));

-- What counts: links that nobody rejected, between claims that nobody rejected.
CREATE VIEW rejected_claims AS SELECT document, record AS claim FROM verdicts WHERE kind = 'claim' AND verdict = 'reject';
CREATE VIEW counted_links AS
SELECT r.* FROM claim_links r
WHERE NOT EXISTS (SELECT 1 FROM link_verdicts v WHERE v.a = r.a AND v.b = r.b AND v.n = r.n AND v.verdict = 'reject')
    AND NOT EXISTS (SELECT 1 FROM rejected_claims v WHERE v.document = r.one_document AND v.claim = r.one_claim)
    AND NOT EXISTS (SELECT 1 FROM rejected_claims v WHERE v.document = r.other_document AND v.claim = r.other_claim);
CREATE VIEW counted_undertakings AS
SELECT r.* FROM undertakings r
WHERE NOT EXISTS (
        SELECT 1 FROM undertaking_verdicts v WHERE v.a = r.a AND v.b = r.b AND v.n = r.n AND v.verdict = 'reject')
    AND NOT EXISTS (SELECT 1 FROM rejected_claims v WHERE v.document = r.one_document AND v.claim = r.one_claim)
    AND NOT EXISTS (SELECT 1 FROM rejected_claims v WHERE v.document = r.other_document AND v.claim = r.other_claim);

-- Documents of which somebody says that they are no copies of each other (`one` is the lesser id), or that `one` does not
-- belong in a story with `other`; linking keeps them apart.
CREATE VIEW kept_apart AS
SELECT link, document AS one, other_document AS other FROM held
WHERE link IN ('copy', 'story') AND verdict = 'reject';
CREATE VIEW joined_copies AS
SELECT c.* FROM copies c
WHERE NOT EXISTS (SELECT 1 FROM kept_apart k WHERE k.link = 'copy' AND k.one = c.a AND k.other = c.b);
