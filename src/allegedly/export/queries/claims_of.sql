-- title: Claims of a source
-- description: What a source said: words of an actor's name or of the source.
SELECT d.published, d.outlet, coalesce(a.name, c.source) AS who, c.act, c.cue, c.content, c.document, c.id
FROM claims c JOIN documents d ON d.id = c.document LEFT JOIN actors a ON a.id = c.actor
WHERE coalesce(a.name, '') LIKE '%' || :source || '%' OR c.source LIKE '%' || :source || '%'
ORDER BY d.published DESC
