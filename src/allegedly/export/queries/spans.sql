-- title: Spans of a claim
-- description: Each piece of a claim, and whether the document still has these words at its offsets.
SELECT s.role, s.start, s."end", s.quote, substr(d.text, s.start + 1, s."end" - s.start) = s.quote AS holds
FROM claim_spans s JOIN documents d ON d.id = s.document
WHERE s.document = :document AND s.claim = :claim ORDER BY s.start
