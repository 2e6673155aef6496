-- title: Events and under whose word they stand
-- description: Events by type, with the source under whose claim each is reported; without one, the outlet says it.
SELECT e.type, e.status, e.quote AS trigger, coalesce(a.name, c.source, d.outlet, 'the outlet') AS according_to, c.act,
    coalesce(m.first, d.published) AS day, d.outlet, e.document, e.id
FROM events e JOIN documents d ON d.id = e.document
    LEFT JOIN claims c ON c.document = e.document AND c.id = e.claim
    LEFT JOIN actors a ON a.id = c.actor
    LEFT JOIN moments m ON m.document = e.document AND m.id = e.moment
WHERE :type = '' OR e.type = upper(:type) ORDER BY day DESC
