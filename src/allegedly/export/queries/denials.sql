-- title: Who denied what
-- description: Denials, and the claim of the same document that each answers.
SELECT d.published, d.outlet, coalesce(a.name, c.source) AS who, c.cue, c.content, said.content AS answering, c.document, c.id
FROM claims c JOIN documents d ON d.id = c.document
    LEFT JOIN actors a ON a.id = c.actor
    LEFT JOIN claims said ON said.document = c.document AND said.id = c.answers
WHERE c.act = 'deny'
    AND NOT EXISTS (SELECT 1 FROM rejected_claims v WHERE v.document = c.document AND v.claim = c.id)
ORDER BY d.published DESC
