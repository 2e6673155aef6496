-- title: Claims with words
-- description: Claims whose content has these words, the nearest first (FTS5 query syntax).
SELECT d.published, d.outlet, coalesce(a.name, c.source) AS who, c.act, c.content, c.document, c.id
FROM claims_fts f JOIN claims c ON c.number = f.rowid JOIN documents d ON d.id = c.document
    LEFT JOIN actors a ON a.id = c.actor
WHERE claims_fts MATCH :words ORDER BY f.rank
